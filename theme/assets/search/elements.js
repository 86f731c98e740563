// Elements built of texts, never of markup.

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== false) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
}

// Puts these children in the place of those that are there.
export function fill(parent, ...children) {
  parent.textContent = "";
  parent.append(...children);
}

export const marked = (parts) => parts.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));
