// Texts as results show them: a piece around what was found, with the words marked.

import { formWithPlaces, searchForm } from "./text.js";

const WINDOW = 4000;
const LETTER = /[a-z0-9\u00df-\u024f\u0370-\u052f]/;
const SHORT = 3; // fewer letters are a word or nothing

// A text in parts, those that match marked; white space at the ends and what is left out are told by an ellipsis.
export function markParts(text, words, start = 0, end = text.length) {
  const { form, places } = formWithPlaces(text);
  const marks = [];
  for (const word of words) {
    for (let at = form.indexOf(word); at >= 0; at = form.indexOf(word, at + word.length)) {
      const end = endOf(form, word, at);
      if (end > at) marks.push([places[at], places[end - 1]]);
    }
  }
  const marked = (place) => marks.some(([first, last]) => place >= first && place <= last);
  const parts = start > 0 ? [{ text: "…" }] : [];
  let here = start;
  for (const sign of text.slice(start, end)) {
    const mark = marked(here);
    const last = parts[parts.length - 1];
    if (last && Boolean(last.mark) === mark) last.text += sign;
    else parts.push({ text: sign, mark });
    here += sign.length;
  }
  if (end < text.length) parts.push({ text: "…" });
  return parts;
}

// Where what matches at a place ends: a word that begins with the letters looked for is marked whole. Of one or two letters only a
// whole word matches.
function endOf(form, word, at) {
  let end = at + word.length;
  const inside = (place) => LETTER.test(form.charAt(place)) && LETTER.test(form.charAt(place - 1));
  if (!LETTER.test(word[0]) || !LETTER.test(word[word.length - 1])) return end;
  if (word.length < SHORT) return inside(at) || inside(end) ? at : end;
  if (!inside(at) && !/\d/.test(word)) while (inside(end)) end++;
  return end;
}

export function windowOf(text, words) {
  if (text.length <= WINDOW * 2) return text;
  for (let start = 0; start < text.length; start += WINDOW) {
    const piece = text.slice(start, start + WINDOW * 2);
    if (words.some((word) => searchForm(piece).includes(word))) return piece;
  }
  return text.slice(0, WINDOW);
}

export function cut(text, length) {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
