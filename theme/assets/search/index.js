// The index: loads the few files a query needs, ranks as lunr does, and reads the text of what it finds to be sure.
// docs/search.md tells what each file holds; generator/render/search/index.py writes them.

import { flatMap } from "./arrays.js";
import { FIELDS, IndexError, KINDS, NUMBER, TEXT, TITLE, isoDay } from "./fields.js";
import { inflate } from "./inflate.js";
import { Heads } from "./heads.js";
import { nearestWords } from "./nearest.js";
import { readList, readShard } from "./postings.js";
import { Answers, Results } from "./results.js";
import { parseQuery, queryGrams, searchForm, shardOf } from "./text.js";

const LATIN = /^[a-z][a-z ]*$/;
const ENOUGH = 3;
const GLIMPSE = 4; // so many results are shown before the rest is read
const FIRST = 2;
const SURE = 6; // so many documents are read rather than more lists
const USUAL = 7; // as a power of two, how many documents a gram of letters is taken to have
const K1 = 1.2;
const BATCH = 12;

export class SearchIndex {
  // `load` gives the bytes of an address, or fails; `lunr` the library by which questions are answered.
  constructor(folder, load = loadBytes, lunr = () => import("./lunr.js")) {
    this.folder = folder;
    this.load = load;
    this.lunr = lunr;
    this.forget();
  }

  // Forgets everything, as if nothing had been loaded.
  forget() {
    this.files = new Map();
    this.opening = undefined;
    this.beginning = undefined;
    this.heads = new Heads(this, this.lunr);
  }

  // The file that says how the others are cut, and the columns by which documents are sorted and counted.
  open() {
    if (!this.opening) {
      this.opening = this.start().catch((error) => {
        this.opening = undefined;
        throw error;
      });
    }
    return this.opening;
  }

  // Only what says how the rest is cut.
  begin() {
    if (!this.beginning) {
      this.beginning = this.load(`${this.folder}manifest.json`, true).then((data) => {
        this.manifest = JSON.parse(new TextDecoder().decode(data));
        return this.manifest;
      }).catch((error) => {
        this.beginning = undefined;
        throw error;
      });
    }
    return this.beginning;
  }

  async start() {
    const manifest = await this.begin();
    const data = await this.file(manifest.shared);
    const length = ((data[0] << 24) | (data[1] << 16) | (data[2] << 8) | data[3]) + 4;
    const documents = JSON.parse(new TextDecoder().decode(data.subarray(4, length)));
    this.tables = documents.tables;
    this.columns = {};
    for (const [name, signs] of Object.entries(documents.columns)) this.columns[name] = Array.from(signs, (sign) => sign.codePointAt(0) - 48);
    this.checks = Array.from(documents.checks, (sign) => sign.codePointAt(0) - 48);
    let day = 0;
    this.days = this.columns.days.map((step) => (day += step));
    this.dictionary = data.subarray(length);
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
    const [check, ...records] = JSON.parse(new TextDecoder().decode(data));
    if (check !== this.checks[group]) throw new IndexError("of another build");
    const [address, title, numbers, keywords, texts, files, state] = records[number % this.manifest.group];
    return { number, address, title, numbers, keywords, texts, files: files.map(([name, link, text, apart]) => ({ name, link, text, apart })), state, ...this.facts(number) };
  }

  fact(name, number) {
    return this.tables[name][this.columns[name][number]];
  }

  facts(number) {
    const fact = (name) => this.fact(name, number);
    return {
      date: this.days[number] ? isoDay(this.days[number]) : "",
      category: fact("category"),
      department: fact("department"),
      validity: fact("validity"),
      audience: fact("audience"),
      kind: KINDS[this.columns.kind[number]],
    };
  }

  // The lists of some grams; those that end in * bring every gram that begins so.
  async lists(wanted) {
    const found = new Map();
    await Promise.all(wanted.map(async (gram) => {
      const shards = await this.shards(gram);
      const begin = gram.length > 1 && gram.endsWith("*") ? gram.slice(0, -1) : undefined;
      const names = begin
        ? new Set(flatMap(shards, (lists) => [...lists.keys()].filter((name) => name.startsWith(begin))))
        : new Set(shards.some((lists) => lists.has(gram)) ? [gram] : []);
      // The base comes first: its numbers are the lower ones.
      const list = (name) => flatMap([...shards].reverse(), (lists) => (lists.has(name) ? readList(lists.get(name)) : []));
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

  // The clauses by which to see whether there is anything to look further for: pairs of Han characters that stand in few heads, if any.
  rarest(clauses) {
    const rarity = ({ gram }) => (gram < "\u3400" ? USUAL : this.heads.rarity(gram));
    return [...clauses].sort((one, other) => rarity(one) - rarity(other)).slice(0, FIRST);
  }

  // Searches. `names` are the names of fields a query may use; `filters` narrow what is shown; `doubted` says
  // that nothing will hold it all: then a few lists come first.
  async search(query, { names = {}, filters = {}, sort = "relevance", only, doubted = false } = {}) {
    const words = typeof query === "string" ? parseQuery(query, names) : query;
    const asked = words.filter((word) => !word.excluded);
    const clauses = clausesOf(asked, only);
    // The shards come while the rest is opened: on a slow line every wait for an answer counts.
    await this.begin();
    const rarest = doubted ? this.rarest(clauses) : clauses;
    for (const { gram } of rarest) this.shards(gram).catch(() => {});
    await this.open();
    let ranked;
    if (clauses.length) {
      ranked = await this.rank(rarest);
      if (rarest.length < clauses.length && ranked.length > SURE) ranked = await this.rank(clauses);
    }
    else if (asked.length || words.length || !Object.values(filters).some(Boolean)) ranked = [];
    else ranked = this.days.map((_, number) => ({ number, score: 0 })).reverse();
    // Of a word of letters, what holds it as a word comes before what holds it inside others.
    if (asked.length && !only && asked.every(({ form }) => LATIN.test(form))) {
      const whole = await this.heads.holding(asked.map(({ text }) => text).join(" "));
      const scores = new Map(ranked.map(({ number, score }) => [number, score + 1000 * (whole.get(number) || 0)]));
      ranked.sort((one, other) => scores.get(other.number) - scores.get(one.number) || other.number - one.number);
    }
    if (sort === "date") ranked.sort((one, other) => other.number - one.number);
    return new Results(this, words, ranked, filters, only);
  }

  // What answers a text, as the words it was parsed into: documents of that number, or what holds every word, and where that
  // is less than three, what holds most of them. `all` looks further than a number; `first` is given the first few, before the rest
  // is read.
  async find(text, words, { filters = {}, sort = "relevance", start = 0, count = 10, all = false, first = () => {} } = {}) {
    // What waits for the library's stems is waited for from the start.
    if (/[a-z]+\s+[a-z]/i.test(text)) this.heads.lunr().catch(() => {});
    const early = start ? false : await this.heads.asks(text);
    const plain = words.length > 0 && words.every(({ field, excluded, phrase }) => !field && !excluded && !phrase);
    const numbered = plain && !all && !Object.values(filters).some(Boolean) ? await this.heads.numbered(text) : [];
    if (numbered.length) return { numbered, records: [], found: [] };
    // Both steps at once where the second will be wanted: on a slow line every wait for an answer counts.
    const asked = plain && early ? this.heads.rank(text) : undefined;
    if (asked) asked.catch(() => {});
    const results = await this.search(words, { filters, sort, doubted: early });
    if (results.candidates.length > count) {
      await results.readUntil(start + GLIMPSE);
      if (results.found.length > start) first({ results, records: results.found.slice(start, start + GLIMPSE), found: [] });
    }
    const records = await results.page(start, count);
    // Who asked for a number wants no other.
    const numbers = records.length > 0 && records.every(({ places }) => places.every(({ field }) => field === NUMBER));
    if (!plain || start || numbers || results.count.count >= ENOUGH) return { numbered, results, records, found: [] };
    const answers = await this.answer(text, { filters, found: results.found, asked });
    if (!records.length) {
      await answers.readUntil(GLIMPSE);
      if (answers.found.length) first({ results, records, answers, found: answers.found.slice(0, GLIMPSE) });
    }
    return { numbered, results, records, answers, found: await answers.page(0, count) };
  }

  // The second step: what holds most of a question, best first, but what was found already.
  async answer(text, { filters = {}, found = [], asked = this.heads.rank(text) } = {}) {
    const { ranked, terms } = await asked;
    const known = new Set(found.map(({ number }) => number));
    const words = terms.map((term) => ({ text: term, form: term, excluded: false }));
    return new Answers(this, words, ranked.filter(({ number }) => !known.has(number)), filters);
  }

  // Titles and numbers that hold what was typed, at most `count`.
  async suggest(text, count = 6) {
    const results = await this.search([{ text, form: searchForm(text), excluded: false }], { only: [TITLE, NUMBER] });
    return results.page(0, count);
  }

  // What the query may have meant: words of titles and keywords that are nearly the same, nearest first.
  async nearest(query, names = {}) {
    await this.open();
    const meant = [];
    for (const word of parseQuery(query, names).filter(({ excluded, form }) => !excluded && form.length > 1)) {
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
      for (const text of flatMap(records, ({ title, numbers, keywords }) => [title, ...numbers, ...keywords])) {
        for (const { text: other, distance } of nearestWords(word.form, text)) if (!near.has(other)) near.set(other, distance);
      }
      meant.push(...[...near].sort((one, other) => one[1] - other[1]).slice(0, 3).map(([text]) => query.replace(word.text, text)));
    }
    return [...new Set(meant)].slice(0, 3);
  }
}

function clausesOf(words, only) {
  return flatMap(words, (word) => {
    const alone = [...word.form].length === 1;
    const fields = alone ? [TITLE] : word.field ? [FIELDS[word.field]] : only || Object.values(FIELDS).filter((field, place, all) => all.indexOf(field) === place);
    return queryGrams(word.form).map((gram) => ({ gram, fields }));
  });
}

async function loadBytes(address, fresh = false) {
  const response = await fetch(address, fresh ? { cache: "no-cache" } : {}).catch(() => undefined);
  if (!response || !response.ok) throw new IndexError(address);
  return new Uint8Array(await response.arrayBuffer());
}
