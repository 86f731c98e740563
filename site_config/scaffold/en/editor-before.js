// The words of the program lie beside it: it asks its own folder for them, and no other host.
const kept = /^https:\/\/unpkg\.com\/@sveltia\/cms(?:@[^/]*)?\/(locales\/[\w-]+\.json|package\.json)$/;
const ask = window.fetch.bind(window);
window.fetch = (what, how) => {
  const found = kept.exec(typeof what === "string" ? what : what.url ?? String(what));
  return found ? ask(new URL(found[1], document.baseURI)) : ask(what, how);
};
