// Filters come after the results. Where there is no room beside them they are folded, with a way there from the top.

import { element } from "./elements.js";

const narrow = document.getElementById("narrow");
const wide = matchMedia("(min-width: 60rem)");
const unfold = () => { narrow.open = wide.matches; };
wide.addListener(unfold); // Safari 12 knows no other
unfold();

// A link to the filters, where they are folded.
export function toFilters() {
  const made = element("a", { href: "#narrow", class: "gk-narrow__way" }, document.getElementById("facets").getAttribute("aria-label"));
  made.addEventListener("click", (event) => {
    event.preventDefault();
    narrow.open = true;
    narrow.scrollIntoView();
    narrow.querySelector("summary").focus();
  });
  return made;
}
