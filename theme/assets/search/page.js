// The search page: its state is its address; what it shows is built of elements and texts, never of markup.

import { flatMap, fromEntries } from "./arrays.js";
import { element, fill, marked } from "./elements.js";
import { SearchIndex, markParts, parseQuery } from "./engine.js";

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
    // The tree, as far as it is opened.
    return Object.keys(index.manifest.categories).filter((id) => {
      const above = id.split("/").slice(0, -1).join("/");
      return counts.has(id) && (!above || chosen === above || chosen.startsWith(`${above}/`));
    });
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

// The end of an address that leads to the words in the text (https://wicg.github.io/scroll-to-text-fragment/).
function fragment(parts, place) {
  if (!place || place.field !== 3) return "";
  const found = parts.filter(({ mark }) => mark).map(({ text }) => text.trim()).sort((one, other) => other.length - one.length)[0] || "";
  return found.length > 1 ? `#:~:text=${encodeURIComponent(found).replace(/-/g, "%2D")}` : "";
}

function hit(record, results, state) {
  const asked = results.words.filter((word) => !word.excluded).map((word) => word.form);
  const { parts, place } = results.snippet(record);
  const title = element("a", { href: box.dataset.root + record.address + fragment(parts, place) }, ...marked(markParts(record.title, asked)));
  const stateWord = record.state && index.manifest.states[record.state];
  const [number, ...others] = record.numbers.map((one) => [one, markParts(one, asked)]);
  const facts = [
    record.date && element("time", { datetime: record.date }, record.date),
    number && number[0] && element("span", {}, ...marked(number[1])),
    // What nobody knows by heart is shown where it was looked for.
    ...others.filter(([, found]) => found.some(({ mark }) => mark)).map(([, found]) => element("span", {}, ...marked(found))),
    ...record.category.slice(0, 1).map((id) => element("span", {}, labelOf("category", id))),
    record.department && element("span", {}, labelOf("department", record.department)),
    record.kind !== "item" && element("span", {}, words.kinds[record.kind]),
  ].filter(Boolean);
  const found = record.places.find(({ field }) => field === 4);
  const where = found && element("p", { class: "gk-hits__where" }, `${words.in_file}${words.colon}`, element("a", { href: box.dataset.root + found.file.link }, ...marked(markParts(found.file.name, asked))));
  return element("li", {},
    element("h2", {}, title, stateWord ? " " : "", stateWord ? element("strong", { class: `gk-state gk-state--${record.state}` }, stateWord) : ""),
    parts.some(({ text }) => text) ? element("p", { class: "gk-hits__text" }, ...marked(parts)) : undefined,
    where || undefined,
    element("p", { class: "gk-list__facts" }, ...facts));
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
    return;
  }
  box.setAttribute("aria-busy", "true");
  status.textContent = words.searching;
  const slow = setTimeout(() => { if (mine === turn) fail(state, words.slow); }, PATIENCE);
  try {
    const filters = fromEntries(FILTERS.map((name) => [name, state[name]]));
    const start = (state.page - 1) * PER_PAGE;
    let shown;
    const first = (glimpse) => {
      // Where near spellings will be looked for, they come first.
      if (mine !== turn || (!glimpse.records.length && [...state.q].length <= SHORT)) return;
      clear();
      shown = glimpse;
      tell(glimpse, state, asked, mine);
    };
    const found = await index.find(state.q, asked, { filters, sort: state.sort, start, count: PER_PAGE, all: state.all, first });
    if (mine !== turn) return;
    const total = found.numbered.length ? 1 : found.results.count.count;
    if (state.page > 1 && total && !found.numbered.length && !found.records.length) {
      history.replaceState(null, "", addressOf({ ...state, page: Math.ceil(total / PER_PAGE) }));
      await show(moved);
      return;
    }
    // What is there stays where it is, in case a finger is on its way to it.
    if (!shown) clear();
    if (found.numbered.length) tellNumbered(found.numbered, state);
    else await tell(found, state, asked, mine, shown);
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
  fill(part("hits"), ...records.map((record) => hit(record, { words: asked, snippet: () => ({ parts: markParts(record.texts[0] || "", []) }) }, state)));
}

// What holds part of a question, under what holds all of it.
function tellPartial(found, answers, state, none, shown) {
  if (none) part("search-status").textContent = words.partial;
  if (shown && shown.found.length) {
    part("search-others").querySelector("ol").append(...found.slice(shown.found.length).map((record) => hit(record, answers, state)));
    return;
  }
  fill(part("search-others"), none ? "" : element("p", { class: "gk-partial" }, words.partial_more),
    element("ol", { class: "gk-list gk-hits" }, ...found.map((record) => hit(record, answers, state))));
}

async function tell({ results, records, answers, found }, state, asked, mine, shown) {
  const status = part("search-status");
  const { count, exact } = results.count;
  document.title = [state.q, document.title.split(" | ").pop()].filter(Boolean).join(" | ");
  const short = asked.every((word) => [...word.form].length < 2) && !results.ranked.length;
  if (!count) {
    status.textContent = asked.length && short ? words.too_short : words.none;
    if (found.length) tellPartial(found, answers, state, true, shown);
    await help(state, found, mine);
    part("search-found").hidden = !found.length && !FACETS.some((name) => state[name]);
    if (!FACETS.some((name) => state[name])) return;
  } else {
    fill(status, say(exact ? words.count : words.count_about, { count }));
    if (!exact) status.append(" ", settleButton(results));
    if (found.length) tellPartial(found, answers, state, false, shown);
  }
  fill(part("facets"), ...FACETS.map((name) => facet(name, results, state)).filter(Boolean));
  if (count > 1 && asked.length) {
    const sorts = ["relevance", "date"].map((sort) => (sort === state.sort ? element("strong", { "aria-current": "true" }, words.sorts[sort]) : link({ ...state, sort, page: 1 }, words.sorts[sort])));
    fill(part("search-sort"), words.sort, " ", sorts[0], " · ", sorts[1]);
  }
  part("hits").start = (state.page - 1) * PER_PAGE + 1;
  const already = shown ? shown.records.length : 0;
  if (!already) fill(part("hits"));
  part("search-found").hidden = false;
  part("hits").append(...records.slice(already).map((record) => hit(record, results, state)));
  fill(part("search-pages"), ...pages(state, count, exact));
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
