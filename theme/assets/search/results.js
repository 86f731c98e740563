// What a search found: narrowed by filters, counted, and read to be sure.

import { flatMap } from "./arrays.js";
import { FIELDS, FILES, KEYWORDS, KINDS, NUMBER, TEXT, TITLE, isoDay } from "./fields.js";
import { readText } from "./figures.js";
import { cut, markParts, windowOf } from "./marks.js";
import { formWithPlaces, grams, queryGrams, searchForm } from "./text.js";

const BATCH = 12;
const READ_ALL = 12; // so many are read to know their number; of more it is estimated

export class Results {
  constructor(index, words, ranked, filters, only, complete = true) {
    this.index = index;
    this.words = words;
    this.only = only;
    this.filters = filters;
    this.ranked = ranked;
    this.candidates = ranked.filter(({ number }) => this.passes(number));
    this.found = [];
    this.read = 0;
    this.since = { read: 0, found: 0 }; // where reading began to tell how many of the rest hold what is asked for
    // A single gram in a single field is no matter of doubt.
    const sure = (word) => !word.excluded && grams(word.form).length === 1 && word.field !== "doc_number" && word.field !== "index_number";
    this.sure = complete && words.every((word) => sure(word) || (!word.excluded && [...word.form].length === 1 && queryGrams(word.form).length));
  }

  passes(number, filters = this.filters) {
    const { category, department, validity, audience, year, from, to, kind } = filters;
    const { columns, days, manifest } = this.index;
    const fact = (name) => this.index.fact(name, number);
    const day = (year || from || to) && days[number] ? isoDay(days[number]) : "";
    return (
      (!category || fact("category").some((id) => id === category || id.startsWith(`${category}/`))) &&
      (!department || fact("department") === department) &&
      (!validity || fact("validity") === validity) &&
      (!audience || fact("audience") === audience) &&
      manifest.filters.every(([name]) => !filters[name] || fact(name).includes(filters[name])) &&
      (!kind || KINDS[columns.kind[number]] === kind) &&
      (!year || day.startsWith(`${year}-`)) &&
      (!from || day >= from) &&
      (!to || (day && day <= to))
    );
  }

  // How many there are, and whether that is exact.
  get count() {
    if (this.sure || this.read === this.candidates.length) return { count: this.sure ? this.candidates.length : this.found.length, exact: true };
    const { read, found } = this.since;
    const share = this.read > read ? (this.found.length - found) / (this.read - read) : 1;
    return { count: Math.max(this.found.length, Math.round(found + (this.candidates.length - read) * share), 1), exact: false };
  }

  // How many that may hold what is asked for were not read.
  get left() {
    return this.sure ? 0 : this.candidates.length - this.read;
  }

  // The records of some results; texts are read only as far as it takes, as far as `spare` files hold them, and no more than
  // `most`; `told` hears how far it is.
  async page(start, count, spare = Infinity, most = Infinity, told = () => {}) {
    if (this.sure) return Promise.all(this.within(this.candidates.slice(start, start + count), spare).batch.map((one) => this.verified(one)));
    await this.readUntil(start + count, told, spare, most);
    // Of a later page something is shown, if there is anything.
    while (start && this.found.length <= start && this.read < this.candidates.length) await this.readUntil(start + BATCH, () => {}, BATCH);
    if (spare === Infinity && this.candidates.length - this.read <= READ_ALL) await this.readUntil(Infinity);
    return this.found.slice(start, start + count);
  }

  // How many results of a page there may be.
  most(start, count) {
    return Math.min(count, (this.sure || this.read < this.candidates.length ? this.candidates : this.found).length - start);
  }

  // As many of the next candidates as are in files that are there, or in so many others.
  within(candidates, spare) {
    const files = new Set();
    const batch = [];
    for (const candidate of candidates) {
      const file = this.index.fileOf(candidate.number);
      if (!this.index.files.has(file) && !files.has(file) && files.size >= spare) break;
      if (!this.index.files.has(file)) files.add(file);
      batch.push(candidate);
    }
    return { batch, files: files.size };
  }

  async verified({ number, score }) {
    return this.verify({ ...(await this.index.record(number)), score });
  }

  // Reads until so many are found, or all are read, or as far as `spare` files hold them: then of long texts of attachments, which
  // are heavier than others and take a round more, no more than one where nothing is found without. No more than `most` are read.
  // `told` hears how far it is.
  async readUntil(wanted, told = () => {}, spare = Infinity, most = Infinity) {
    let left = spare;
    const end = this.read + most;
    while (this.found.length < wanted && this.read < Math.min(end, this.candidates.length)) {
      if (spare === Infinity && this.isVain) await this.comeCloser();
      const missing = Math.min(end - this.read, wanted === Infinity ? BATCH * 4 : Math.min(BATCH, Math.max(wanted - this.found.length, 1)));
      const { batch, files } = this.within(this.candidates.slice(this.read, this.read + missing), left);
      if (!batch.length) return;
      left -= files;
      const records = await Promise.all(batch.map(async ({ number, score }) => ({ ...(await this.index.record(number)), score })));
      const late = spare === Infinity ? -1 : records.findIndex((record) => this.isApart(record));
      const first = this.found.length || late || !this.index.hasRoomForLong ? records.slice(0, late < 0 ? undefined : late) : records.slice(0, 1);
      const verified = await Promise.all(first.map((record) => this.verify(record)));
      this.read += first.length;
      this.found.push(...verified.filter(Boolean));
      told(this.read, this.candidates.length);
      if (late >= 0) return;
    }
  }

  // Whether the lists that were left out tell sooner than reading which documents hold what is asked for.
  get isVain() {
    return this.closer && this.read > 1 && 2 * this.found.length < this.read && this.candidates.length - this.read > BATCH;
  }

  // Leaves out what these lists say holds it not.
  async comeCloser() {
    const { closer } = this;
    this.closer = undefined;
    const holding = await closer();
    const known = new Set(this.candidates.slice(0, this.read).map(({ number }) => number));
    const may = ({ number }) => known.has(number) || holding.has(number);
    this.ranked = this.ranked.filter(may);
    this.candidates = this.candidates.filter(may);
    this.since = { read: this.read, found: this.found.length };
  }

  // Whether it takes a long text that is not there yet to say whether a record has all words.
  isApart(record) {
    const apart = record.files.filter((file) => file.apart && !this.index.files.has(`files/${file.apart}.bin`));
    if (!apart.length) return false;
    const sources = sourcesOf(record);
    return this.words.some((word) => this.mayBeApart(word) && !sources.some((source) => this.mayStand(word, source) && source.form.includes(word.form)));
  }

  mayBeApart(word) {
    return (!word.field || word.field === "files") && (!this.only || word.excluded);
  }

  // The record with where each word stands, or nothing where a word is missing or an excluded one is there.
  async verify(record) {
    const sources = sourcesOf(record);
    const places = [];
    for (const word of this.words) {
      let place = sources.find((source) => this.mayStand(word, source) && source.form.includes(word.form));
      if (!place && this.mayBeApart(word)) place = await this.findApart(record, word, sources);
      if (Boolean(place) === word.excluded) return undefined;
      if (place) places.push(place);
    }
    return { ...record, places: [...new Set(places)] };
  }

  mayStand(word, { field, name }) {
    if ([...word.form].length === 1 && !word.excluded && queryGrams(word.form).length) return field === TITLE;
    if (word.field) return word.field === name || (name !== "doc_number" && name !== "index_number" && FIELDS[word.field] === field);
    return !this.only || word.excluded || this.only.includes(field);
  }

  // A long text of an attachment is kept apart, and read only where the word is nowhere else.
  async findApart(record, word, sources) {
    for (const file of record.files.filter(({ apart }) => apart)) {
      if (!sources.some((source) => source.apart === file.apart)) {
        const text = await this.index.file(`files/${file.apart}.bin`, readText);
        sources.push({ field: FILES, name: "files", file, apart: file.apart, text, form: searchForm(text) });
      }
    }
    return sources.find((source) => source.apart && source.form.includes(word.form));
  }

  // For each value of a facet how many of the candidates have it, were it not for the filter on that facet.
  counts(name) {
    const { days } = this.index;
    const filters = { ...this.filters, [name]: undefined };
    const counts = new Map();
    for (const { number } of this.ranked) {
      if (!this.passes(number, filters)) continue;
      const value = name === "year" ? (days[number] ? isoDay(days[number]).slice(0, 4) : "") : this.index.fact(name, number);
      for (const one of name === "category" ? withParents(value) : [].concat(value)) if (one) counts.set(one, (counts.get(one) || 0) + 1);
    }
    return counts;
  }

  // For each department the scores of its documents, best first.
  scores() {
    const scores = new Map();
    for (const { number, score } of this.candidates) {
      const name = this.index.fact("department", number);
      if (!scores.has(name)) scores.set(name, []);
      scores.get(name).push(score);
    }
    return scores;
  }

  // A piece of the text around the first word that stands in no title: parts of it, some of them marked.
  snippet(record, length = 90) {
    const place = record.places.find(({ field }) => field === TEXT) || record.places.find(({ field, text }) => field === FILES && text !== record.title);
    const marked = this.words.filter((word) => !word.excluded).map(({ form }) => form);
    if (!place) return { parts: [{ text: cut((record.texts[0] || record.texts[1] || ""), length) }], place: undefined };
    const text = windowOf(place.text, marked);
    const { form, places } = formWithPlaces(text);
    const first = Math.max(0, ...marked.map((word) => form.indexOf(word)).filter((at) => at >= 0).slice(0, 1));
    const start = Math.max(0, (places[first] || 0) - Math.floor(length / 3));
    return { parts: markParts(text, marked, start, start + length), place };
  }
}

// What holds part of a question. Nothing has to be proved: each term that stands there is marked.
export class Answers extends Results {
  constructor(index, words, ranked, filters) {
    super(index, words, ranked, filters);
    this.sure = true;
  }

  async verify(record) {
    const sources = sourcesOf(record);
    return { ...record, places: sources.filter(({ form }) => this.words.some((word) => form.includes(word.form))) };
  }
}

// The texts of a record in which words are looked for, each with its field.
function sourcesOf(record) {
  const source = (field, name, text, more) => ({ field, name, text, form: searchForm(text), ...more });
  return [
    source(TITLE, "title", record.title),
    ...record.numbers.map((text, place) => source(NUMBER, place === record.numbers.length - 1 ? "index_number" : "doc_number", text)),
    ...record.keywords.map((text) => source(KEYWORDS, "keywords", text)),
    ...record.texts.map((text) => source(TEXT, "text", text)),
    ...flatMap(record.files, (file) => [source(FILES, "files", file.name, { file, named: true }), source(FILES, "files", file.text, { file })]),
  ];
}

function withParents(ids) {
  return new Set(flatMap(ids, (id) => id.split("/").map((_, place, steps) => steps.slice(0, place + 1).join("/"))));
}
