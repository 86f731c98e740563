// The newest documents, which lie together as they are (generator/render/search/newest.py): what of them holds a gram or a term.

import { FILES, TITLE } from "./fields.js";
import { Impacts } from "./impacts.js";
import { placeOf } from "./terms.js";
import { grams, searchForm, titleSigns } from "./text.js";

const MOST_TIMES = 4;

export class Newest {
  // `base` is the number of the first of them; `whole` says whether questions look into their texts too.
  constructor([filters, records], base, whole) {
    this.records = records;
    this.base = base;
    this.impacts = new Impacts(whole);
    // What may stand in a long text that is kept apart: its filter says so, and is sometimes wrong.
    this.apart = [];
    records.forEach(([, , , , , files], place) => {
      for (const [, , , name] of files) if (name in filters) this.apart.push({ number: base + place, size: filters[name][0], bits: atob(filters[name][1]) });
    });
  }

  // For each gram the documents that hold it: [number, how often in which field].
  get grams() {
    if (!this.known) {
      this.known = new Map();
      this.records.forEach(([, title, numbers, keywords, texts, files], place) => {
        const fields = [[title], numbers, keywords, texts, [].concat(...files.map(([name, , text]) => [name, text]))];
        const uses = new Map();
        fields.forEach((all, field) => {
          const times = new Map();
          const add = (gram) => times.set(gram, (times.get(gram) || 0) + 1);
          for (const form of all.map(searchForm)) {
            grams(form).forEach(add);
            if (field === TITLE) titleSigns(form).forEach(add);
          }
          for (const [gram, many] of times) {
            if (!uses.has(gram)) uses.set(gram, []);
            uses.get(gram).push([field, Math.min(many, MOST_TIMES)]);
          }
        });
        for (const [gram, of] of uses) {
          if (!this.known.has(gram)) this.known.set(gram, []);
          this.known.get(gram).push([this.base + place, of]);
        }
      });
    }
    return this.known;
  }

  // The grams that one that ends in * stands for, and itself.
  names(gram) {
    return [...this.grams.keys()].filter((name) => name.startsWith(gram.slice(0, -1))).concat(gram);
  }

  // The documents that hold a gram, or may hold it.
  list(gram) {
    const found = new Map(this.grams.get(gram) || []);
    for (const number of this.guessed(gram)) found.set(number, [...(found.get(number) || []), [FILES, 1]]);
    return [...found].sort(([one], [other]) => one - other);
  }

  // The documents in whose long texts a gram may stand; one that stands for others may be anywhere.
  guessed(gram) {
    const place = placeOf(gram);
    const set = (bits, bit) => bits.charCodeAt(bit >> 3) & (1 << (bit & 7));
    const holds = ({ size, bits }) => gram.endsWith("*") || (set(bits, place % size) && set(bits, Math.floor(place / size) % size));
    const known = new Map(this.grams.get(gram) || []);
    const numbers = this.apart.filter(holds).map(({ number }) => number);
    return [...new Set(numbers)].filter((number) => !(known.get(number) || []).some(([field]) => field === FILES));
  }

  // For each term the documents that are about it: [number, impact].
  heads(terms) {
    if (!this.asked) {
      this.asked = new Map();
      this.records.forEach((record, place) => {
        for (const [term, impact] of this.impacts.of(record, terms)) {
          if (!this.asked.has(term)) this.asked.set(term, []);
          this.asked.get(term).push([this.base + place, impact]);
        }
      });
    }
    return this.asked;
  }

  // The same of document numbers alone, for which no library is needed.
  numbered(term) {
    return this.records.map((record, place) => [this.base + place, this.impacts.ofNumber(record).get(term)]).filter(([, impact]) => impact);
  }
}

// Where every document stands in lists.
export const NO_NEWEST = new Newest([{}, []], 0, false);
