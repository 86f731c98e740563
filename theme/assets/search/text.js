// The form in which texts are compared, the grams by which they are found, and what a query says.
// The first two are those of generator/search_text.py; tests/search/cases.json holds both to the same.

const SAME = new Map([
  ..."〔［【〖[（「『﹝".split("").map((sign) => [sign, "("]),
  ..."〕］】〗]）」』﹞".split("").map((sign) => [sign, ")"]),
  ..."‐‑‒–—―−".split("").map((sign) => [sign, "-"]),
  ..."“”„‟＂\"".split("").map((sign) => [sign, ""]),
  ["ß", "ss"],
  ["ς", "σ"],
]);
const TO_SAME = /[〔［【〖[（「『﹝〕］】〗\]）」』﹞‐‑‒–—―−“”„‟＂"]/g;
const LETTERS = /[ßς]/g;
const SPACE = /[\s\x00-\x20\x7f-\xa0\xad\u180e\u200b-\u200f\u2060\ufeff]+/g;
const HAN = /^[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]$/u;
const ASCII = /^[!-~]$/;
const MOST_GRAMS = 6;

const same = (sign) => SAME.get(sign);

export function searchForm(text) {
  const folded = text.normalize("NFC").replace(TO_SAME, same).normalize("NFKC").replace(TO_SAME, same);
  // A final sigma is told from another by what is around it; here both are one.
  return folded.toLowerCase().replace(LETTERS, same).replace(SPACE, "");
}

export function grams(form) {
  const signs = [...form];
  return signs.slice(0, -1).map((sign, place) => {
    const three = signs.slice(place, place + 3);
    return three.length === 3 && three.every((one) => ASCII.test(one)) ? three.join("") : sign + signs[place + 1];
  });
}

// The grams to look for; one that ends in * stands for every gram that begins so.
export function queryGrams(form) {
  const signs = [...form];
  if (signs.length < 2) return signs.filter((sign) => HAN.test(sign));
  let found = grams(form);
  const ascii = (place) => place >= 0 && ASCII.test(signs[place]);
  if (ascii(signs.length - 1) && ascii(signs.length - 2)) {
    if (ascii(signs.length - 3)) found.pop();
    else found[found.length - 1] += "*";
  }
  found = [...new Set(found)];
  if (found.length <= MOST_GRAMS) return found;
  const last = found.length - 1;
  return Array.from({ length: MOST_GRAMS }, (_, place) => found[Math.floor((place * last) / (MOST_GRAMS - 1))]);
}

export function shardOf(gram, bits) {
  let state = 2166136261;
  for (const sign of [...gram].slice(0, 2)) state = Math.imul(state ^ sign.codePointAt(0), 16777619);
  state ^= state >>> 15;
  state = Math.imul(state, 0x2c1b3c6d);
  state ^= state >>> 12;
  return (state & ((1 << bits) - 1)) >>> 0;
}

// What a query says: words that must be found, each in one field or in any, and words that must not.
// Quotes hold a phrase together, a minus before a word excludes it, a known name and a colon say where to look.
export function parseQuery(query, names = {}) {
  const words = [];
  const pattern = /(-?)(?:([^\s:："“”＂]{1,20})[:：])?(?:["“”＂]([^"“”＂]*)(?:["“”＂]|$)|([^\s"“”＂]+))/gu;
  for (let found = pattern.exec(query); found; found = pattern.exec(query)) {
    const [whole, minus, name, phrase, plain] = found;
    const field = name ? names[name.toLowerCase()] : undefined;
    const text = name && !field ? whole.slice(minus.length) : phrase === undefined ? plain : phrase;
    const form = searchForm(text);
    if (form) words.push({ text, form, field, excluded: minus !== "" });
  }
  // A minus alone excludes nothing: it is part of what is looked for, as in -00012.
  return words.some((word) => !word.excluded) ? words : words.map((word) => ({ ...word, form: searchForm(`-${word.text}`), excluded: false }));
}

// English endings, for when a word as it was written finds nothing.
export function stem(word) {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  return word.replace(/(?:ies|ied|y)$/, "i").replace(/(?:ing|edly|ed|ers|er|es|s|ly|ations|ation|ments|ment)$/, "").replace(/(.)\1$/, "$1").replace(/[ei]$/, "");
}

// Where in a text its search form comes from: the form, and for each of its UTF-16 units the place in the text.
export function formWithPlaces(text) {
  let form = "";
  const places = [];
  let place = 0;
  for (const sign of text) {
    const folded = searchForm(sign);
    form += folded;
    for (let unit = 0; unit < folded.length; unit++) places.push(place);
    place += sign.length;
  }
  places.push(text.length);
  return { form, places };
}
