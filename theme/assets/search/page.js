// The search page: its state is its address; what it shows is built of elements and texts, never of markup.

import { flatMap, fromEntries } from "./arrays.js";
import { element, fill } from "./elements.js";
import { SearchIndex, markParts, parseQuery } from "./engine.js";
import { facet } from "./facets.js";
import { hit } from "./hits.js";
import { toFilters } from "./narrow.js";
import { PER_PAGE, loadRest, pagination } from "./pagination.js";
import { FIELDS, addressOf, facetsOf, filtersOf, prefixesOf, queryOf, readState } from "./state.js";

const SHORT = 5; // a query of so many signs at most is looked at for misspelt words though parts of it were found
const PATIENCE = 10000; // so long, in milliseconds, nothing is said of waiting

const form = document.getElementById("search");
const box = document.getElementById("results");
document.getElementById("unscripted").remove();
const messages = JSON.parse(box.dataset.words);
const byId = (id) => document.getElementById(id);
const index = new SearchIndex(new URL("index/", location.href.split(/[?#]/)[0]).href);
form.index = index; // what is typed into the form is suggested for by the same one
const prefixes = prefixesOf(messages.names);
const bodies = document.querySelector("[data-search]") && import("./bodies.js");
let spans; // of an index that is cut by years

const joinedBy = (sign, parts) => flatMap(parts, (part) => [sign, part]).slice(1);
const format = (text, values = {}) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// A moment in which the browser may draw: what takes long is done in parts.
const pause = () => new Promise((go) => { setTimeout(go); });

// The number of the last request; what comes for an earlier one is not shown.
let request = 0;

// ---- parts of the page ----

function link(state, ...children) {
  const made = element("a", { href: addressOf(state) }, ...children);
  made.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", addressOf(state));
    update(true);
  });
  return made;
}

function labelOf(name, value) {
  const { categories, departments, validity, audiences } = index.manifest;
  const labels = { category: categories, department: departments, validity, audience: audiences }[name];
  return labels && value in labels ? labels[value] : value;
}

function item(record, results) {
  return hit(record, results, { messages, states: index.manifest.states, root: box.dataset.root, labelOf, markParts });
}

// What the rest of a page of results needs to come.
function resting(state, done) {
  const own = request;
  return { messages, item, done, isCurrent: () => own === request, failed: () => showFailure(state, messages.failed) };
}

function titlePage(state) {
  document.title = [state.q, document.title.split(" | ").pop()].filter(Boolean).join(" | ");
}

function clear() {
  byId("search-found").hidden = true;
  showHelp(false);
  for (const id of ["search-hints", "facets", "search-sort", "hits", "search-others", "search-pages"]) fill(byId(id));
}

// ---- showing ----

// Shows what the address asks for. `moved` puts the focus on the result; `again` is the second try with a new index.
async function update(moved = false, again = false) {
  const own = ++request;
  const state = readState();
  for (const control of form.elements) if (control.name in state) control.value = state[control.name];
  if ([...FIELDS, "category", "from", "to"].some((name) => state[name])) form.querySelector("details").open = true;
  if (bodies) bodies.then(({ ask }) => ask(state.q));
  const status = byId("search-status");
  const query = queryOf(state, prefixes);
  if (!query.length && !Object.keys(filtersOf(state)).length) {
    clear();
    status.textContent = "";
    showHelp(true);
    index.begin().catch(() => {}); // the page asked for it before the scripts; who types next has it
    return;
  }
  box.setAttribute("aria-busy", "true");
  status.textContent = messages.searching;
  const slow = setTimeout(() => { if (own === request) showFailure(state, messages.slow); }, PATIENCE);
  try {
    const start = (state.page - 1) * PER_PAGE;
    await pause();
    if (messages.spans && !spans) spans = new (await import("./spans.js")).Spans(index, messages.spans);
    const found = await (spans || index).find(state.q, query, { filters: filtersOf(state), sort: state.sort, start, count: PER_PAGE, all: state.all, older: state.older });
    if (own !== request) return;
    const total = found.numbered.length ? 1 : found.results.count.count;
    if (state.page > 1 && total && !found.numbered.length && !found.records.length) {
      history.replaceState(null, "", addressOf({ ...state, page: Math.ceil(total / PER_PAGE) }));
      await update(moved);
      return;
    }
    await pause();
    if (own !== request) return;
    clear();
    if (found.numbered.length) showNumbered(found.numbered, state);
    else await showResults(found, state, query, own);
    if (moved) status.focus();
  } catch (error) {
    if (own !== request) return;
    // A new build may lie there since the page was opened: what is known of the old one is forgotten.
    (spans || index).forget();
    if (!again) {
      await update(moved, true);
      return;
    }
    showFailure(state, messages.failed);
    console.warn(error);
  } finally {
    clearTimeout(slow);
    if (own === request) box.removeAttribute("aria-busy");
  }
}

function showFailure(state, message) {
  clear();
  byId("search-status").textContent = message;
  byId("search-hints").append(element("p", { role: "alert" }, link(state, messages.retry), " · ", element("a", { href: box.dataset.catalog }, messages.browse)));
}

// What can be found, frequent words, the newest: where nothing is asked or found. Its links are there only then.
function showHelp(isWanted) {
  const place = byId("search-ways");
  fill(place, ...(isWanted ? [document.importNode(byId("search-help").content, true)] : []));
  place.hidden = !isWanted;
}

// A document number leads to its document alone.
function showNumbered(records, state) {
  titlePage(state);
  const words = parseQuery(records[0].numbers[0]);
  fill(byId("search-status"), messages.numbered, " ", link({ ...state, all: "1" }, messages.all));
  byId("search-found").hidden = false;
  fill(byId("hits"), ...records.map((record) => item(record, { words, snippet: () => ({ parts: markParts(record.texts[0] || "", []) }) })));
}

// What holds part of a question, under what holds all of it.
function showPartial(found, answers, state, isAll) {
  if (isAll) byId("search-status").textContent = messages.partial;
  const list = element("ol", { class: "gk-list gk-hits" }, ...found.map((record) => item(record, answers)));
  fill(byId("search-others"), isAll ? "" : element("p", { class: "gk-partial" }, messages.partial_more), list);
  loadRest(list, answers, 0, resting(state));
}

async function showResults({ results, records, answers, found }, state, query, own) {
  if (bodies) bodies.then(({ inOrder }) => inOrder(results, answers, labelOf));
  const status = byId("search-status");
  titlePage(state);
  const filtered = facetsOf(index.manifest.filters).some((name) => state[name]);
  if (!results.count.count) {
    const isShort = query.length && query.every((word) => [...word.form].length < 2) && !results.ranked.length;
    status.textContent = isShort ? messages.too_short : messages.none;
    if (found.length) showPartial(found, answers, state, true);
    showYears(results, state);
    await showHints(state, found, own);
    if (own !== request) return;
    showHelp(!found.length);
    byId("search-found").hidden = !found.length && !filtered;
    // Nothing narrows what holds part of a question alone.
    byId("search-found").classList.toggle("gk-found--alone", !filtered);
    if (!filtered) return;
  } else {
    showCount(results, state);
    if (found.length) showPartial(found, answers, state, false);
  }
  showFacets(results, state);
  if (results.count.count > 1 && query.length) showSorts(state);
  const showPages = (total) => fill(byId("search-pages"), ...pagination(state, total, { messages, link }));
  const start = (state.page - 1) * PER_PAGE;
  byId("hits").start = start + 1;
  byId("search-found").hidden = false;
  fill(byId("hits"), ...records.map((record) => item(record, results)));
  const count = results.count; // before more is read, which may make it exact
  loadRest(byId("hits"), results, start, resting(state, () => {
    showCount(results, state, true);
    showFacets(results, state);
    showPages(results.count);
  }));
  showPages(count);
}

function showFacets(results, state) {
  const { categories, filters } = index.manifest;
  const labels = { ...messages.facets, ...fromEntries(filters) };
  fill(byId("facets"), ...facetsOf(filters).map((name) => facet(name, results, state, { categories, labels, messages, labelOf, link })).filter(Boolean));
  // Where nothing narrows, nothing stands beside the results.
  byId("search-found").classList.toggle("gk-found--alone", !byId("facets").childElementCount);
}

function showSorts(state) {
  const [first, second] = ["relevance", "date"].map((sort) => (
    sort === state.sort ? element("strong", { "aria-current": "true" }, messages.sorts[sort]) : link({ ...state, sort, page: 1 }, messages.sorts[sort])));
  fill(byId("search-sort"), messages.sort, " ", first, " · ", second, toFilters());
}

// How many there are. What is said of the number when a page is read to its end is true; before that it may be estimated.
function showCount(results, state, read = false) {
  const { count, exact } = results.count;
  const status = byId("search-status");
  // Where none of the first texts holds what their lists promise, nothing is known yet.
  if (!results.found.length && !results.sure) {
    status.textContent = !read ? messages.searching : exact ? messages.none : format(messages.unread, { count: results.left });
    return;
  }
  fill(status, format(exact ? messages.count : messages.count_about, { count }));
  if (!exact && read) status.append(" ", countButton(results));
  showYears(results, state);
}

// Of which years it is.
function showYears({ told }, state) {
  if (told) byId("search-status").append(...told(state, link, messages));
}

// A button that counts to the end.
function countButton(results) {
  const button = element("button", { type: "button", class: "gk-settle" }, messages.settle);
  const own = request;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await results.readUntil(Infinity, (read, all) => { button.textContent = `${read}/${all}`; });
    if (own === request) byId("search-status").textContent = format(messages.count, { count: results.count.count });
  });
  return button;
}

// Words nearly like those asked for, and other ways on.
async function showHints(state, found, own) {
  if (byId("search-hints").childNodes.length) return;
  const near = state.q && (!found.length || [...state.q].length <= SHORT) ? await (spans || index).nearest(state.q, prefixes) : [];
  if (own !== request) return;
  const ways = [element("a", { href: box.dataset.catalog }, messages.browse)];
  if (box.dataset.apply) ways.push(element("a", { href: box.dataset.apply }, messages.apply));
  const hints = byId("search-hints");
  if (near.length) {
    hints.append(element("p", { class: "gk-nearest" }, messages.nearest, " ", ...joinedBy(" · ", near.map((q) => link({ ...state, q, page: 1 }, q)))));
  }
  const narrowed = Object.keys(filtersOf(state));
  if (narrowed.length) ways.unshift(link({ ...state, ...fromEntries(narrowed.map((name) => [name, ""])), page: 1 }, messages.everywhere));
  hints.append(element("p", {}, ...joinedBy(" · ", ways)));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const state = { ...readState(), page: 1, older: "" };
  for (const control of form.elements) if (control.name) state[control.name] = control.value.trim();
  history.pushState(null, "", addressOf(state));
  update(true);
});
addEventListener("popstate", () => update());
update();
