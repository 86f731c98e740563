// The searches of the bodies of a portal, where whole texts are searched: they are asked the same, and those of which something fits
// best come first.

const links = [...document.querySelectorAll("[data-search]")];

export function ask(text) {
  for (const link of links) link.href = link.dataset.search + (text ? `?q=${encodeURIComponent(text)}` : "");
}

// By what was found, or where that is nothing by what holds part of it; `labelOf` gives the name of a body.
export function inOrder(results, answers, labelOf) {
  const found = (results.candidates.length || !answers ? results : answers).scores();
  const known = new Map([...found].map(([id, scores]) => [labelOf("department", id), [fitOf(scores), scores.length]]));
  const of = (link) => known.get(link.textContent) || [0, 0];
  const sorted = links.map((link, place) => ({ link, place, fit: of(link) }));
  sorted.sort((one, other) => other.fit[0] - one.fit[0] || other.fit[1] - one.fit[1] || one.place - other.place);
  for (const { link } of sorted) link.closest("ul").append(link.closest("li"), " ");
}

// The best of a body counts whole, each further one three tenths of the one before: many that hardly fit say little.
function fitOf(scores) {
  return [...scores].sort((one, other) => other - one).slice(0, 12).reduce((sum, score, place) => sum + score * 0.3 ** place, 0);
}
