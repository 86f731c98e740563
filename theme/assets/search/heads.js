// The heads: for each term the documents that are best found by it, ranked by lunr (generator/render/search/heads.py).

import { isoDay } from "./fields.js";
import { NUMBER, SCALE } from "./impacts.js";
import { lunr } from "./lunr.js";
import { Vocabulary, readNumber } from "./question.js";
import { isUnusual } from "./signs.js";
import { Terms, placeOf } from "./terms.js";
import { shardOf } from "./text.js";

export const MOST_SHARDS = 6;
const FIELD = "head";
const MOST_NUMBERED = 10;
const MEANT = 0.8;
const WHOLE = 0.8; // how much of a score hangs on how much of a question a document is about
const MEANT_LATER = 2;
const FIGURES_LATER = 8; // what begins with the same figures lies in one large shard
// What so many documents have, as a power of two, mostly stands there indeed.
const SURE = 8;
const LIKELY = 0.87;
const FIGURES = /^\d/;
const OF_YEAR = /^#(\d{4})\//;
const YEARS = 1898;
const MANY = 512; // of so many shards few have lists of figures
const OLD = ["repealed", "expired", "superseded", "withdrawn"];

function pairs([old, usual]) {
  const signs = [...usual];
  return new Map([...old].map((sign, place) => [sign, signs[place]]));
}

export class Heads {
  constructor(index) {
    this.index = index;
  }

  // What a question says.
  async begin(text) {
    const coming = isUnusual(text) ? this.index.variants() : undefined; // with the others: every wait counts
    const [question] = await Promise.all([this.index.question(), this.index.begin()]);
    if (!this.vocabulary) {
      this.terms = new Terms(pairs(question.variants));
      this.vocabulary = new Vocabulary(question, this.terms);
    }
    if (coming) this.terms.learn(pairs(await coming));
    return this.vocabulary.read(text);
  }

  // Document numbers of all years lie together.
  shardOf(term) {
    return placeOf(term.replace(OF_YEAR, "#")) % this.index.manifest.shards;
  }

  // Whether lists of figures lie in a shard, which are several times as long as others where there are many.
  isLong(shard) {
    const { shards } = this.index.manifest;
    if (!this.long) this.long = new Set(shards < MANY ? [] : Array.from({ length: 100 }, (_, figures) => shardOf(String(figures).padStart(2, "0"), shards)));
    return this.long.has(shard);
  }

  // The terms of which all is known once these shards are there: nothing is said by those that stand in no other document.
  known(terms, shards) {
    return this.index.manifest.base ? terms.filter((term) => !this.rarity(term) || shards.has(this.shardOf(term))) : terms;
  }

  shardsOf(terms) {
    return new Set(this.index.manifest.base ? terms.map((term) => this.shardOf(term)) : []);
  }

  // How many documents a term has, roughly, as a power of two; known before anything is loaded.
  rarity(term) {
    const { counting } = this.index;
    if (counting) return counting.heads.rarity(term) || 1; // what newer years have not may be here
    const { shards, heads: { counts } } = this.index.manifest;
    if (!counts || term[0] === "#") return 1;
    const buckets = counts.length / shards; // of each shard
    return Number.parseInt(counts[this.shardOf(term) * buckets + (Math.floor(placeOf(term) / shards) % buckets)], 16);
  }

  // So many documents, as a power of two, few terms share their place in the table of counts with: what has them is mostly somewhere.
  get likely() {
    if (this.index.counting) return this.index.counting.heads.likely;
    if (!this.level) {
      const { counts } = this.index.manifest.heads;
      const times = Array(16).fill(0); // how often each stands there
      for (let place = 0; place < counts.length; place++) {
        const code = counts.charCodeAt(place); // of 0 to 9, a to f
        times[code < 58 ? code - 48 : code - 87] += 1;
      }
      let fewer = Math.floor(counts.length * LIKELY);
      this.level = Math.max(1, times.findIndex((many) => (fewer -= many) < 0));
    }
    return this.level;
  }

  // The terms that have weights, the rarest first, those of the question itself before what else it may mean. What seems to be
  // rare may be nowhere: every other one is one that is known to be somewhere. Before them all comes one of each word that means
  // something else, for what readers are sent as a meaning stands somewhere.
  ranked({ terms: weights, parts }) {
    const terms = [...weights.keys()];
    if (!this.index.manifest.base) return terms;
    const order = (term) => this.rarity(term) + (weights.get(term) < 1 ? MEANT_LATER : 0) + (/^\d+$/.test(term) ? FIGURES_LATER : 0);
    const rarest = terms.filter((term) => this.rarity(term)).sort((one, other) => order(one) - order(other));
    const commonest = this.commonest(rarest);
    const sure = commonest.slice(0, 1).concat(rarest.filter((term) => this.rarity(term) >= SURE), commonest);
    const ranked = new Set();
    const firsts = [], seconds = [];
    for (const [own, ...meanings] of parts) {
      const [said] = rarest.filter((term) => own.includes(term) && this.rarity(term) >= this.likely);
      // What most of the other names have finds most of what they mean.
      const names = (term) => meanings.filter((terms) => terms.includes(term)).length;
      const [meant] = rarest.filter(names).sort((one, other) => names(other) - names(one));
      firsts.push(said || meant);
      if (said) seconds.push(meant);
    }
    const rarer = (one, other) => this.rarity(one) - this.rarity(other);
    for (const term of [...firsts.filter(Boolean).sort(rarer), ...seconds.filter(Boolean).sort(rarer)]) ranked.add(term);
    for (const term of rarest) {
      ranked.add(term);
      const next = sure.find((one) => !ranked.has(one));
      if (next) ranked.add(next);
    }
    return [...ranked];
  }

  commonest(terms) {
    return [...terms].sort((one, other) => this.rarity(other) - this.rarity(one));
  }

  // The lists of some terms: how many documents there are, and the best of them with their impacts; and every word of letters met.
  async lists(terms, shards = this.shardsOf(terms)) {
    const coming = [...shards].map((shard) => this.index.shard(shard));
    this.newest = await this.index.tip();
    this.loaded = (await Promise.all(coming)).map(({ heads }) => heads);
    const numbers = terms.every((term) => term[0] === "#");
    const found = new Map();
    for (const term of terms) found.set(term, this.list(term, numbers ? this.newest.numbered(term) : this.newest.heads(this.terms).get(term)));
    return found;
  }

  list(term, newest = []) {
    let count = newest.length;
    const documents = [];
    const add = (number, impact) => documents.push([number, impact]);
    for (const lists of this.loaded) {
      if (term[0] === "#") {
        // A document number is its figure, and its year stands for an impact.
        const year = OF_YEAR.exec(term);
        const found = lists.get(term.replace(OF_YEAR, "#"));
        if (found) found.numbers.forEach((number, place) => { if (!year || found.impacts[place] === Number(year[1]) - YEARS) add(number, NUMBER * SCALE); });
        count += documents.length;
      } else if (lists.has(term)) {
        const found = lists.get(term);
        found.numbers.forEach((number, place) => add(number, found.impacts[place]));
        count += found.count;
      }
    }
    return { count, documents: documents.concat(newest) };
  }

  // Words that are spelt nearly so, where a word of letters is not known.
  near(word) {
    const known = new Set();
    for (const lists of [...this.loaded, this.newest.heads(this.terms)]) for (const term of lists.keys()) if (term[0] === word[0] && /^[a-z]{3,}$/.test(term)) known.add(term);
    return lunr.TokenSet.fromArray([...known].sort()).intersect(lunr.TokenSet.fromFuzzyString(word, word.length > 7 ? 2 : 1)).toArray();
  }

  // How much a term says that so many documents have, as lunr counts it.
  rareness(count) {
    const { documents } = this.index.manifest;
    return Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));
  }

  // What lunr finds of any of the terms, by score.
  score(weighed, lists) {
    const inverted = Object.create(null), vectors = Object.create(null);
    const terms = [...lists.keys()].filter((term) => lists.get(term).documents.length).sort();
    const rows = new Map();
    terms.forEach((term, place) => {
      const { count, documents: found } = lists.get(term);
      const idf = this.rareness(count);
      const posting = inverted[term] = { _index: place, [FIELD]: Object.create(null) };
      for (const [number, impact] of found) {
        posting[FIELD][number] = Object.create(null);
        if (!rows.has(number)) rows.set(number, []);
        rows.get(number).push(place, (idf * impact) / SCALE);
      }
    });
    for (const [number, row] of rows) vectors[`${FIELD}/${number}`] = new lunr.Vector(row);
    const lunrIndex = new lunr.Index({
      invertedIndex: inverted,
      fieldVectors: vectors,
      tokenSet: lunr.TokenSet.fromArray(terms),
      fields: [FIELD],
      pipeline: new lunr.Pipeline(),
    });
    return lunrIndex.query((query) => {
      for (const term of terms) query.term(term, { boost: weighed.get(term), usePipeline: false });
    });
  }

  // The documents that hold most of a question, best first, each with its score; `more` says how many shards there may be besides.
  async rank(text, shards, more = 1) {
    const opened = this.index.early();
    const read = await this.begin(text);
    const { terms, parts, time, number } = read;
    const asked = [...terms.keys()];
    const [lists] = await Promise.all([this.lists(this.known(asked, shards), shards), opened]);
    // What was thought to be somewhere may be nowhere: then the commonest of the other terms are looked for.
    // Not of figures: their lists are the longest, and hold what was looked for already.
    if (asked.some((term) => !FIGURES.test(term)) && [...lists.values()].every(({ documents }) => !documents.length)) {
      const left = [...this.shardsOf(this.commonest(this.ranked(read)))].filter((shard) => !shards.has(shard)).slice(0, Math.max(more, this.index.isOlder ? 0 : 1));
      if (left.length) for (const [term, list] of await this.lists(this.known(asked, new Set(left)), left)) lists.set(term, list);
    }
    for (const [term, { documents }] of [...lists]) {
      if (!documents.length && /^[a-z]{4,}$/.test(term)) {
        for (const other of this.near(term)) {
          terms.set(other, Math.max(terms.get(other) || 0, MEANT / 2));
          lists.set(other, this.list(other, this.newest.heads(this.terms).get(other)));
        }
      }
    }
    if ((terms.size || !time.year) && [...lists.values()].every(({ documents }) => !documents.length)) return { ranked: [], terms: [...terms.keys()] };
    await this.index.open();
    // This year is that of the newest document.
    if (time.ago >= 0) time.year = this.index.newestYear - time.ago;
    const scored = terms.size || !time.year ? this.score(terms, lists) : this.dated(time);
    const found = scored.map(({ ref, score }) => ({ number: Number(ref), score: score * this.timely(Number(ref), time) }));
    const covered = this.covered(parts, lists);
    for (const one of found) one.score *= 1 - WHOLE + WHOLE * covered(one.number);
    for (const one of found) if (OLD.includes(this.index.fact("validity", one.number))) one.score *= 0.9;
    if (number && lists.has(`#${number.year}/${number.figure}`)) {
      const held = new Set(lists.get(`#${number.year}/${number.figure}`).documents.map(([one]) => one));
      for (const one of found) if (held.has(one.number)) one.score += 300;
    }
    found.sort((one, other) => other.score - one.score || other.number - one.number);
    return { ranked: found, terms: [...terms.keys()] };
  }

  // How much of what a question is about a document holds, from 0 to 1: of each part, by whichever of its names it holds most of.
  // Without it a document that holds every name of one part comes before one that holds something of each.
  covered(parts, lists) {
    const known = new Map(); // of each term that stands anywhere, how rare it is, and where it stands
    for (const [term, { count, documents }] of lists) {
      if (documents.length) known.set(term, { rare: this.rareness(count), held: new Set(documents.map(([number]) => number)) });
    }
    const weigh = (terms) => terms.reduce((sum, term) => sum + known.get(term).rare, 0);
    const named = parts.map((names) => names.map((terms) => terms.filter((term) => known.has(term))).filter((terms) => terms.length))
      .filter((names) => names.length)
      .map((names) => ({ names: names.map((terms) => ({ terms, all: weigh(terms) })), weight: Math.max(...[].concat(...names).map((term) => known.get(term).rare)) }));
    const total = named.reduce((sum, { weight }) => sum + weight, 0);
    const share = (number, { names }) => Math.max(...names.map(({ terms, all }) => weigh(terms.filter((term) => known.get(term).held.has(number))) / all));
    return (number) => (total ? named.reduce((sum, part) => sum + part.weight * share(number, part), 0) / total : 1);
  }

  // Where a question names nothing but a time: what is of it.
  dated({ year, month }) {
    const begin = month ? `${year}-${String(month).padStart(2, "0")}-` : `${year}-`;
    const found = [];
    this.index.days.forEach((day, number) => { if (day && isoDay(day).startsWith(begin)) found.push({ ref: number, score: 1 }); });
    return found;
  }

  // How well a document fits the time a question names.
  timely(number, { year, month }) {
    if (!year && !month) return 1;
    const day = this.index.days[number] ? isoDay(this.index.days[number]) : "";
    const named = this.index.fact("years", number).map((step) => step + Number(day.slice(0, 4)));
    const ofYear = day.startsWith(`${year}-`);
    let factor = 1;
    if (year) {
      if (named.includes(year)) factor = 2;
      else if (named.length) factor = ofYear ? 0.8 : 0.45;
      else factor = ofYear ? 1.5 : day ? 0.6 : 0.8;
    }
    if (month) factor *= Number(day.slice(5, 7)) === month ? 1.6 : 0.8;
    return factor;
  }

  // The documents that hold any of these words as words.
  async holding(text, shards) {
    await this.begin(text);
    const terms = this.terms.of(text);
    const lists = await this.lists(this.known(terms, shards), shards);
    const found = new Map();
    for (const { documents } of lists.values()) for (const [number, impact] of documents) found.set(number, (found.get(number) || 0) + impact);
    return found;
  }

  // The term of a document number, and whether it lies among long lists.
  ofNumber({ year, figure }) {
    const term = year ? `#${year}/${figure}` : `#${figure}`;
    return { term, isLong: this.isLong(this.shardOf(term)) };
  }

  // The documents whose number a text is, however it is written: none where it is something else.
  async numbered(text) {
    const asked = readNumber(text);
    if (!asked) return [];
    const opened = this.index.early();
    await this.index.begin();
    const { term } = this.ofNumber(asked);
    const [lists] = await Promise.all([this.lists([term]), opened]);
    const documents = lists.get(term).documents.reverse().slice(0, MOST_NUMBERED);
    const records = await Promise.all(documents.map(async ([number]) => ({ ...(await this.index.record(number)), places: [] })));
    const same = records.filter((record) => {
      const own = readNumber(record.numbers[0] || "");
      return own && own.figure === asked.figure && (!asked.year || own.year === asked.year);
    });
    if (!asked.prefix) return same;
    const prefixed = (fits) => same.filter((record) => fits(readNumber(record.numbers[0]).prefix));
    const equal = prefixed((own) => own === asked.prefix);
    return equal.length ? equal : prefixed((own) => own && (own.includes(asked.prefix) || asked.prefix.includes(own)));
  }
}

