// The index: loads the few files a query needs, ranks as lunr does, and reads the text of what it finds to be sure.

import { flatMap } from "./arrays.js";
import { FIELDS, NUMBER, TEXT, TITLE } from "./fields.js";
import { IndexFiles } from "./files.js";
import { Heads, MOST_SHARDS } from "./heads.js";
import { inFigures, otherOrdinals } from "./numerals.js";
import { readNumber } from "./question.js";
import { Answers, Results } from "./results.js";
import { isUnusual } from "./signs.js";
import { formWithPlaces, parseQuery, queryGrams, searchForm, shardOf } from "./text.js";

const LATIN = /^[a-z][a-z ]*$/;
const ENOUGH = 3;
// So many files a query loads before its first results are shown, and so many of texts at least: the first one, and another.
const FIRST = [10, 2];
const MORE = [6, 2];
// So many bytes of lists and texts, about: a file of texts has so many, the long text of an attachment so many.
const BYTES = 38000;
const OF_TEXTS = 2400;
const OF_LONG = 11000;
const RAREST = 2; // so many pieces are looked for where they seem to be enough
// As powers of two, how many documents a gram of letters and one of figures are taken to have.
const OF_LETTERS = 7;
const OF_FIGURES = 12;
const PAIR = 2;
const PIECE = 10; // what has more signs is a question rather than a piece of a document
const FOR_PIECES = 4; // so many shards at most where what is asked means nothing else
const FIGURES = /^\d\d/; // what begins so lies in one of the longest lists
const BARE = /^[\d\s./-]+$/; // figures and what parts them
// The longest of these are those of years, months and numbers that are filled up with noughts.
const LONGEST = /^(?:20|0[0-2])\d/;
const OF_NUMBER = 2; // so many pieces of a number are looked for
const OF_OLDER = 2; // so many shards at most of an index that is asked because others had too little
const MANY = 6; // what so many documents have, as a power of two, is no rare piece
const PLENTY = 4; // a word of so many signs at most, of which no piece is rare, mostly stands somewhere
const K1 = 1.2;
const LIKELY = 5; // so many documents are read for words that are spelt nearly so

export class SearchIndex extends IndexFiles {
  forget() {
    super.forget();
    this.heads = new Heads(this);
  }

  // What lunr finds and how it scores: `clauses` are grams that must be there, each with the fields it may stand in.
  async rank(clauses) {
    const lists = await this.lists(gramsOf(clauses));
    const weights = this.manifest.weights;
    const vectors = weights.map(() => new Map()); // by field: how often a term is asked for
    const terms = new Map();
    for (const { gram, fields } of clauses) {
      for (const { name, list } of lists.get(gram)) {
        terms.set(name, list);
        for (const field of fields) vectors[field].set(name, (vectors[field].get(name) || 0) + 1);
      }
    }
    const scores = new Map(holding(clauses, lists).map((number) => [number, weights.map(() => 0)]));
    for (const [name, list] of terms) {
      const standing = list.reduce((sum, [, uses]) => sum + uses.length, 0);
      const idf = Math.log(1 + Math.abs((this.manifest.documents - standing + 0.5) / (standing + 0.5)));
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

  // Where another index tells how rare terms are, that one.
  get counting() { return undefined; }

  // The shards to load for what is asked, a few: that of the rarest piece, those of the rarest terms of a question, then of the other pieces.
  // `alone`: the rarest pieces and nothing besides; `long` says how many long ones come besides.
  shardsFor(clauses, terms, most, { alone = false, long = 0 } = {}) {
    const { base, shards: count } = this.manifest;
    // Numbers differ at their ends.
    const ofFigures = (gram) => OF_FIGURES + Number(LONGEST.test(gram));
    const rarity = ({ gram }, place) => (gram < "\u3400" ? (/\d/.test(gram) ? ofFigures(gram) : OF_LETTERS) - place / clauses.length : this.heads.rarity(gram));
    const ranked = clauses.map((clause, place) => ({ word: clause.word, shard: shardOf(clause.gram, count), rarity: rarity(clause, place), figures: FIGURES.test(clause.gram) }));
    ranked.sort((one, other) => one.rarity - other.rarity);
    const others = ranked.filter(({ figures }) => !figures);
    const bare = ranked.length > others.length && !others.length;
    const chosen = new Set();
    let loads = 0;
    const add = ({ shard }) => {
      const size = this.shards.has(shard) ? 0 : !bare && this.heads.isLong(shard) ? 2 : 1;
      if (chosen.has(shard) || loads + size > most) return;
      loads += size;
      chosen.add(shard);
    };
    if (!base) return chosen;
    if (bare) {
      [...new Set([ranked[0], ...ranked.filter(({ rarity: much }) => much <= OF_FIGURES)])].slice(0, Math.max(OF_NUMBER - long, 1)).forEach(add);
      return chosen;
    }
    if (alone) {
      const firsts = ranked.filter(({ word }, place) => ranked.findIndex((one) => one.word === word) === place);
      [...new Set([...firsts, ...ranked])].slice(0, Math.max(RAREST, firsts.length)).forEach(add);
      return chosen;
    }
    ranked.slice(0, 1).forEach(add);
    for (const term of terms) add({ shard: this.heads.shardOf(term) });
    // Lists of figures are the longest, and say little beside others.
    others.forEach(add);
    return chosen;
  }

  // Whether a long text of a new document may hold what is looked for, and may not.
  guessed(ranked, clauses, newest) {
    const found = new Set(ranked.map(({ number }) => number));
    return clauses.some(({ gram }) => newest.guessed(gram).some((number) => found.has(number)));
  }

  // Searches. `names` are the names of fields a query may use; `filters` narrow what is shown; `text` is given where what holds
  // only part of it may be wanted too: the lists of its terms come with the others, unless `sparing`, where what is looked for
  // stands in many documents. `long`: as for `shardsFor`.
  async search(query, { names = {}, filters = {}, sort = "relevance", only, text = "", sparing = false, long = 0 } = {}) {
    const words = typeof query === "string" ? parseQuery(query, names) : query;
    const asked = words.filter((word) => !word.excluded);
    // The shards come while the rest is opened: on a slow line every wait for an answer counts.
    const opened = this.early();
    await this.begin();
    const all = clausesOf(asked, only);
    const read = text ? await this.heads.begin(text) : { terms: new Map(), parts: [] };
    const isQuestion = [...text].length > PIECE || [...read.terms.values()].some((weight) => weight < 1);
    const isPlenty = ({ form }) => [...form].length <= PLENTY && queryGrams(form).every((gram) => gram > "\u3400" && this.heads.rarity(gram) >= MANY);
    const spared = sparing && all.length > 0 && !read.asks && asked.every(isPlenty);
    // Later ones load less, but where lists are short.
    const fewer = this.shards.size && !this.manifest.heads.text ? 1 : 0;
    const most = this.isOlder ? OF_OLDER : isQuestion ? MOST_SHARDS - fewer : FOR_PIECES;
    const shards = this.shardsFor(all, this.heads.ranked(read), most, { alone: spared, long });
    for (const shard of shards) this.shard(shard).catch(() => {});
    const clauses = this.manifest.base ? all.filter(({ gram }) => shards.has(shardOf(gram, this.manifest.shards))) : all;
    await opened;
    let ranked;
    if (clauses.length) ranked = await this.rank(clauses);
    else if (asked.length || words.length || !Object.values(filters).some(Boolean)) ranked = [];
    else {
      await this.open();
      ranked = this.days.map((_, number) => ({ number, score: 0 })).reverse();
    }
    if (ranked.length) await this.open();
    // Of a word of letters, what holds it as a word comes before what holds it inside others.
    if (asked.length && !only && asked.every(({ form }) => LATIN.test(form))) {
      const whole = await this.heads.holding(asked.map(({ text: word }) => word).join(" "), shards);
      const scores = new Map(ranked.map(({ number, score }) => [number, score + 1000 * (whole.get(number) || 0)]));
      ranked.sort((one, other) => scores.get(other.number) - scores.get(one.number) || other.number - one.number);
    }
    if (sort === "date") ranked.sort((one, other) => other.number - one.number);
    const results = new Results(this, words, ranked, filters, only, clauses.length === all.length && !this.guessed(ranked, clauses, await this.tip()));
    results.shards = shards;
    results.spared = spared;
    if (clauses.length < all.length) results.closer = async () => new Set(holding(all, await this.lists(gramsOf(all))));
    return results;
  }

  // What answers a text, as the words it was parsed into: documents of that number, or what holds every word, and where that
  // is less than three, what holds most of them. `all` looks further than a number. Of a page of `count` results those are read
  // that a few files hold; `page` of what is returned reads the others. `entire` asks for nothing that holds a part alone;
  // `room` is for so many files, `sparing` asks for fewer lists where they seem to be enough.
  async find(text, words, { filters = {}, sort = "relevance", start = 0, count = 10, all = false, entire = false, room = Infinity, sparing = false } = {}) {
    const begun = this.loads;
    const [usual, least] = this.opening ? MORE : FIRST;
    const most = Math.min(usual, room - least);
    this.begun = this.bytes;
    const fitting = () => Math.max(1, Math.floor(this.bytesLeft / OF_TEXTS));
    const spare = () => Math.min(fitting(), Math.max(least, most - (this.loads - begun)));
    // What answers a question lies in as many files as answers are looked at first, where so many requests are left.
    const wide = () => Math.min(fitting(), Math.max(spare(), Math.min(ENOUGH, most + least - (this.loads - begun))));
    // On a slow line every wait for an answer counts: what may be wanted is asked for at once; a failure is told where it is wanted.
    if (!start) this.question().catch(() => {});
    if (isUnusual(text)) this.variants().catch(() => {});
    const plain = words.length > 0 && words.every(({ field, excluded, phrase }) => !field && !excluded && !phrase);
    const partly = plain && !start && !entire;
    // Of a pair of characters, which mostly stand somewhere, the other meanings wait.
    const pair = [...text].length <= PAIR;
    const search = (long = 0) => this.search(words, { filters, sort, text: partly && !pair ? text : "", sparing, long });
    const mayBeNumber = plain && !all && !Object.values(filters).some(Boolean);
    // Figures alone are seldom a document's number: what holds them is looked for in the same round.
    const bare = mayBeNumber && BARE.test(text) && readNumber(text);
    const coming = bare && this.begin().then(() => search(this.heads.ofNumber(bare).isLong ? 1 : 0));
    if (coming) coming.catch(() => {}); // it is told below
    const numbered = mayBeNumber ? await this.heads.numbered(text) : [];
    if (numbered.length) return { numbered, records: [], found: [] };
    let results = await (coming || search());
    // Numbers are written in figures or in characters: 第12条 is 第十二条.
    const other = otherOrdinals(inFigures(text));
    if (plain && !results.ranked.length && other !== text && [...text].length <= PIECE && !readNumber(text) && !(await this.heads.begin(text)).asks) {
      const { shards } = results;
      results = await this.search(parseQuery(other), { filters, sort });
      for (const shard of shards) results.shards.add(shard);
    }
    // Both steps at once where the second is wanted.
    const further = async () => this.shardsFor([], this.heads.ranked(await this.heads.begin(text)), this.isOlder ? OF_OLDER : MOST_SHARDS);
    const rank = async () => this.heads.rank(text, pair || results.spared ? new Set([...results.shards, ...await further()]) : results.shards, spare() - least);
    // What seems to hold all of it may turn out not to when it is read: what holds part of it comes with it.
    const doubtful = !results.sure && results.candidates.length > 0 && !results.spared;
    const asked = partly && (doubtful || results.candidates.length < ENOUGH) ? rank() : undefined;
    if (asked) this.readAhead(await asked, doubtful ? [] : results.candidates, filters, count, doubtful ? spare() - least : results.candidates.length ? spare() : wide());
    const records = await results.page(start, count, spare());
    // Who asked for a number wants no other.
    const numbers = records.length > 0 && records.every(({ places }) => places.every(({ field }) => field === NUMBER));
    if (!partly || numbers || results.count.count >= ENOUGH) return { numbered, results, records, found: [] };
    const answers = await this.answer(text, { filters, found: results.sure ? results.candidates : results.found, asked: asked || rank() });
    return { numbered, results, records, answers, found: await answers.page(0, count, asked ? 0 : spare()) };
  }

  // How many bytes what is asked may load yet before its first results are shown.
  get bytesLeft() {
    return BYTES - (this.bytes - (this.begun || 0));
  }

  get hasRoomForLong() {
    return this.bytesLeft >= OF_LONG;
  }

  // Loads the texts of the first that hold part of a question with those that may hold all of it (`candidates`), as far as
  // `spare` files hold them.
  readAhead({ ranked }, candidates, filters, count, spare) {
    const known = new Set(candidates.map(({ number }) => number));
    const answers = new Answers(this, [], ranked.filter(({ number }) => !known.has(number)), filters);
    const left = Math.max(1, spare - answers.within(candidates, spare).files);
    for (const { number } of answers.within(answers.candidates.slice(0, count), left).batch) this.record(number).catch(() => {});
  }

  // The second step: what holds most of a question, best first, but what was found already.
  async answer(text, { filters = {}, found = [], asked }) {
    const { ranked, terms } = await asked;
    const known = new Set(found.map(({ number }) => number));
    const words = terms.map((term) => ({ text: term, form: term, excluded: false }));
    return new Answers(this, words, ranked.filter(({ number }) => !known.has(number)), filters);
  }

  // What was typed looked for in titles and numbers, by the lists that the search of it reads, so that it has them.
  look(text) {
    return this.search([{ text, form: searchForm(text), excluded: false }], { only: [TITLE, NUMBER], text: [...text].length > PAIR ? text : "" });
  }

  // Titles and numbers that hold what was typed, at most `count`, as far as so many files have them.
  async suggest(text, looking = this.look(text), count = 6) {
    return (await looking).page(0, count, count);
  }

  // A few that hold most of what was typed, where no title holds all of it.
  async guess(text, looking) {
    if ([...text].length <= PLENTY) return [];
    const { ranked } = await this.heads.rank(text, (await looking).shards, 0);
    return Promise.all(ranked.slice(0, ENOUGH).map(({ number }) => this.record(number)));
  }

  // What the query may have meant: words of titles and keywords that are nearly the same, nearest first. Where there is `room`
  // for so many files, lists that are there have to do.
  async nearest(query, names = {}, room = Infinity) {
    const [{ nearestWords }] = await Promise.all([import("./nearest.js"), this.open()]);
    const meant = [];
    for (const word of parseQuery(query, names).filter(({ excluded, form }) => !excluded && form.length > 1)) {
      const { base, shards } = this.manifest;
      const grams = queryGrams(word.form).filter((gram) => room === Infinity || !base || this.shards.has(shardOf(gram, shards)));
      const lists = await this.lists(grams);
      const shared = new Map();
      for (const found of lists.values()) {
        for (const { list } of found) {
          for (const [number, uses] of list) if (uses.some(([field]) => field < TEXT)) shared.set(number, (shared.get(number) || 0) + 1);
        }
      }
      const likely = [...shared].sort((one, other) => other[1] - one[1] || other[0] - one[0]).slice(0, LIKELY);
      const files = new Set();
      const isNear = (file) => this.files.has(file) || files.has(file) || (files.size < room && files.add(file));
      const records = await Promise.all(likely.filter(([number]) => isNear(this.fileOf(number))).map(([number]) => this.record(number)));
      const near = new Map();
      for (const text of flatMap(records, ({ title, numbers, keywords }) => [title, ...numbers, ...keywords])) {
        for (const { text: other, distance } of nearestWords(word.form, text, formWithPlaces(text))) if (!near.has(other)) near.set(other, distance);
      }
      meant.push(...[...near].sort((one, other) => one[1] - other[1]).slice(0, 3).map(([text]) => query.replace(word.text, text)));
    }
    return [...new Set(meant)].slice(0, 3);
  }
}

const gramsOf = (clauses) => [...new Set(clauses.map(({ gram }) => gram))];

// The documents that hold each word, as far as lists tell: all its grams that were looked for, in one field.
function holding(clauses, lists) {
  const words = new Map(); // by word the documents, with a bit for each field
  clauses.forEach(({ gram, fields, word = `${words.size}` }) => {
    const before = words.get(word), here = new Map();
    for (const { list } of lists.get(gram)) {
      for (const [number, uses] of list) {
        let bits = here.get(number) || 0;
        for (const [field] of uses) if (fields.includes(field)) bits |= 1 << field;
        here.set(number, before ? bits & before.get(number) : bits);
      }
    }
    words.set(word, here);
  });
  const [first, ...others] = words.values();
  return first ? [...first.keys()].filter((number) => first.get(number) && others.every((one) => one.get(number))) : [];
}

function clausesOf(words, only) {
  let place = -1;
  return flatMap(words, (word) => {
    place++;
    const alone = [...word.form].length === 1;
    const fields = alone ? [TITLE] : word.field ? [FIELDS[word.field]] : only || Object.values(FIELDS).filter((field, place, all) => all.indexOf(field) === place);
    return queryGrams(word.form).map((gram) => ({ gram, fields, word: place }));
  });
}
