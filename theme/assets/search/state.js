// The state of the search page, which is its address: what is asked, in which fields, by which filters, which page of results.

import { flatMap, fromEntries } from "./arrays.js";
import { parseQuery } from "./engine.js";

export const FACETS = ["category", "year", "department", "validity", "audience"];
export const FILTERS = [...FACETS, "from", "to", "kind"];
export const FIELDS = ["title", "doc_number", "index_number", "text"]; // each has a box of its own

export function readState() {
  const given = new URLSearchParams(location.search);
  const state = { q: given.get("q") || "", sort: given.get("sort") === "date" ? "date" : "relevance", page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1) };
  for (const name of [...FILTERS, ...FIELDS, "all"]) state[name] = given.get(name) || "";
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

export const filtersOf = (state) => fromEntries(FILTERS.map((name) => [name, state[name]]));
