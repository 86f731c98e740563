// The search page: its state is its address; what it shows is built of elements and texts, never of markup.

import { flatMap, fromEntries } from "./arrays.js";
import { element, fill } from "./elements.js";
import { SearchIndex, markParts, parseQuery } from "./engine.js";
import { hit } from "./hits.js";
import { toFilters } from "./narrow.js";

const PER_PAGE = 10;
const FACETS = ["category", "year", "department", "validity", "audience"];
const FILTERS = [...FACETS, "from", "to", "kind"];
const IN_FIELDS = ["title", "doc_number", "index_number", "text"];
const MANY = 12; // values of a facet shown at once
const SHORT = 5; // a query of so many signs at most is looked at for misspelt words though parts of it were found
const PATIENCE = 10000; // so long, in milliseconds, nothing is said of waiting

const form = document.getElementById("search");
const box = document.getElementById("results");
document.getElementById("unscripted").remove();
const words = JSON.parse(box.dataset.words);
const part = (id) => document.getElementById(id);
const index = new SearchIndex(new URL("index/", location.href.split(/[?#]/)[0]).href);

// The names that may stand before a colon, in any of the site's languages.
const names = fromEntries(flatMap(Object.entries(words.names), ([field, all]) => all.map((name) => [name.toLowerCase(), field])));

const joinedBy = (sign, parts) => flatMap(parts, (part) => [sign, part]).slice(1);
const say = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// ---- state ----

function readState() {
  const given = new URLSearchParams(location.search);
  const state = { q: given.get("q") || "", sort: given.get("sort") === "date" ? "date" : "relevance", page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1) };
  for (const name of [...FILTERS, ...IN_FIELDS, "all"]) state[name] = given.get(name) || "";
  if (state.from && state.to && state.from > state.to) [state.from, state.to] = [state.to, state.from];
  return state;
}

function addressOf(state) {
  const shown = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value && !(name === "sort" && value === "relevance") && !(name === "page" && value === 1)) shown.set(name, value);
  }
  return `?${shown}`;
}

function queryOf(state) {
  const asked = parseQuery(state.q, names);
  for (const field of IN_FIELDS) asked.push(...parseQuery(state[field]).map((word) => ({ ...word, field })));
  return asked;
}

// ---- parts of the page ----

function link(state, ...children) {
  const made = element("a", { href: addressOf(state) }, ...children);
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", addressOf(state));
    show(true);
  });
  return made;
}

function labelOf(name, value) {
  const { categories, departments, validity, audiences } = index.manifest;
  const labels = { category: categories, department: departments, validity, audience: audiences }[name];
  return labels && value in labels ? labels[value] : value;
}

function valuesOf(name, counts, chosen) {
  if (name === "category") {
    // The tree, as far as it is opened; where all lies in one branch, that is open.
    const present = Object.keys(index.manifest.categories).filter((id) => counts.has(id));
    const above = (id) => id.split("/").slice(0, -1).join("/");
    const opened = new Set([""]);
    for (let inside = present.filter((id) => !above(id)); inside.length === 1; inside = present.filter((id) => above(id) === inside[0])) opened.add(inside[0]);
    return present.filter((id) => opened.has(above(id)) || chosen === above(id) || chosen.startsWith(`${above(id)}/`));
  }
  const values = [...counts.keys()];
  return name === "year" ? values.sort().reverse() : values.sort((one, other) => counts.get(other) - counts.get(one));
}

function facet(name, results, state) {
  const counts = results.counts(name);
  const chosen = state[name];
  const values = valuesOf(name, counts, chosen);
  if (!chosen && (values.length < 2 || name === "audience" && values.length < 2)) return undefined;
  const sign = results.count.exact ? "" : "≤ ";
  const entries = values.map((value) => {
    const depth = name === "category" ? value.split("/").length - 1 : 0;
    const one = value === chosen
      ? link({ ...state, [name]: "", page: 1 }, labelOf(name, value), element("span", { class: "gk-facets__off", "aria-hidden": "true" }, " ×"))
      : link({ ...state, [name]: value, page: 1 }, labelOf(name, value));
    if (value === chosen) one.setAttribute("aria-current", "true");
    return element("li", depth ? { class: `gk-tree__level${depth}` } : {}, one, ` (${sign}${counts.get(value)})`);
  });
  const more = entries.splice(MANY);
  return element("section", {}, element("h2", {}, words.facets[name]), element("ul", {}, ...entries),
    more.length ? element("details", {}, element("summary", {}, words.more), element("ul", {}, ...more)) : undefined);
}

function entry(record, results) {
  return hit(record, results, { words, states: index.manifest.states, root: box.dataset.root, labelOf, markParts });
}

function pages(state, total, exact) {
  const last = Math.ceil(total / PER_PAGE);
  if (last < 2 && state.page === 1) return [];
  const near = new Set([1, ...Array.from({ length: 5 }, (_, step) => state.page - 2 + step), exact ? last : 1]);
  const shown = [...near].filter((number) => number >= 1 && number <= last).sort((one, other) => one - other);
  const entries = [];
  if (state.page > 1) entries.push(link({ ...state, page: state.page - 1 }, words.previous));
  shown.forEach((number, place) => {
    if (place && number - shown[place - 1] > 1) entries.push(element("span", {}, "…"));
    entries.push(number === state.page ? element("span", { "aria-current": "page" }, String(number)) : link({ ...state, page: number }, String(number)));
  });
  if (state.page < last) entries.push(link({ ...state, page: state.page + 1 }, words.next));
  return entries;
}

function clear() {
  part("search-found").hidden = true;
  part("search-ways").hidden = true;
  for (const id of ["search-hints", "facets", "search-sort", "hits", "search-others", "search-pages"]) fill(part(id));
}

// ---- showing ----

let turn = 0;

async function show(moved = false, again = false) {
  const mine = ++turn;
  const state = readState();
  for (const control of form.elements) if (control.name in state) control.value = state[control.name];
  if ([...IN_FIELDS, "category", "from", "to"].some((name) => state[name])) form.querySelector("details").open = true;
  const status = part("search-status");
  const asked = queryOf(state);
  if (!asked.length && !FILTERS.some((name) => state[name])) {
    clear();
    status.textContent = "";
    part("search-ways").hidden = false;
    return;
  }
  box.setAttribute("aria-busy", "true");
  status.textContent = words.searching;
  const slow = setTimeout(() => { if (mine === turn) fail(state, words.slow); }, PATIENCE);
  try {
    const filters = fromEntries(FILTERS.map((name) => [name, state[name]]));
    const start = (state.page - 1) * PER_PAGE;
    const found = await index.find(state.q, asked, { filters, sort: state.sort, start, count: PER_PAGE, all: state.all });
    if (mine !== turn) return;
    const total = found.numbered.length ? 1 : found.results.count.count;
    if (state.page > 1 && total && !found.numbered.length && !found.records.length) {
      history.replaceState(null, "", addressOf({ ...state, page: Math.ceil(total / PER_PAGE) }));
      await show(moved);
      return;
    }
    clear();
    if (found.numbered.length) tellNumbered(found.numbered, state);
    else await tell(found, state, asked, mine);
    if (moved) status.focus();
  } catch (error) {
    if (mine !== turn) return;
    // A new build may lie there since the page was opened: what is known of the old one is forgotten.
    index.forget();
    if (!again) {
      await show(moved, true);
      return;
    }
    fail(state, words.failed);
    console.warn(error);
  } finally {
    clearTimeout(slow);
    if (mine === turn) box.removeAttribute("aria-busy");
  }
}

function fail(state, message) {
  clear();
  part("search-status").textContent = message;
  part("search-hints").append(element("p", { role: "alert" }, link(state, words.retry), " · ", element("a", { href: box.dataset.catalog }, words.browse)));
}

// A document number leads to its document alone.
function tellNumbered(records, state) {
  document.title = [state.q, document.title.split(" | ").pop()].filter(Boolean).join(" | ");
  const asked = parseQuery(records[0].numbers[0]);
  fill(part("search-status"), words.numbered, " ", link({ ...state, all: "1" }, words.all));
  part("search-found").hidden = false;
  fill(part("hits"), ...records.map((record) => entry(record, { words: asked, snippet: () => ({ parts: markParts(record.texts[0] || "", []) }) })));
}

// What holds part of a question, under what holds all of it.
function tellPartial(found, answers, state, none) {
  if (none) part("search-status").textContent = words.partial;
  const list = element("ol", { class: "gk-list gk-hits" }, ...found.map((record) => entry(record, answers)));
  fill(part("search-others"), none ? "" : element("p", { class: "gk-partial" }, words.partial_more), list);
  later(list, answers, 0, state);
}

// The rest of a page of results comes when one reads on to its end, or by a button there.
function later(list, results, start, state, done = () => {}) {
  const shown = list.children.length;
  const missing = results.most(start, PER_PAGE) - shown;
  if (missing <= 0) return done();
  const mine = turn;
  const button = element("button", { type: "button" }, words.later);
  const place = element("div", { class: "gk-later" }, button);
  place.style.minHeight = `${missing * 7}rem`;
  let watching;
  const load = async () => {
    if (watching) watching.disconnect();
    const asked = document.activeElement === button;
    button.disabled = true;
    button.textContent = words.searching;
    try {
      const records = await results.page(start, PER_PAGE);
      if (mine !== turn) return;
      place.remove();
      list.append(...records.slice(shown).map((record) => entry(record, results)));
      const next = asked && list.children[shown];
      if (next) next.querySelector("a").focus();
      done();
    } catch (error) {
      if (mine === turn) fail(state, words.failed);
      console.warn(error);
    }
  };
  button.addEventListener("click", load);
  list.parentNode.insertBefore(place, list.nextSibling);
  if (!window.IntersectionObserver) {
    load();
    return;
  }
  watching = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) load(); }, { rootMargin: "0px 0px -15% 0px" });
  watching.observe(place);
}

async function tell({ results, records, answers, found }, state, asked, mine) {
  const status = part("search-status");
  const { count, exact } = results.count;
  document.title = [state.q, document.title.split(" | ").pop()].filter(Boolean).join(" | ");
  const short = asked.every((word) => [...word.form].length < 2) && !results.ranked.length;
  if (!count) {
    status.textContent = asked.length && short ? words.too_short : words.none;
    if (found.length) tellPartial(found, answers, state, true);
    await help(state, found, mine);
    if (mine !== turn) return;
    part("search-ways").hidden = found.length > 0;
    part("search-found").hidden = !found.length && !FACETS.some((name) => state[name]);
    if (!FACETS.some((name) => state[name])) return;
  } else {
    tellCount(results);
    if (found.length) tellPartial(found, answers, state, false);
  }
  tellFacets(results, state);
  if (count > 1 && asked.length) {
    const sorts = ["relevance", "date"].map((sort) => (sort === state.sort ? element("strong", { "aria-current": "true" }, words.sorts[sort]) : link({ ...state, sort, page: 1 }, words.sorts[sort])));
    fill(part("search-sort"), words.sort, " ", sorts[0], " · ", sorts[1], toFilters());
  }
  part("hits").start = (state.page - 1) * PER_PAGE + 1;
  part("search-found").hidden = false;
  fill(part("hits"), ...records.map((record) => entry(record, results)));
  later(part("hits"), results, (state.page - 1) * PER_PAGE, state, () => {
    tellCount(results, true);
    tellFacets(results, state);
  });
  fill(part("search-pages"), ...pages(state, count, exact));
}

function tellFacets(results, state) {
  fill(part("facets"), ...FACETS.map((name) => facet(name, results, state)).filter(Boolean));
}

// How many there are. What is said of the number when a page is read to its end is true; before that it may be estimated.
function tellCount(results, read = false) {
  const { count, exact } = results.count;
  const status = part("search-status");
  fill(status, say(exact ? words.count : words.count_about, { count }));
  if (!exact && read) status.append(" ", settleButton(results));
}

function settleButton(results) {
  const button = element("button", { type: "button", class: "gk-settle" }, words.settle);
  const mine = turn;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await results.readUntil(Infinity, (read, all) => { button.textContent = `${read}/${all}`; });
    if (mine === turn) part("search-status").textContent = say(words.count, { count: results.count.count });
  });
  return button;
}

async function help(state, found, mine) {
  if (part("search-hints").childNodes.length) return;
  const near = state.q && (!found.length || [...state.q].length <= SHORT) ? await index.nearest(state.q, names) : [];
  if (mine !== turn) return;
  const ways = [element("a", { href: box.dataset.catalog }, words.browse)];
  if (box.dataset.apply) ways.push(element("a", { href: box.dataset.apply }, words.apply));
  const hints = part("search-hints");
  if (near.length) {
    hints.append(element("p", { class: "gk-nearest" }, words.nearest, " ", ...joinedBy(" · ", near.map((q) => link({ ...state, q, page: 1 }, q)))));
  }
  const narrowed = FILTERS.filter((name) => state[name]);
  if (narrowed.length) ways.unshift(link({ ...state, ...fromEntries(narrowed.map((name) => [name, ""])), page: 1 }, words.everywhere));
  hints.append(element("p", {}, ...joinedBy(" · ", ways)));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const state = { ...readState(), page: 1 };
  for (const control of form.elements) if (control.name) state[control.name] = control.value.trim();
  history.pushState(null, "", addressOf(state));
  show(true);
});
addEventListener("popstate", () => show());
show();
