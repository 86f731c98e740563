// What is nearly the same as a word.

import { formWithPlaces } from "./text.js";

// The piece of a text that differs least from a word, if it is at most a third that differs.
export function nearestPiece(word, text) {
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
