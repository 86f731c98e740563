// How much a document is about a term: that of every field weighed as BM25 does, without the rarity of the term.
// generator/render/search/heads.py does the same for all but the newest documents.

import { searchForm } from "./text.js";

export const SCALE = 4;
const K1 = 1.2;
// Weight of a field, share of its length that counts, and the length that is usual.
const FIELDS = { title: [10, 0.5, 18], keywords: [5, 0.3, 12], summary: [3, 0, 1], names: [2, 0, 1], text: [1, 0, 1], files: [0.5, 0, 1] };
export const NUMBER = 10;
const LONGEST_SUMMARY = 300;
const YEAR_AND_FIGURE = /[(\[]((?:19|20)\d\d)[)\]][^\d]{0,2}0*(\d{1,6})/;
const FIGURE = /0*(\d{1,6})[^\d]*$/;

export class Impacts {
  constructor(whole) {
    this.whole = whole;
  }

  // `terms` makes the terms of a text (terms.js).
  of(record, terms) {
    const [, title, , keywords, texts, files] = record;
    const found = new Map();
    const add = (all, [weight, share, usual]) => {
      const times = new Map();
      for (const term of all) times.set(term, (times.get(term) || 0) + 1);
      const saturation = K1 * (1 - share + (share * all.length) / usual);
      for (const [term, many] of times) found.set(term, (found.get(term) || 0) + (weight * (K1 + 1) * many) / (saturation + many));
    };
    const each = (all) => [].concat(...all.map((text) => terms.of(text)));
    const [summary, rest] = texts.length > 1 ? [texts[0], texts.slice(1)] : ["", texts];
    add(terms.of(title), FIELDS.title);
    add(each(keywords), FIELDS.keywords);
    add(terms.of([...summary].slice(0, LONGEST_SUMMARY).join("")), FIELDS.summary);
    add(each(files.map(([name]) => name)), FIELDS.names);
    if (this.whole) {
      add(each(rest), FIELDS.text);
      add(each(files.map(([, , text]) => text)), FIELDS.files);
    }
    for (const [term, value] of found) found.set(term, Math.floor(value * SCALE + 0.5) || 1);
    return new Map([...found, ...this.ofNumber(record)]);
  }

  // Of a document number, such as 云卫发〔2023〕12号: its year and figure, and the figure alone.
  ofNumber([, , numbers]) {
    if (numbers.length < 2) return new Map();
    const form = searchForm(numbers[0]);
    const whole = YEAR_AND_FIGURE.exec(form), last = FIGURE.exec(form);
    const names = whole ? [`#${whole[1]}/${whole[2]}`, `#${whole[2]}`] : last ? [`#${last[1]}`] : [];
    return new Map(names.map((name) => [name, NUMBER * SCALE]));
  }
}
