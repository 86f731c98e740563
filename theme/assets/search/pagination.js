// Pages of results: links to those near the one that is shown, and the results of a page that come as one reads on.

import { element } from "./elements.js";

export const PER_PAGE = 10;
// So many are read as one reads on, though none of them may hold what is asked for: in sheets of figures each piece of any number stands.
const READ_ON = 16;

// The links to pages; to the last one only where it is certain which that is. `link` makes a link to a state.
export function pagination(state, { count, exact }, { messages, link }) {
  const last = Math.ceil(count / PER_PAGE);
  if (last < 2 && state.page === 1) return [];
  const near = new Set([1, ...Array.from({ length: 5 }, (_, step) => state.page - 2 + step), exact ? last : 1]);
  const shown = [...near].filter((number) => number >= 1 && number <= last).sort((one, other) => one - other);
  const entries = [];
  if (state.page > 1) entries.push(link({ ...state, page: state.page - 1 }, messages.previous));
  shown.forEach((number, place) => {
    if (place && number - shown[place - 1] > 1) entries.push(element("span", {}, "…"));
    entries.push(number === state.page ? element("span", { "aria-current": "page" }, String(number)) : link({ ...state, page: number }, String(number)));
  });
  if (state.page < last) entries.push(link({ ...state, page: state.page + 1 }, messages.next));
  return entries;
}

// Adds the rest of a page of results to a list when one reads on to its end, or by a button there. `isCurrent` is asked when
// they have come; `done` is called when some are there, `failed` where they cannot be had. The button reads to the end.
export function loadRest(list, results, start, { messages, item, isCurrent, failed, done = () => {} }) {
  const shown = list.children.length;
  const missing = results.most(start, PER_PAGE) - shown;
  if (missing <= 0) return done();
  const button = element("button", { type: "button" }, messages.later);
  const place = element("div", { class: "gk-later" }, button);
  if (shown) place.style.minHeight = `${missing * 7}rem`;
  let observer;
  const load = async (asked) => {
    if (observer) observer.disconnect();
    const before = list.children.length;
    const hadFocus = document.activeElement === button;
    button.disabled = true;
    button.textContent = messages.searching;
    try {
      const records = await results.page(start, PER_PAGE, Infinity, asked ? Infinity : READ_ON, (read, all) => { button.textContent = `${read}/${all}`; });
      if (!isCurrent()) return;
      list.append(...records.slice(before).map((record) => item(record, results)));
      if (results.left && list.children.length < results.most(start, PER_PAGE)) {
        button.disabled = false;
        button.textContent = messages.later;
        if (records.length > before) follow();
      } else place.remove();
      const next = hadFocus && list.children[before];
      if (next) next.querySelector("a").focus();
      done();
    } catch (error) {
      if (isCurrent()) failed();
      console.warn(error);
    }
  };
  const follow = () => {
    if (observer) observer.observe(place);
    else load();
  };
  button.addEventListener("click", load);
  list.parentNode.insertBefore(place, list.nextSibling);
  if (window.IntersectionObserver) {
    observer = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) load(); }, { rootMargin: "0px 0px -15% 0px" });
  }
  follow();
}
