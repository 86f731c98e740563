// Pages of results: links to those near the one that is shown, and the results of a page that come as one reads on.

import { element } from "./elements.js";

export const PER_PAGE = 10;

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
// they have come; `done` is called when all are there, `failed` where they cannot be had.
export function loadRest(list, results, start, { messages, item, isCurrent, failed, done = () => {} }) {
  const shown = list.children.length;
  const missing = results.most(start, PER_PAGE) - shown;
  if (missing <= 0) return done();
  const button = element("button", { type: "button" }, messages.later);
  const place = element("div", { class: "gk-later" }, button);
  if (shown) place.style.minHeight = `${missing * 7}rem`;
  let observer;
  const load = async () => {
    if (observer) observer.disconnect();
    const hadFocus = document.activeElement === button;
    button.disabled = true;
    button.textContent = messages.searching;
    try {
      const records = await results.page(start, PER_PAGE);
      if (!isCurrent()) return;
      place.remove();
      list.append(...records.slice(shown).map((record) => item(record, results)));
      const next = hadFocus && list.children[shown];
      if (next) next.querySelector("a").focus();
      done();
    } catch (error) {
      if (isCurrent()) failed();
      console.warn(error);
    }
  };
  button.addEventListener("click", load);
  list.parentNode.insertBefore(place, list.nextSibling);
  if (!window.IntersectionObserver) {
    load();
    return;
  }
  observer = new IntersectionObserver((seen) => { if (seen.some(({ isIntersecting }) => isIntersecting)) load(); }, { rootMargin: "0px 0px -15% 0px" });
  observer.observe(place);
}
