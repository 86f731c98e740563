// The terms by which a question finds documents. generator/render/search/terms.py makes the same of a document;
// tests/search/terms.json holds both to the same.

import { lunr } from "./lunr.js";
import { HAN, WORD, searchForm } from "./text.js";

const RUN = new RegExp(`[${HAN}]+|[${WORD}]+`, "gu");
const LETTERS = /^[a-z]{3,}$/;
const PARTS = new RegExp(`([${WORD}])[-'’](?=[${WORD}])`, "gi");

export class Terms {
  // `variants` gives for a character the one that is looked for in its place.
  constructor(variants) {
    this.variants = new Map();
    this.learn(variants);
  }

  // Knows these variants too.
  learn(variants) {
    for (const [sign, usual] of variants) this.variants.set(sign, usual);
    this.pattern = this.variants.size ? new RegExp(`[${[...this.variants.keys()].join("")}]`, "gu") : /$^/;
  }

  fold(text) {
    return searchForm(text).replace(this.pattern, (sign) => this.variants.get(sign));
  }

  // The stem of an English word, or nothing for a stop word; anything else stays as it is.
  stem(word) {
    if (!lunr.stopWordFilter(word)) return "";
    return LETTERS.test(word) ? lunr.stemmer(new lunr.Token(word)).toString() : word;
  }

  // The terms of a text in its folded form.
  ofForm(form) {
    const found = [];
    for (const run of form.match(RUN) || []) {
      const signs = [...run];
      if (run < "\u3400") {
        const term = this.stem(run);
        if (term) found.push(term);
      } else if (signs.length === 1) found.push(run);
      else {
        for (let place = 1; place < signs.length; place++) found.push(signs[place - 1] + signs[place]);
      }
    }
    return found;
  }

  of(text) {
    const found = this.ofForm(this.fold(text));
    return found.concat(this.parts(text).filter((term) => !found.includes(term)));
  }

  // The parts of compounds.
  parts(text) {
    const parts = text.replace(PARTS, "$1 ");
    return parts === text ? [] : this.ofForm(this.fold(parts)).filter((term) => /^[\0-\x7f]{2,}$/.test(term));
  }
}

// A number for a term, from which its shard and its place in the table of counts are taken.
export function placeOf(term) {
  let state = 2166136261;
  for (const sign of term < "\u3400" && term[0] !== "#" ? term.slice(0, 3) : term) state = Math.imul(state ^ sign.codePointAt(0), 16777619);
  state ^= state >>> 15;
  state = Math.imul(state, 0x2c1b3c6d);
  return (state ^ (state >>> 12)) >>> 0;
}
