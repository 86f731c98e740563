// The index: loads the few files a query needs, ranks as lunr does, and reads the text of what it finds to be sure.
// docs/search.md tells what each file holds; generator/render/search.py writes them.

import { formWithPlaces, grams, parseQuery, queryGrams, searchForm, shardOf, stem } from "./search-text.js";

const TITLE = 0, NUMBER = 1, KEYWORDS = 2, TEXT = 3, FILES = 4;
// A field of a query: the field of the index it is looked for in.
const FIELDS = { title: TITLE, doc_number: NUMBER, index_number: NUMBER, keywords: KEYWORDS, text: TEXT, files: FILES };
const K1 = 1.2;
const EPOCH = 719163;
const BATCH = 12;
const READ_ALL = 12; // so many are read to know their number; of more it is estimated
const WINDOW = 4000;

export class IndexError extends Error {}

// ---- files ----

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const STEPS = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codeTable(lengths) {
  const counts = new Uint16Array(16), starts = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let length = 1; length < 16; length++) starts[length] = starts[length - 1] + counts[length - 1];
  lengths.forEach((length, symbol) => { if (length) symbols[starts[length]++] = symbol; });
  return { counts, symbols };
}

const FIXED = codeTable([...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]);
const FIXED_STEPS = codeTable(Array(30).fill(5));

// Unpacks a zlib stream (RFC 1950, 1951), with the dictionary it was packed against. Phones of some years lack this.
export function inflate(data, dictionary = new Uint8Array(0)) {
  let place = data[1] & 32 ? 6 : 2, bits = 0, count = 0;
  let out = new Uint8Array(dictionary.length + data.length * 4 + 64), end = dictionary.length;
  out.set(dictionary);
  const need = (wanted) => {
    while (count < wanted) {
      if (place >= data.length) throw new IndexError("truncated");
      bits |= data[place++] << count;
      count += 8;
    }
    const value = bits & ((1 << wanted) - 1);
    bits >>>= wanted;
    count -= wanted;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length++) {
      code |= need(1);
      const many = counts[length];
      if (code - many < first) return symbols[index + code - first];
      index += many;
      first = (first + many) << 1;
      code <<= 1;
    }
    throw new IndexError("damaged");
  };
  const room = (wanted) => {
    if (end + wanted <= out.length) return;
    const larger = new Uint8Array((end + wanted) * 2);
    larger.set(out.subarray(0, end));
    out = larger;
  };
  if (data.length < 6 || (data[0] & 15) !== 8) throw new IndexError("damaged");
  for (let last = 0; !last;) {
    last = need(1);
    const kind = need(2);
    if (kind === 0) {
      bits = count = 0;
      const length = data[place] | (data[place + 1] << 8);
      place += 4;
      if (place + length > data.length) throw new IndexError("truncated");
      room(length);
      out.set(data.subarray(place, place + length), end);
      end += length;
      place += length;
      continue;
    }
    let literals = FIXED, steps = FIXED_STEPS;
    if (kind === 2) {
      const many = need(5) + 257, manySteps = need(5) + 1, codes = need(4) + 4;
      const lengths = new Uint8Array(19);
      for (let code = 0; code < codes; code++) lengths[CODE_ORDER[code]] = need(3);
      const table = codeTable([...lengths]);
      const all = [];
      while (all.length < many + manySteps) {
        const code = symbol(table);
        if (code < 16) all.push(code);
        else {
          const repeated = code === 16 ? all[all.length - 1] : 0;
          for (let left = code === 16 ? 3 + need(2) : code === 17 ? 3 + need(3) : 11 + need(7); left; left--) all.push(repeated);
        }
      }
      literals = codeTable(all.slice(0, many));
      steps = codeTable(all.slice(many));
    }
    for (;;) {
      const code = symbol(literals);
      if (code === 256) break;
      room(258);
      if (code < 256) out[end++] = code;
      else {
        const length = LENGTHS[code - 257] + need(LENGTH_BITS[code - 257]);
        const step = symbol(steps);
        const back = STEPS[step] + need(step < 4 ? 0 : (step >> 1) - 1);
        if (back > end) throw new IndexError("damaged");
        for (let left = length; left; left--, end++) out[end] = out[end - back];
      }
    }
  }
  return out.subarray(dictionary.length, end);
}

function readVarints(data) {
  const values = [];
  let value = 0, shift = 1;
  for (const byte of data) {
    value += (byte & 127) * shift;
    if (byte > 127) shift *= 128;
    else {
      values.push(value);
      value = 0;
      shift = 1;
    }
  }
  return values;
}

// The grams of a shard, each with the documents that hold it: [number, how often in which field].
const ONCE_IN_TEXT = [[TEXT, 1]];

function readShard(data, stamp, base) {
  const named = [...data.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (named !== stamp) throw new IndexError("of another build");
  const lists = new Map();
  let place = 4;
  const number = () => {
    let value = 0, shift = 1, byte;
    do {
      byte = data[place++];
      value += (byte & 127) * shift;
      shift *= 128;
    } while (byte > 127);
    return value;
  };
  const take = (length) => data.subarray(place, (place += length));
  const decoder = new TextDecoder();
  while (place < data.length) {
    const gram = decoder.decode(take(number()));
    const steps = number(), uses = number();
    lists.set(gram, { steps: take(steps), uses: take(uses), base });
  }
  return lists;
}

function readList({ steps, uses, base }) {
  const found = [];
  const rest = readVarints(uses);
  let number = base - 1, next = 0;
  for (const step of readVarints(steps)) {
    number += Math.floor(step / 2) + 1;
    if (step % 2 === 0) found.push([number, ONCE_IN_TEXT]);
    else {
      const fields = [];
      let value;
      do {
        value = rest[next++];
        fields.push([(value >> 1) & 7, Math.floor(value / 16)]);
      } while (value % 2 === 0);
      found.push([number, fields]);
    }
  }
  return found;
}

// ---- the index ----

export class SearchIndex {
  // `load` gives the bytes of an address, or fails.
  constructor(folder, load = loadBytes) {
    this.folder = folder;
    this.load = load;
    this.files = new Map();
  }

  // The file that says how the others are cut, and the columns by which documents are sorted and counted.
  open() {
    this.opening ??= this.start().catch((error) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  // Only what says how the rest is cut.
  begin() {
    this.beginning ??= this.load(`${this.folder}manifest.json`, true).then((data) => {
      this.manifest = JSON.parse(new TextDecoder().decode(data));
      return this.manifest;
    }).catch((error) => {
      this.beginning = undefined;
      throw error;
    });
    return this.beginning;
  }

  async start() {
    const manifest = await this.begin();
    const [columns, dictionary] = await Promise.all([
      this.file("documents.bin"),
      manifest.dictionary ? this.file("dictionary.bin") : new Uint8Array(0),
    ]);
    const documents = JSON.parse(new TextDecoder().decode(columns));
    this.tables = documents.tables;
    this.columns = {};
    for (const [name, signs] of Object.entries(documents.columns)) this.columns[name] = Array.from(signs, (sign) => sign.codePointAt(0) - 48);
    let day = 0;
    this.days = this.columns.days.map((step) => (day += step));
    this.dictionary = dictionary;
  }

  async file(name, dictionary) {
    if (!this.files.has(name)) {
      const reading = this.load(`${this.folder}${name}?v=${this.manifest.stamp}`).then((data) => inflate(data, dictionary));
      reading.catch(() => this.files.delete(name));
      this.files.set(name, reading);
    }
    return this.files.get(name);
  }

  // The two shards a gram may be in: that of the base, and that of the tip.
  shards(gram) {
    const { base, bits, tipBits, stamps } = this.manifest;
    const shard = async (name, stamp, first) => readShard(await this.file(`${name}.bin`), stamp, first);
    const found = [shard(`tip/${shardOf(gram, tipBits).toString(16)}`, stamps.tip, base)];
    if (base) found.push(shard(`grams/${shardOf(gram, bits).toString(16)}`, stamps.base, 0));
    return Promise.all(found);
  }

  async record(number) {
    const group = Math.floor(number / this.manifest.group);
    const data = await this.file(`texts/${(group >> 8).toString(16)}/${(group & 255).toString(16)}.bin`, this.dictionary);
    const [address, title, numbers, keywords, texts, files, state] = JSON.parse(new TextDecoder().decode(data))[number % this.manifest.group];
    return { number, address, title, numbers, keywords, texts, files: files.map(([name, link, text, apart]) => ({ name, link, text, apart })), state, ...this.facts(number) };
  }

  facts(number) {
    const fact = (name) => this.tables[name][this.columns[name][number]];
    return {
      date: this.days[number] ? isoDay(this.days[number]) : "",
      category: fact("category"),
      department: fact("department"),
      validity: fact("validity"),
      audience: fact("audience"),
      kind: ["item", "report", "page"][this.columns.kind[number]],
    };
  }

  // The lists of some grams; those that end in * bring every gram that begins so.
  async lists(wanted) {
    const found = new Map();
    await Promise.all(wanted.map(async (gram) => {
      const shards = await this.shards(gram);
      const begin = gram.length > 1 && gram.endsWith("*") ? gram.slice(0, -1) : undefined;
      const names = begin
        ? new Set(shards.flatMap((lists) => [...lists.keys()].filter((name) => name.startsWith(begin))))
        : new Set(shards.some((lists) => lists.has(gram)) ? [gram] : []);
      // The base comes first: its numbers are the lower ones.
      const list = (name) => [...shards].reverse().flatMap((lists) => (lists.has(name) ? readList(lists.get(name)) : []));
      found.set(gram, [...names].map((name) => ({ name, list: list(name) })));
    }));
    return found;
  }

  // What lunr finds and how it scores: `clauses` are grams that must be there, each with the fields it may stand in.
  async rank(clauses) {
    const lists = await this.lists([...new Set(clauses.map(({ gram }) => gram))]);
    const weights = this.manifest.weights;
    const vectors = weights.map(() => new Map()); // by field: how often a term is asked for
    let matching;
    const terms = new Map();
    for (const { gram, fields } of clauses) {
      const here = new Set();
      for (const { name, list } of lists.get(gram)) {
        terms.set(name, list);
        for (const field of fields) vectors[field].set(name, (vectors[field].get(name) || 0) + 1);
        for (const [number, uses] of list) if (uses.some(([field]) => fields.includes(field))) here.add(number);
      }
      matching = matching ? new Set([...matching].filter((number) => here.has(number))) : here;
    }
    const scores = new Map([...(matching || [])].map((number) => [number, weights.map(() => 0)]));
    for (const [name, list] of terms) {
      const holding = list.reduce((sum, [, uses]) => sum + uses.length, 0);
      const idf = Math.log(1 + Math.abs((this.manifest.documents - holding + 0.5) / (holding + 0.5)));
      for (const [number, uses] of list) {
        const sums = scores.get(number);
        if (sums) {
          for (const [field, times] of uses) {
            const asked = vectors[field].get(name) || 0;
            if (asked) sums[field] += asked * Number((((idf * ((K1 + 1) * times)) / (K1 + times)) * weights[field]).toFixed(3));
          }
        }
      }
    }
    const sizes = vectors.map((vector) => Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)));
    const ranked = [...scores].map(([number, sums]) => ({ number, score: sums.reduce((sum, value, field) => sum + (value ? value / sizes[field] : 0), 0) }));
    return ranked.sort((one, other) => other.score - one.score || other.number - one.number);
  }

  // Searches. `names` are the names of fields a query may use; `filters` narrow what is shown.
  async search(query, { names = {}, filters = {}, sort = "relevance", only } = {}) {
    const words = typeof query === "string" ? parseQuery(query, names) : query;
    const asked = words.filter((word) => !word.excluded);
    const clauses = clausesOf(asked, only);
    // The shards come while the rest is opened: on a slow line every wait for an answer counts.
    await this.begin();
    for (const { gram } of clauses) this.shards(gram).catch(() => {});
    await this.open();
    let ranked;
    if (clauses.length) ranked = await this.rank(clauses);
    else if (asked.length || words.length || !Object.values(filters).some(Boolean)) ranked = [];
    else ranked = this.days.map((_, number) => ({ number, score: 0 })).reverse();
    if (sort === "date") ranked.sort((one, other) => other.number - one.number);
    return new Results(this, words, ranked, filters, only);
  }

  // Titles and numbers that hold what was typed, at most `count`.
  async suggest(text, count = 6) {
    const results = await this.search([{ text, form: searchForm(text), excluded: false }], { only: [TITLE, NUMBER] });
    return results.page(0, count);
  }

  // What the query may have meant: pieces of titles and keywords that are nearly the same, nearest first.
  async nearest(query, names = {}) {
    await this.open();
    const meant = [];
    for (const word of parseQuery(query, names).filter(({ excluded, form }) => !excluded && form.length > 1)) {
      const stems = stem(word.form);
      if (stems !== word.form && (await this.search(stems)).candidates.length) meant.push(stems);
      const lists = await this.lists(queryGrams(word.form));
      const shared = new Map();
      for (const found of lists.values()) {
        for (const { list } of found) {
          for (const [number, uses] of list) if (uses.some(([field]) => field < TEXT)) shared.set(number, (shared.get(number) || 0) + 1);
        }
      }
      const likely = [...shared].sort((one, other) => other[1] - one[1] || other[0] - one[0]).slice(0, BATCH);
      const records = await Promise.all(likely.map(([number]) => this.record(number)));
      const near = new Map();
      for (const text of records.flatMap(({ title, numbers, keywords }) => [title, ...numbers, ...keywords])) {
        const piece = nearestPiece(word.form, text);
        if (piece && !near.has(piece.text)) near.set(piece.text, piece.distance);
      }
      meant.push(...[...near].sort((one, other) => one[1] - other[1]).slice(0, 3).map(([text]) => query.replace(word.text, text)));
    }
    return [...new Set(meant)].slice(0, 3);
  }
}

function clausesOf(words, only) {
  return words.flatMap((word) => {
    const alone = [...word.form].length === 1;
    const fields = alone ? [TITLE] : word.field ? [FIELDS[word.field]] : only || Object.values(FIELDS).filter((field, place, all) => all.indexOf(field) === place);
    return queryGrams(word.form).map((gram) => ({ gram, fields }));
  });
}

// ---- results ----

export class Results {
  constructor(index, words, ranked, filters, only) {
    this.index = index;
    this.words = words;
    this.only = only;
    this.filters = filters;
    this.ranked = ranked;
    this.candidates = ranked.filter(({ number }) => this.passes(number));
    this.found = [];
    this.read = 0;
    // A single gram in a single field is no matter of doubt.
    const sure = (word) => !word.excluded && grams(word.form).length === 1 && word.field !== "doc_number" && word.field !== "index_number";
    this.sure = words.every((word) => sure(word) || (!word.excluded && [...word.form].length === 1 && queryGrams(word.form).length));
  }

  passes(number, but) {
    const { columns, tables, days } = this.index;
    const fact = (name) => tables[name][columns[name][number]];
    const { category, department, validity, audience, year, from, to, kind } = but ? { ...this.filters, [but]: undefined } : this.filters;
    const day = days[number] ? isoDay(days[number]) : "";
    return (
      (!category || fact("category").some((id) => id === category || id.startsWith(`${category}/`))) &&
      (!department || fact("department") === department) &&
      (!validity || fact("validity") === validity) &&
      (!audience || fact("audience") === audience) &&
      (!kind || ["item", "report", "page"][columns.kind[number]] === kind) &&
      (!year || day.startsWith(`${year}-`)) &&
      (!from || day >= from) &&
      (!to || (day && day <= to))
    );
  }

  // How many there are, and whether that is exact.
  get count() {
    if (this.sure || this.read === this.candidates.length) return { count: this.sure ? this.candidates.length : this.found.length, exact: true };
    const share = this.read ? this.found.length / this.read : 1;
    return { count: Math.max(this.found.length, Math.round(this.candidates.length * share)), exact: false };
  }

  // The records of some results; texts are read only as far as it takes.
  async page(start, count) {
    await this.readUntil(start + count);
    if (this.candidates.length - this.read <= READ_ALL && !this.sure) await this.readUntil(Infinity);
    return this.found.slice(start, start + count);
  }

  // Reads until so many are found, or all are read. `told` hears how far it is.
  async readUntil(wanted, told = () => {}) {
    while (this.found.length < wanted && this.read < this.candidates.length) {
      const missing = Math.min(BATCH, Math.max(wanted - this.found.length, 1));
      const batch = this.candidates.slice(this.read, this.read + (wanted === Infinity ? BATCH * 4 : missing));
      const records = await Promise.all(batch.map(async ({ number, score }) => this.verify({ ...(await this.index.record(number)), score })));
      this.read += batch.length;
      this.found.push(...records.filter(Boolean));
      told(this.read, this.candidates.length);
    }
  }

  // The record with where each word stands, or nothing where a word is missing or an excluded one is there.
  async verify(record) {
    const sources = sourcesOf(record);
    const places = [];
    for (const word of this.words) {
      let place = sources.find((source) => this.mayStand(word, source) && source.form.includes(word.form));
      if (!place && (!word.field || word.field === "files") && (!this.only || word.excluded)) place = await this.findApart(record, word, sources);
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
        const text = new TextDecoder().decode(await this.index.file(`files/${file.apart}.bin`));
        sources.push({ field: FILES, name: "files", file, apart: file.apart, text, form: searchForm(text) });
      }
    }
    return sources.find((source) => source.apart && source.form.includes(word.form));
  }

  // For each value of a facet how many of the candidates have it, were it not for the filter on that facet.
  counts(name) {
    const { columns, tables, days } = this.index;
    const counts = new Map();
    for (const { number } of this.ranked) {
      if (!this.passes(number, name)) continue;
      const value = name === "year" ? (days[number] ? isoDay(days[number]).slice(0, 4) : "") : tables[name][columns[name][number]];
      for (const one of name === "category" ? withParents(value) : [value]) if (one) counts.set(one, (counts.get(one) || 0) + 1);
    }
    return counts;
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

// The texts of a record in which words are looked for, each with its field.
function sourcesOf(record) {
  const source = (field, name, text, more) => ({ field, name, text, form: searchForm(text), ...more });
  return [
    source(TITLE, "title", record.title),
    ...record.numbers.map((text, place) => source(NUMBER, place === record.numbers.length - 1 ? "index_number" : "doc_number", text)),
    ...record.keywords.map((text) => source(KEYWORDS, "keywords", text)),
    ...record.texts.map((text) => source(TEXT, "text", text)),
    ...record.files.flatMap((file) => [source(FILES, "files", file.name, { file, named: true }), source(FILES, "files", file.text, { file })]),
  ];
}

// A text in parts, those that match marked; white space at the ends and what is left out are told by an ellipsis.
export function markParts(text, words, start = 0, end = text.length) {
  const { form, places } = formWithPlaces(text);
  const marks = [];
  for (const word of words) {
    for (let at = form.indexOf(word); at >= 0; at = form.indexOf(word, at + word.length)) marks.push([places[at], places[at + word.length - 1]]);
  }
  const marked = (place) => marks.some(([first, last]) => place >= first && place <= last);
  const parts = start > 0 ? [{ text: "…" }] : [];
  let here = start;
  for (const sign of text.slice(start, end)) {
    const mark = marked(here);
    const last = parts[parts.length - 1];
    if (last && Boolean(last.mark) === mark) last.text += sign;
    else parts.push({ text: sign, mark });
    here += sign.length;
  }
  if (end < text.length) parts.push({ text: "…" });
  return parts;
}

function windowOf(text, words) {
  if (text.length <= WINDOW * 2) return text;
  for (let start = 0; start < text.length; start += WINDOW) {
    const piece = text.slice(start, start + WINDOW * 2);
    if (words.some((word) => searchForm(piece).includes(word))) return piece;
  }
  return text.slice(0, WINDOW);
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function withParents(ids) {
  return new Set(ids.flatMap((id) => id.split("/").map((_, place, steps) => steps.slice(0, place + 1).join("/"))));
}

function isoDay(day) {
  return new Date((day - EPOCH) * 86400000).toISOString().slice(0, 10);
}

// The piece of a text that differs least from a word, if it is at most a third that differs.
function nearestPiece(word, text) {
  const { form, places } = formWithPlaces(text);
  const most = Math.max(1, Math.floor(word.length / 3));
  let best;
  for (let start = 0; start + word.length - most <= form.length; start++) {
    for (let length = word.length - most; length <= word.length + most && start + length <= form.length; length++) {
      if (length < 2) continue;
      // A wrong character is likelier than a missing one.
      const changed = difference(word, form.slice(start, start + length));
      const distance = changed + Math.abs(length - word.length) / 2;
      if (changed > 0 && changed <= most && (!best || distance < best.distance)) {
        best = { distance, text: text.slice(places[start], places[start + length - 1] + 1) };
      }
    }
  }
  return best;
}

function difference(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let place = 1; place <= one.length; place++) {
    const next = [place];
    for (let there = 1; there <= other.length; there++) {
      next.push(Math.min(next[there - 1] + 1, row[there] + 1, row[there - 1] + (one[place - 1] === other[there - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}

async function loadBytes(address, fresh = false) {
  const response = await fetch(address, fresh ? { cache: "no-cache" } : {}).catch(() => undefined);
  if (!response?.ok) throw new IndexError(address);
  return new Uint8Array(await response.arrayBuffer());
}
