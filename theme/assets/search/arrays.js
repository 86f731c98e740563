// What arrays and objects of newer browsers can do by themselves. The oldest we are written for: Chromium 64, Safari 12.

export function flatMap(list, part) {
  const found = [];
  for (const one of list) for (const value of part(one)) found.push(value);
  return found;
}

export function fromEntries(entries) {
  const found = {};
  for (const [name, value] of entries) found[name] = value;
  return found;
}
