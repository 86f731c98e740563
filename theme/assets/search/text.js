// The form in which texts are compared, the grams by which they are found, and what a query says.
// The first two are those of generator/search_text.py; tests/search/cases.json holds both to the same.

const SAME = new Map([
  ..."〔［【〖[（「『﹝".split("").map((sign) => [sign, "("]),
  ..."〕］】〗]）」』﹞".split("").map((sign) => [sign, ")"]),
  ..."‐‑‒–—―−".split("").map((sign) => [sign, "-"]),
  ..."、﹑､".split("").map((sign) => [sign, ","]),
  ..."〇○◯".split("").map((sign) => [sign, "零"]),
  ..."“”„‟＂\"'‘’‚‛′ʼ＇`´《》〈〉«»·•‧∙⋅・･".split("").map((sign) => [sign, ""]),
  ["ß", "ss"],
  ["ς", "σ"],
]);
const TO_SAME = new RegExp(`[${[...SAME.keys()].filter((sign) => !"ßς".includes(sign)).map((sign) => (/[\][-]/.test(sign) ? `\\${sign}` : sign)).join("")}]`, "g");
const LETTERS = /[ßς]/g;
const UNSEEN = /[\xad\u180e\u200b-\u200f\u2060\ufeff]+/g;
const SPACE = /[\s\x00-\x20\x7f-\xa0]+/g;
export const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const ONE_HAN = new RegExp(`^[${HAN}]$`, "u");
const EACH_HAN = new RegExp(`[${HAN}]`, "gu");
const ASCII = /^[ -~]$/;
const MARKS = /[\u0300-\u036f]+/g;
// Letters of alphabets whose words stand apart, with their signs, and digits: Latin, Greek, Cyrillic, and from Armenian to those of India.
export const WORD = "a-z0-9\\u00df-\\u024f\\u0370-\\u052f\\u0531-\\u0588\\u0591-\\u05bd\\u05bf-\\u05f2\\u0620-\\u0669\\u066e-\\u06d3\\u06d5-\\u0963\\u0966-\\u0dff";
const PARTING = new RegExp(`([${WORD}])(?: *- +| +-)(?=[${WORD}])`, "g");
const LETTER = new RegExp(`[${WORD}]`);
const DIGIT = /[0-9]/;
const HYPHEN = new RegExp(`([${WORD}])-(?=[${WORD}])`, "g");
const COMMA = /([0-9]),(?=[0-9])/g;
const MOST_GRAMS = 6;

const same = (sign) => SAME.get(sign);

// White space counts only where it parts two words of letters.
function bound(space, at, text) {
  const before = text.charAt(at - 1), after = text.charAt(at + 1);
  return LETTER.test(before) && LETTER.test(after) && !(DIGIT.test(before) && DIGIT.test(after)) ? space : "";
}

function fold(text) {
  const folded = text.normalize("NFC").replace(TO_SAME, same).normalize("NFKC").replace(TO_SAME, same).toLowerCase();
  // A final sigma is told from another by what is around it; here both are one.
  return folded.normalize("NFD").replace(MARKS, "").normalize("NFC").replace(LETTERS, same).replace(UNSEEN, "").replace(SPACE, " ");
}

export function searchForm(text) {
  return fold(text).replace(PARTING, "$1 ").replace(/ /g, bound).replace(HYPHEN, "$1").replace(COMMA, "$1");
}

export function grams(form) {
  const signs = [...form];
  return signs.slice(0, -1).map((sign, place) => {
    const three = signs.slice(place, place + 3);
    return three.length === 3 && three.every((one) => ASCII.test(one)) ? three.join("") : sign + signs[place + 1];
  });
}

// The Han characters of a title, each of which finds it alone.
export function titleSigns(form) {
  return form.match(EACH_HAN) || [];
}

// The grams to look for; one that ends in * stands for every gram that begins so.
export function queryGrams(form) {
  const signs = [...form];
  if (signs.length < 2) return signs.filter((sign) => ONE_HAN.test(sign));
  let found = grams(form);
  const ascii = (place) => place >= 0 && ASCII.test(signs[place]);
  if (ascii(signs.length - 1) && ascii(signs.length - 2)) {
    if (ascii(signs.length - 3)) found.pop();
    else found[found.length - 1] += "*";
  }
  found = [...new Set(found)];
  if (found.length <= MOST_GRAMS) return found;
  const last = found.length - 1;
  // Numbers differ at their ends.
  if (signs.every((sign) => /^[\0-\x7f]$/.test(sign))) return [...new Set([found[0], found[last >> 1], ...found.slice(-4)])];
  return Array.from({ length: MOST_GRAMS }, (_, place) => found[Math.floor((place * last) / (MOST_GRAMS - 1))]);
}

export function shardOf(gram, shards) {
  let state = 2166136261;
  for (const sign of [...gram].slice(0, 2)) state = Math.imul(state ^ sign.codePointAt(0), 16777619);
  state ^= state >>> 15;
  state = Math.imul(state, 0x2c1b3c6d);
  state ^= state >>> 12;
  return (state >>> 0) % shards;
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
    const form = phrase === undefined ? trimmed(searchForm(text)) : searchForm(text);
    if (form) words.push({ text, form, field, excluded: minus !== "", phrase: phrase !== undefined });
  }
  // A minus alone excludes nothing: it is part of what is looked for, as in -00012.
  return words.some((word) => !word.excluded) ? words : words.map((word) => ({ ...word, form: searchForm(`-${word.text}`), excluded: false }));
}

// Marks at the ends of a word as it was typed, unless there is nothing else.
function trimmed(form) {
  return form.replace(/^[,.;:!?。…]+(?=[^])|[,.;:!?。…]+$/g, "") || form;
}

const folds = new Map(); // signs that were met, for a text has the same ones over and over

function foldOf(sign) {
  if (!folds.has(sign)) folds.set(sign, fold(sign));
  return folds.get(sign);
}

// Where in a text its search form comes from: the form, and for each of its UTF-16 units the place in the text.
export function formWithPlaces(text) {
  let form = "";
  let places = [];
  let place = 0;
  for (const sign of text) {
    const folded = foldOf(sign);
    // A run of white space is one.
    if (folded !== " " || !form.endsWith(" ")) {
      form += folded;
      for (let unit = 0; unit < folded.length; unit++) places.push(place);
    }
    place += sign.length;
  }
  // What a rule leaves out is left out here too: `kept` says which units of a match stay.
  const change = (pattern, kept) => {
    let changed = "", last = 0;
    const left = [];
    form.replace(pattern, (match, ...rest) => {
      const at = rest[rest.length - 2];
      const stay = kept(match, at);
      changed += form.slice(last, at) + stay;
      left.push(...places.slice(last, at), ...places.slice(at, at + stay.length));
      last = at + match.length;
      return match;
    });
    form = changed + form.slice(last);
    places = left.concat(places.slice(last));
  };
  change(PARTING, (match) => `${match[0]} `);
  change(/ /g, (match, at) => bound(match, at, form));
  change(HYPHEN, (match) => match[0]);
  change(COMMA, (match) => match[0]);
  places.push(text.length);
  return { form, places };
}
