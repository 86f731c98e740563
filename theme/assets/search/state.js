// The state of the search page, which is its address: what is asked, in which fields, by which filters, which page of results.

import { flatMap, fromEntries } from "./arrays.js";
import { parseQuery } from "./engine.js";

const FACETS = ["category", "year"];
const FACETS_BEHIND = ["department", "validity", "audience"];
const OTHERS = ["from", "to", "kind"];
// Fields that not every site has: who published it, and those of kinds of items.
const FURTHER = /^(?:publisher|f_.+)$/;
export const FIELDS = ["title", "doc_number", "index_number", "text"]; // each has a box of its own

export function readState() {
  const given = new URLSearchParams(location.search);
  const state = { q: given.get("q") || "", sort: given.get("sort") === "date" ? "date" : "relevance", page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1) };
  for (const name of [...FACETS, ...FACETS_BEHIND, ...OTHERS, ...FIELDS, "all", "older"]) state[name] = given.get(name) || "";
  for (const [name, value] of given) if (FURTHER.test(name)) state[name] = value;
  if (state.from && state.to && state.from > state.to) [state.from, state.to] = [state.to, state.from];
  return state;
}

export function addressOf(state) {
  const shown = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value && !(name === "sort" && value === "relevance") && !(name === "page" && value === 1)) shown.set(name, value);
  }
  return `?${shown}`;
}

// The names that may stand before a colon, in any of the site's languages, each with its field.
export function prefixesOf(names) {
  return fromEntries(flatMap(Object.entries(names), ([field, all]) => all.map((name) => [name.toLowerCase(), field])));
}

// The terms that are asked for; those of a box of its own are looked for in its field.
export function queryOf(state, prefixes) {
  const terms = parseQuery(state.q, prefixes);
  for (const field of FIELDS) terms.push(...parseQuery(state[field]).map((term) => ({ ...term, field })));
  return terms;
}

// The facets of a site, in order; `further` are those that not every site has, each with its label.
export const facetsOf = (further) => [...FACETS, ...further.map(([name]) => name), ...FACETS_BEHIND];

const isFilter = (name) => FACETS.includes(name) || FACETS_BEHIND.includes(name) || OTHERS.includes(name) || FURTHER.test(name);

export const filtersOf = (state) => fromEntries(Object.entries(state).filter(([name, value]) => value && isFilter(name)));
