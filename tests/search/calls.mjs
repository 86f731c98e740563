// Answers calls to the browser's part of searching; run by node, or by a browser that has loaded this file.

const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

export async function answer({ text, terms, question, numerals, index }, calls, load) {
  const indexes = new Map();
  const known = new Map(), grams = new Map();
  // A page that was just opened knows nothing and asks for every file anew; only what the same bytes say is not worked out again.
  class Opened extends index.SearchIndex {
    file(name, read) {
      return super.file(name, (data) => {
        const path = `${this.folder}${name}`;
        if (!known.has(path)) known.set(path, read ? read(data) : index.inflate(data));
        return known.get(path);
      });
    }

    async start() {
      await super.start();
      this.newest.known = grams.get(this.folder) || grams.set(this.folder, this.newest.grams).get(this.folder);
    }
  }
  const open = (folder) => indexes.get(folder) || indexes.set(folder, new Opened(folder, load)).get(folder);
  const kinds = {
    text: ({ text: given }) => {
      const form = text.searchForm(given);
      const query = text.queryGrams(form);
      return { form, grams: text.grams(form), query, shards: query.map((gram) => text.shardOf(gram.replace(/(.)\*$/u, "$1"), 2048)) };
    },
    terms: ({ text: given, variants }) => {
      const found = new terms.Terms(new Map(Object.entries(variants))).of(given);
      return { terms: found, places: found.map(terms.placeOf) };
    },
    number: ({ text: given }) => {
      const found = question.readNumber(given);
      return found ? [found.prefix, found.year, found.figure] : [];
    },
    numerals: ({ text: given }) => [numerals.inFigures(given), numerals.otherOrdinals(given)],
    parse: ({ query, names }) => text.parseQuery(query, names),
    marks: ({ text: given, words }) => index.markParts(given, words).filter(({ mark }) => mark).map(({ text: part }) => part),
    places: ({ text: given }) => text.formWithPlaces(given).form,
    inflate: ({ data, dictionary }) => {
      const ofHex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => Number.parseInt(pair, 16));
      return [...index.inflate(ofHex(data), ofHex(dictionary))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    },
    shard: ({ data, stamp, base }) => {
      const { grams, heads } = index.readShard(bytes(data), stamp, base);
      return [[...grams].map(([gram, list]) => [gram, index.readList(list)]), [...heads].map(([term, { count, numbers, impacts }]) => [term, count, [...numbers], impacts])];
    },
    figures: ({ data }) => index.readText(bytes(data)),
    pieces: ({ pieces, data }) => new index.Pieces(bytes(pieces)).decode(bytes(data)),
    // Every result, in order: its address, and whether the first answer knew how many there are.
    search: async ({ folder, query, names, filters }) => {
      const results = await open(folder).search(query, { names, filters });
      await results.page(0, 10);
      const told = results.count;
      await results.readUntil(Infinity);
      return { found: results.found.map(({ address }) => address), told };
    },
    // What a person is shown: addresses, and how they were found; `fresh`: by a page that was just opened.
    find: async ({ folder, query, names, filters, fresh }) => {
      if (fresh) indexes.delete(folder);
      const { numbered, records, found } = await open(folder).find(query, text.parseQuery(query, names), { filters });
      const addresses = (all) => all.map(({ address }) => address);
      return { numbered: addresses(numbered), exact: addresses(records), partial: addresses(found) };
    },
    rank: async ({ folder, clauses }) => {
      const opened = open(folder);
      await opened.open();
      return (await opened.rank(clauses)).map(({ number, score }) => [number, score]);
    },
    nearest: async ({ folder, query }) => open(folder).nearest(query),
    suggest: async ({ folder, text: given }) => (await open(folder).suggest(given)).map(({ title }) => title),
    // What a query loads, for how many results on its first page, and in how many rounds: files asked for without waiting for others.
    cost: async ({ folder, query, fresh }) => {
      if (fresh) indexes.delete(folder); // as a page that was just opened
      load.asked = [];
      load.rounds = new Set();
      const opened = open(folder);
      const start = performance.now();
      const { numbered, records, found } = await opened.find(query, text.parseQuery(query));
      const results = numbered.length + records.length + found.length;
      return { asked: load.asked, results, milliseconds: performance.now() - start, rounds: load.rounds.size };
    },
  };
  const answers = [];
  for (const call of calls) answers.push(await kinds[call.kind](call).valueOf());
  return answers;
}

if (typeof process !== "undefined") {
  const fs = await import("node:fs");
  const { assets, calls } = JSON.parse(fs.readFileSync(0, "utf-8"));
  const text = await import(`${assets}/search/text.js`);
  const index = { ...(await import(`${assets}/search/engine.js`)), ...(await import(`${assets}/search/inflate.js`)), ...(await import(`${assets}/search/byte-pairs.js`)), ...(await import(`${assets}/search/postings.js`)), ...(await import(`${assets}/search/figures.js`)) };
  const terms = await import(`${assets}/search/terms.js`);
  const question = await import(`${assets}/search/question.js`);
  const numerals = await import(`${assets}/search/numerals.js`);
  const load = async (address) => {
    const file = address.split("?")[0];
    load.asked?.push(file);
    if (load.rounds) {
      // All that are asked for before the next answer come in one round.
      load.round ??= new Promise((come) => setTimeout(come, 2)).then(() => { load.round = undefined; });
      load.rounds.add(load.round);
      await load.round;
    }
    return new Uint8Array(fs.readFileSync(file));
  };
  process.stdout.write(JSON.stringify(await answer({ text, terms, question, numerals, index }, calls, load)));
}
