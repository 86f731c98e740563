// Facets: the values of a column that results have, each with how many there are and a link that filters by it.

import { element } from "./elements.js";

const MOST = 12; // values of a facet shown at once

const parentOf = (id) => id.split("/").slice(0, -1).join("/");

// The categories of the tree as far as it is opened; where all lies in one branch, that is open.
function openCategories(categories, counts, chosen) {
  const present = Object.keys(categories).filter((id) => counts.has(id));
  const opened = new Set([""]);
  for (let inside = present.filter((id) => !parentOf(id)); inside.length === 1; inside = present.filter((id) => parentOf(id) === inside[0])) opened.add(inside[0]);
  return present.filter((id) => opened.has(parentOf(id)) || chosen === parentOf(id) || chosen.startsWith(`${parentOf(id)}/`));
}

function valuesOf(name, counts, chosen, categories) {
  if (name === "category") return openCategories(categories, counts, chosen);
  const values = [...counts.keys()];
  return name === "year" ? values.sort().reverse() : values.sort((one, other) => counts.get(other) - counts.get(one));
}

// The same with what is chosen, and the branch it is in, at the beginning where it would be folded.
function withChosen(values, chosen) {
  const top = chosen.split("/")[0];
  const isNear = (value) => value === chosen || value.split("/")[0] === top;
  if (!values.slice(MOST).some(isNear)) return values;
  return values.filter(isNear).concat(values.filter((value) => !isNear(value)));
}

// The facet of a column, or nothing where there is nothing to choose. `link` makes a link to a state.
export function facet(name, results, state, { categories, labels, messages, labelOf, link }) {
  const counts = results.counts(name);
  const chosen = state[name] || "";
  const values = withChosen(valuesOf(name, counts, chosen, categories), chosen);
  const narrows = values.length > 1 && values.some((value) => counts.get(value) < results.candidates.length);
  if (!chosen && !narrows) return undefined;
  const sign = results.count.exact ? "" : "≤ ";
  const entries = values.map((value) => {
    const depth = name === "category" ? value.split("/").length - 1 : 0;
    const isChosen = value === chosen;
    const off = isChosen ? element("span", { class: "gk-facets__off", "aria-hidden": "true" }, " ×") : undefined;
    const choice = link({ ...state, [name]: isChosen ? "" : value, page: 1 }, labelOf(name, value), off);
    if (isChosen) choice.setAttribute("aria-current", "true");
    return element("li", depth ? { class: `gk-tree__level${depth}` } : {}, choice, ` (${sign}${counts.get(value)})`);
  });
  const rest = entries.splice(MOST);
  return element("section", {}, element("h2", {}, labels[name]), element("ul", {}, ...entries),
    rest.length ? element("details", {}, element("summary", {}, messages.more), element("ul", {}, ...rest)) : undefined);
}
