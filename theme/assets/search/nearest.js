// What is nearly the same as a word: whole words, and pieces of as many signs, never cut by length. Loaded where nothing was found.

const WORDS = /[a-z0-9\u00df-\u024f\u0370-\u052f]+/g;
const LETTERS = /^[a-z0-9\u00df-\u024f\u0370-\u052f]+$/;

// The words of a text that differ little from a word, with how much they differ; the text comes with its form.
export function nearestWords(word, text, { form, places }) {
  const piece = (start, length) => text.slice(places[start], places[start + length - 1] + 1);
  const found = [];
  const offer = (start, length, most) => {
    const distance = difference(word, form.slice(start, start + length));
    if (distance > 0 && distance <= most) found.push({ text: piece(start, length), distance });
  };
  const length = word.length;
  if (LETTERS.test(word)) {
    if (length < 4) return found;
    for (let match = WORDS.exec(form); match; match = WORDS.exec(form)) offer(match.index, match[0].length, length > 7 ? 2 : 1);
    return found;
  }
  if (length < 4) {
    // A short word is meant only as the whole of a keyword or title.
    if (form.length === length && length > 2) offer(0, length, 1);
    return found;
  }
  if (form.length > length && form.length <= length + 2) offer(0, form.length, 2);
  for (let start = 0; start + length <= form.length; start++) offer(start, length, length > 7 ? 2 : 1);
  return found;
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
