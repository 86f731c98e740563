// The fields of the index by their numbers, days, and the error of an index that cannot be used.

export const TITLE = 0;
export const NUMBER = 1;
export const KEYWORDS = 2;
export const TEXT = 3;
export const FILES = 4;
// A field of a query: the field of the index it is looked for in.
export const FIELDS = { title: TITLE, doc_number: NUMBER, index_number: NUMBER, keywords: KEYWORDS, text: TEXT, files: FILES };
export const KINDS = ["item", "report", "page", "category", "department"];

export class IndexError extends Error {}

const EPOCH = 719163;

export function isoDay(day) {
  return new Date((day - EPOCH) * 86400000).toISOString().slice(0, 10);
}

// A day as the language of the site writes it: `day` is its form, `months` are their names.
export function shownDay(iso, { day, months }) {
  const [year, month, date] = iso.split("-").map(Number);
  return day && date ? day.replace("{year}", year).replace("{name}", months[month - 1]).replace("{month}", month).replace("{day}", date) : iso;
}
