// The searches of the bodies of a portal, where whole texts are searched: they are asked the same, and those that have most of what
// was found come first.

const links = [...document.querySelectorAll("[data-search]")];

export function ask(text) {
  for (const link of links) link.href = link.dataset.search + (text ? `?q=${encodeURIComponent(text)}` : "");
}

// By what was found, or where that is nothing by what holds part of it; `labelOf` gives the name of a body.
export function inOrder(results, answers, labelOf) {
  const found = (results.candidates.length || !answers ? results : answers).counts("department");
  const counts = new Map([...found].map(([id, count]) => [labelOf("department", id), count]));
  const of = (link) => counts.get(link.textContent) || 0;
  const sorted = links.map((link, place) => ({ link, place })).sort((one, other) => of(other.link) - of(one.link) || one.place - other.place);
  for (const { link } of sorted) link.closest("ul").append(link.closest("li"), " ");
}
