// A search over several indexes, each of some years (generator/portal/years.py): the newest is asked first, older ones until a page
// of results is full, and what they found is shown as one.

import { flatMap } from "./arrays.js";
import { SearchIndex } from "./engine.js";

const AT_ONCE = 3; // so many are asked for a page of results at most, unless somebody wants more
const FILES = 15; // that a first answer may take
const LEAST = 4; // of them for each index

// An index beside the newest, which has what all share: names, what questions mean, variants of signs.
class Part extends SearchIndex {
  constructor(first, folder) {
    super(`${first.folder}${folder}`, first.load, {});
    this.first = first;
    this.name = folder;
  }

  // How rare a term is, is told by the newest years: of each year a table would have to be sent.
  get counting() { return this.first; }

  forget() {
    super.forget();
    this.whole = undefined;
  }

  begin() {
    if (!this.whole) {
      this.whole = this.first.begin().then((shared) => {
        this.manifest = { ...shared, ...shared.others[this.name] };
        return this.manifest;
      });
      this.whole.catch(() => { this.whole = undefined; });
    }
    return this.whole;
  }

  question() {
    return this.first.question();
  }

  variants() {
    return this.first.variants();
  }

  // This year is that of the newest of all.
  get newestYear() {
    return this.first.lastYear;
  }
}

// What several indexes found, one after the other. `further` asks the next one, and says whether there was one to ask.
class Joined {
  constructor(parts, further) {
    this.parts = parts;
    this.further = further;
  }

  get words() { return this.parts[0].words; }

  get ranked() { return flatMap(this.parts, ({ ranked }) => ranked); }

  get candidates() { return flatMap(this.parts, ({ candidates }) => candidates); }

  get found() { return flatMap(this.parts, ({ found }) => found); }

  get sure() { return this.parts.every(({ sure }) => sure); }

  get left() { return this.parts.reduce((sum, { left }) => sum + left, 0); }

  get count() {
    const counts = this.parts.map(({ count }) => count);
    return { count: counts.reduce((sum, { count }) => sum + count, 0), exact: counts.every(({ exact }) => exact) };
  }

  counts(name) {
    const all = new Map();
    for (const part of this.parts) for (const [value, count] of part.counts(name)) all.set(value, (all.get(value) || 0) + count);
    return all;
  }

  scores() {
    const all = new Map();
    for (const part of this.parts) for (const [name, scores] of part.scores()) all.set(name, (all.get(name) || []).concat(scores));
    return all;
  }

  snippet(record) {
    return this.parts[0].snippet(record);
  }

  most(start, count) {
    if (this.further.may()) return count;
    return Math.min(count, this.parts.reduce((sum, part) => sum + part.most(0, Infinity), 0) - start);
  }

  // The records of some results; the next index is asked where those before hold too few.
  async page(start, count, spare = Infinity, most = Infinity, told = () => {}) {
    const records = [];
    let from = start;
    for (let place = 0; records.length < count; place++) {
      if (place === this.parts.length && !(spare === Infinity && await this.further.ask())) break;
      const part = this.parts[place];
      const wanted = count - records.length;
      const got = await part.page(from, wanted, spare, most, told);
      records.push(...got);
      if (got.length < part.most(from, wanted)) break; // the rest of it comes first
      from = Math.max(0, from - part.count.count);
    }
    return records;
  }

  async readUntil(wanted, told = () => {}) {
    let before = 0;
    for (const part of this.parts) {
      await part.readUntil(wanted, (read) => told(before + read, this.candidates.length));
      before += part.read;
    }
  }
}

const NONE_FURTHER = { may: () => false, ask: async () => false };

export class Spans {
  // `newest` is the index of the newest; `spans` are the folder, the first and the last year or month of each, newest first.
  constructor(newest, spans) {
    this.newest = newest;
    this.newest.lastYear = Number(spans[0][2].slice(0, 4));
    this.spans = spans;
    this.opened = new Map([["", newest]]);
    this.begun = 0; // how many files had been asked for before
  }

  get manifest() { return this.newest.manifest; }

  forget() {
    for (const index of this.opened.values()) index.forget();
  }

  // How many files were asked for.
  get loads() {
    return [...this.opened.values()].reduce((sum, { loads }) => sum + loads, 0);
  }

  // Of the index that was asked first.
  nearest(query, names) {
    return (this.asked || this.newest).nearest(query, names, Math.max(1, FILES - (this.loads - this.begun)));
  }

  index([folder]) {
    if (!this.opened.has(folder)) this.opened.set(folder, new Part(this.newest, folder));
    return this.opened.get(folder);
  }

  // The spans that may hold what is asked for, in the order in which they are asked: the year that is named first, then the newest.
  async chosen(text, { year, from = year ? `${year}-01-01` : "", to = year ? `${year}-12-31` : "" }) {
    const holds = (first, last) => ([, begin, end]) => (!last || begin <= last.slice(0, begin.length)) && (!first || end >= first.slice(0, end.length));
    const all = this.spans.filter(holds(from, to));
    if (!all.length) return this.spans.slice(0, 1);
    await this.newest.begin();
    const { time, number } = text ? await this.newest.heads.begin(text) : { time: {} };
    const named = number && number.year ? number.year : time.ago > 0 ? this.newest.lastYear - time.ago : time.year;
    if (!named) return all;
    // Much about a year is published in the next one.
    const near = flatMap([Number(named), Number(named) + 1], (one) => all.filter(holds(`${one}-01-01`, `${one}-12-31`)));
    return [...new Set([...near, ...all])];
  }

  // As an index finds; `older` says how many are asked beside the first, whatever that holds.
  async find(text, words, options) {
    const { filters = {}, start = 0, count = 10, older = 0 } = options;
    this.begun = this.loads;
    const order = await this.chosen(text, filters);
    const parts = [], answers = [], found = [];
    this.asked = this.index(order[0]);
    const next = () => {
      const index = this.index(order[parts.length]);
      index.isOlder = parts.length > 0;
      return index;
    };
    // Who chooses days wants all that is of them.
    const least = Math.min(order.length, order.length < this.spans.length ? Math.max(AT_ONCE, 1 + Number(older)) : 1 + Number(older));
    let most = Math.min(order.length, Math.max(least, AT_ONCE));
    const results = new Joined(parts, {
      may: () => parts.length < most,
      ask: async () => {
        if (parts.length >= most) return false;
        const { results: more } = await next().find(text, words, { ...options, start: 0, all: true, entire: true });
        parts.push(more);
        return true;
      },
    });
    results.told = (state, link, messages) => told(order, parts.length, state, link, messages);
    let own;
    do {
      const before = results.count;
      const room = Math.max(LEAST, FILES - (this.loads - this.begun));
      own = await next().find(text, words, { ...options, room, sparing: true, start: before.exact ? Math.max(0, start - before.count) : 0 });
      if (own.numbered.length) return own;
      parts.push(own.results);
      if (own.answers) answers.push(own.answers);
      found.push(...own.found);
    } while (parts.length < least || (parts.length < most && !results.count.count && !found.length));
    // What holds part of a question fills a page too.
    if (found.length) most = parts.length;
    const records = parts.length > 1 ? await results.page(start, count, 0) : own.records;
    return { numbered: [], results, records, answers: answers.length > 1 ? new Joined(answers, NONE_FURTHER) : answers[0], found: found.slice(0, count) };
  }
}

// What is said of the years that were searched, with the ways to others.
function told(order, opened, state, link, messages) {
  const say = (text, spans) => text.replace("{years}", rangesOf(order, spans));
  const left = order.length - opened;
  const parts = [" ", say(messages.years, order.slice(0, opened))];
  if (left) parts.push(" ", link({ ...state, older: opened - 1 + AT_ONCE, page: 1 }, say(messages.years_other, order.slice(opened, opened + AT_ONCE))));
  if (left > AT_ONCE) parts.push(" · ", link({ ...state, older: order.length - 1, page: 1 }, messages.years_all));
  return parts;
}

// Spans in words, those that follow on each other as one.
function rangesOf(order, spans) {
  const sorted = [...order].sort((one, other) => (one[1] < other[1] ? -1 : 1));
  const runs = [];
  for (const span of sorted.filter((one) => spans.includes(one))) {
    const last = runs[runs.length - 1];
    if (last && sorted.indexOf(last[1]) + 1 === sorted.indexOf(span)) last[1] = span;
    else runs.push([span, span]);
  }
  return runs.reverse().map(([first, last]) => (first[1] === last[2] ? first[1] : `${first[1]}–${last[2]}`)).join(", ");
}
