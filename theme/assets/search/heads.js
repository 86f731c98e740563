// The heads: for each term the documents that are best found by it, ranked by lunr (generator/render/search/heads.py).

import { isoDay } from "./fields.js";
import { readShard, readVarints } from "./postings.js";
import { Vocabulary, findWord, readNumber } from "./question.js";
import { Terms, placeOf } from "./terms.js";
import { searchForm } from "./text.js";

const BUCKETS = 8;
const FEW_BITS = 6;
const MOST_SHARDS = 6;
const MOST_OF_FEW = 10;
const LONG = 12; // so many signs nobody types but in a sentence or from a title
const SCALE = 4;
const FIELD = "head";
const MOST_NUMBERED = 20;
const MEANT = 0.8;
const MEANT_LATER = 2;
const OLD = ["repealed", "expired", "superseded", "withdrawn"];

export class Heads {
  // `lunr` gives the library.
  constructor(index, lunr) {
    this.index = index;
    this.lunr = lunr;
  }

  // The library: loaded with the first question only.
  open() {
    if (!this.opening) {
      this.opening = this.lunr().then(({ lunr }) => {
        this.library = lunr;
        this.terms.lunr = lunr;
      }).catch((error) => {
        this.opening = undefined;
        throw error;
      });
    }
    return this.opening;
  }

  // What is known of how people ask. Without words of letters it is understood before the library is there.
  async begin(text) {
    const { question: { variants: [old, usual], questions, synonyms } } = await this.index.begin();
    if (!this.vocabulary) {
      const signs = [...usual];
      this.terms = new Terms(new Map([...old].map((sign, place) => [sign, signs[place]])));
      this.vocabulary = new Vocabulary({ questions, synonyms }, this.terms);
    }
    const opened = this.open();
    opened.catch(() => {}); // it is told where it is waited for
    if (/[a-z]/i.test(text)) await opened;
    const read = this.vocabulary.read(text);
    if (!this.terms.missed) return read;
    await opened;
    this.terms.missed = false;
    return this.vocabulary.read(text);
  }

  shardOf(term) {
    const { bits } = this.index.manifest.heads;
    return placeOf(term) & ((1 << bits) - 1);
  }

  // How many documents a term has, roughly, as a power of two; known before anything is loaded.
  rarity(term) {
    const { bits, counts } = this.index.manifest.heads;
    if (!counts) return 1;
    return Number.parseInt(counts[this.shardOf(term) * BUCKETS + ((placeOf(term) >>> bits) & (BUCKETS - 1))], 16);
  }

  // The terms to look for, of those that have weights: the rarest, as far as a few files hold them; those of the question itself first.
  choose(weights) {
    const terms = [...weights.keys()];
    if (!this.index.manifest.base) return terms;
    const order = (term) => this.rarity(term) + (weights.get(term) < 1 ? MEANT_LATER : 0);
    const ranked = terms.filter((term) => this.rarity(term)).sort((one, other) => order(one) - order(other));
    const most = this.index.manifest.heads.bits > FEW_BITS ? MOST_SHARDS : MOST_OF_FEW;
    const shards = new Set();
    return ranked.filter((term) => shards.has(this.shardOf(term)) || (shards.size < most && shards.add(this.shardOf(term))));
  }

  async shard(name, stamp, base) {
    return readShard(await this.index.file(`heads/${name}.bin`), stamp, base);
  }

  // The lists of some terms: how many documents there are, and the best of them with their impacts; and every word of letters met.
  async lists(terms) {
    const { base, stamps } = this.index.manifest;
    const tip = this.shard("tip", stamps.tip, base);
    const shards = new Map();
    if (base) for (const term of terms) if (!shards.has(this.shardOf(term))) shards.set(this.shardOf(term), this.shard(this.shardOf(term).toString(16), stamps.base, 0));
    const loaded = await Promise.all([...shards.values(), tip]);
    const found = new Map();
    this.loaded = loaded;
    for (const term of terms) found.set(term, this.list(term));
    return found;
  }

  list(term) {
    let count = 0;
    const documents = [];
    for (const lists of this.loaded) {
      const packed = lists.get(term);
      if (packed) {
        const [all, ...impacts] = readVarints(packed.uses);
        let number = packed.base - 1;
        readVarints(packed.steps).forEach((step, place) => {
          number += step + 1;
          documents.push([number, impacts[place]]);
        });
        count += all;
      }
    }
    return { count, documents };
  }

  // Words that are spelt nearly so, where a word of letters is not known.
  near(word) {
    const { TokenSet } = this.library;
    const known = new Set();
    for (const lists of this.loaded) for (const term of lists.keys()) if (term[0] === word[0] && /^[a-z]{3,}$/.test(term)) known.add(term);
    return TokenSet.fromArray([...known].sort()).intersect(TokenSet.fromFuzzyString(word, word.length > 7 ? 2 : 1)).toArray();
  }

  // What lunr finds of any of the terms, by score.
  score(weighed, lists) {
    const { documents } = this.index.manifest;
    const inverted = Object.create(null), vectors = Object.create(null);
    const terms = [...lists.keys()].filter((term) => lists.get(term).documents.length).sort();
    const rows = new Map();
    terms.forEach((term, place) => {
      const { count, documents: found } = lists.get(term);
      const idf = Math.log(1 + Math.abs((documents - count + 0.5) / (count + 0.5)));
      const posting = inverted[term] = { _index: place, [FIELD]: Object.create(null) };
      for (const [number, impact] of found) {
        posting[FIELD][number] = Object.create(null);
        if (!rows.has(number)) rows.set(number, []);
        rows.get(number).push(place, (idf * impact) / SCALE);
      }
    });
    for (const [number, row] of rows) vectors[`${FIELD}/${number}`] = new this.library.Vector(row);
    const lunrIndex = new this.library.Index({
      invertedIndex: inverted,
      fieldVectors: vectors,
      tokenSet: this.library.TokenSet.fromArray(terms),
      fields: [FIELD],
      pipeline: new this.library.Pipeline(),
    });
    return lunrIndex.query((query) => {
      for (const term of terms) query.term(term, { boost: weighed.get(term), usePipeline: false });
    });
  }

  // The documents that hold most of a question, best first, each with its score.
  async rank(text) {
    const opened = this.index.open();
    opened.catch(() => {}); // it is told below
    const { terms, time, number } = await this.begin(text);
    const [lists] = await Promise.all([this.lists(this.choose(terms)), opened, this.open()]);
    for (const [term, { documents }] of [...lists]) {
      if (!documents.length && /^[a-z]{4,}$/.test(term)) {
        for (const other of this.near(term)) {
          terms.set(other, Math.max(terms.get(other) || 0, MEANT / 2));
          lists.set(other, this.list(other));
        }
      }
    }
    const scored = terms.size || !time.year ? this.score(terms, lists) : this.dated(time);
    const ranked = scored.map(({ ref, score }) => ({ number: Number(ref), score: score * this.timely(Number(ref), time) }));
    for (const one of ranked) if (OLD.includes(this.index.fact("validity", one.number))) one.score *= 0.9;
    if (number && lists.has(`#${number.year}/${number.figure}`)) {
      const held = new Set(lists.get(`#${number.year}/${number.figure}`).documents.map(([one]) => one));
      for (const one of ranked) if (held.has(one.number)) one.score += 300;
    }
    ranked.sort((one, other) => other.score - one.score || other.number - one.number);
    return { ranked, terms: [...terms.keys()] };
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

  // Whether a text reads like a question, to which the exact step will hardly know an answer.
  async asks(text) {
    await this.index.begin();
    const { questions, synonyms } = this.index.manifest.question;
    const form = searchForm(text);
    const signs = [...form];
    const holds = (word) => findWord(form, searchForm(word)) >= 0;
    return signs.length > LONG || (signs.length > 3 && (questions.some((word) => word.length > 1 && holds(word)) || (signs.length > 5 && synonyms.some(([said]) => said.some(holds)))));
  }

  // The documents that hold any of these words as words.
  async holding(text) {
    await this.begin(text);
    const terms = this.terms.of(text);
    const lists = await this.lists(this.choose(new Map(terms.map((term) => [term, 1]))));
    const found = new Map();
    for (const { documents } of lists.values()) for (const [number, impact] of documents) found.set(number, (found.get(number) || 0) + impact);
    return found;
  }

  // The documents whose number a text is, however it is written: none where it is something else.
  async numbered(text) {
    const asked = readNumber(text);
    if (!asked) return [];
    await this.index.open();
    const term = asked.year ? `#${asked.year}/${asked.figure}` : `#${asked.figure}`;
    const documents = (await this.lists([term])).get(term).documents.reverse().slice(0, MOST_NUMBERED);
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

