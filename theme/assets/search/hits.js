// A result as it is shown.

import { element, marked } from "./elements.js";
import { FILES, TEXT, shownDay } from "./fields.js";

// The end of an address that leads to the words in the text (https://wicg.github.io/scroll-to-text-fragment/).
function fragment(parts, place) {
  if (!place || place.field !== TEXT) return "";
  const found = parts.filter(({ mark }) => mark).map(({ text }) => text.trim()).sort((one, other) => other.length - one.length)[0] || "";
  return found.length > 1 ? `#:~:text=${encodeURIComponent(found).replace(/-/g, "%2D")}` : "";
}

// The way to an address of the site, or of another one where it is given in full.
const wayTo = (root, address) => (/^https?:\/\//.test(address) ? address : root + address);

// The entry of a record that `results` found. `messages` are what the page says, `states` the words for states, `root` leads to the
// site's root, `labelOf` gives what people read for a value, `markParts` cuts a text at what was looked for.
export function hit(record, results, { messages, states, root, labelOf, markParts }) {
  const asked = results.words.filter((word) => !word.excluded).map((word) => word.form);
  const { parts, place } = results.snippet(record);
  const title = element("a", { href: wayTo(root, record.address) + fragment(parts, place), lang: record.language }, ...marked(markParts(record.title, asked)));
  const stateWord = record.state && states[record.state];
  const [number, ...others] = record.numbers.map((one) => [one, markParts(one, asked)]);
  const facts = [
    record.date && element("time", { datetime: record.date }, shownDay(record.date, messages.dates)),
    ...record.category.slice(0, 1).map((id) => element("span", {}, labelOf("category", id))),
    record.kind !== "item" && element("span", {}, messages.kinds[record.kind]),
    record.department && element("span", {}, labelOf("department", record.department)),
    others.length && number[0] ? element("span", {}, ...marked(number[1])) : undefined,
    // What nobody knows by heart is shown where it was looked for.
    ...(others.length ? others : [number]).filter((one) => one && one[1].some(({ mark }) => mark)).map(([, found]) => element("span", {}, ...marked(found))),
  ].filter(Boolean);
  const found = record.places.find(({ field }) => field === FILES);
  const where = found && element("p", { class: "gk-hits__where" }, `${messages.in_file}${messages.colon}`, element("a", { href: root + found.file.link }, ...marked(markParts(found.file.name, asked))));
  return element("li", {},
    element("h2", {}, title, stateWord ? " " : "", stateWord ? element("strong", { class: `gk-state gk-state--${record.state}` }, stateWord) : ""),
    parts.some(({ text }) => text) ? element("p", { class: "gk-hits__text", lang: record.language }, ...marked(parts)) : undefined,
    where || undefined,
    element("p", { class: "gk-list__facts" }, ...facts));
}
