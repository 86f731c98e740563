// Finds items whose title, numbers, summary or keywords contain every word of the query.
// The form of a text for comparison is that of generator/text.py: width, case, brackets and white space do not count.
(() => {
  "use strict";
  const status = document.getElementById("results");
  const hits = document.getElementById("hits");
  const root = status.dataset.root;
  const query = new URLSearchParams(location.search).get("q") || "";
  document.getElementById("query").value = query;

  const brackets = { "〔": "[", "［": "[", "【": "[", "〖": "[", "（": "(", "「": "(", "『": "(", "〕": "]", "］": "]", "】": "]", "〗": "]", "）": ")", "」": ")", "』": ")" };
  const searchForm = (text) =>
    text.replace(/[〔［【〖（「『〕］】〗）」』]/g, (sign) => brackets[sign]).normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  const textOf = (item) =>
    searchForm([item.title, item.doc_number, item.index_number, item.summary, (item.keywords || []).join("\n")].filter(Boolean).join("\n"));

  const row = (item) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + item.address;
    link.textContent = item.title;
    const facts = document.createElement("span");
    facts.className = "gk-list__facts";
    facts.textContent = [item.doc_number, item.published].filter(Boolean).join("  ");
    entry.append(link, facts);
    return entry;
  };

  const words = query.split(/\s+/).map(searchForm).filter(Boolean);
  if (words.length === 0) return;
  fetch(root + "catalog.json")
    .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
    .then((catalog) => {
      const found = catalog.items.filter((item) => words.every((word) => textOf(item).includes(word)));
      status.textContent = found.length ? status.dataset.count.replace("{count}", found.length) : status.dataset.none;
      hits.replaceChildren(...found.slice(0, 200).map(row));
    })
    .catch(() => { status.textContent = status.dataset.failed; });
})();
