// The lists of a shard: for each gram the documents that hold it, for each term the best. generator/render/search/shards.py writes them.

import { IndexError, TEXT } from "./fields.js";
import { adler, inflate, word } from "./inflate.js";

// A reader of numbers one after another.
function varints(data, place) {
  const number = () => {
    let value = 0, shift = 1, byte;
    do {
      if (number.place >= data.length) throw new IndexError("truncated");
      byte = data[number.place++];
      value += (byte & 127) * shift;
      shift *= 128;
    } while (byte > 127);
    return value;
  };
  number.place = place;
  return number;
}

// How many low bits of a number are written as they are, where so many numbers leave out so many others of a range.
function parameter(others, count) {
  return Math.max(0, 31 - Math.clz32(Math.floor((others * 31) / (32 * count))));
}

// A reader of numbers in bits: the high part in noughts, a one, the low bits.
function bitNumbers(data) {
  let place = 0, hold = 0, left = 0; // the next bits, from the highest, and how many there are
  const fill = () => {
    for (; left <= 24 && place < data.length; left += 8) hold |= data[place++] << (24 - left);
  };
  return (low) => {
    let high = 0;
    fill();
    let noughts = Math.clz32(hold);
    while (noughts >= left) {
      if (place >= data.length) throw new IndexError("truncated");
      high += left;
      hold = left = 0;
      fill();
      noughts = Math.clz32(hold);
    }
    hold = (hold << noughts) << 1;
    left -= noughts + 1;
    if (!low) return high + noughts;
    fill();
    if (left < low) throw new IndexError("truncated");
    const value = ((high + noughts) << low) | (hold >>> (32 - low));
    hold <<= low;
    left -= low;
    return value;
  };
}

// So many numbers of a range, from the steps between them.
function places(next, count, others) {
  const low = parameter(others, count);
  const found = new Int32Array(count);
  for (let at = 0, last = -1; at < count; at++) found[at] = last += next(low) + 1;
  return found;
}

// The same of a list, of which the others are written where they are fewer.
function documents(next, count, base) {
  if (2 * count <= base) return places(next, count, base - count);
  const absent = count < base ? places(next, base - count, count) : [];
  const found = new Int32Array(count);
  for (let number = 0, at = 0, out = 0; number < base; number++) {
    if (absent[out] === number) out++;
    else found[at++] = number;
  }
  return found;
}

// A shard of an index with so many documents: for each gram `numbers` of documents, which of them are `marked` and their `uses`;
// for each term how many documents it has, the `numbers` of the best and their `impacts`.
export function readShard(data, stamp, base) {
  if (data.length < 4) throw new IndexError("truncated");
  const end = word(data, 0) + 4;
  if (end > data.length) throw new IndexError("truncated");
  const body = inflate(data.subarray(4, end)), raw = data.subarray(end);
  const named = [...body.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (named !== stamp) throw new IndexError("of another build");
  if (adler(raw) !== word(body, 4)) throw new IndexError("damaged");
  const number = varints(body, 8);
  const each = (count, read) => Array.from({ length: count }, (_, place) => read(place));
  const many = number(), manyOthers = number();
  // How many units its name has, whether it is a term too (8), whose documents lie inside those of the gram (16).
  const kinds = each(many, () => body[number.place++]);
  const units = kinds.reduce((sum, kind) => sum + (kind & 7), 0);
  const signs = each(units, (place) => String.fromCharCode((body[number.place++] << 8) | raw[place]));
  let start = 0;
  const names = kinds.map((kind) => signs.slice(start, (start += kind & 7)).join(""));
  const counts = each(many, number), marked = each(many, number);
  const uses = marked.map((count) => each(count, () => {
    const fields = [];
    let value;
    do {
      value = number();
      fields.push([(value >> 1) & 7, Math.floor(value / 16)]);
    } while (value % 2 === 0);
    return fields;
  }));
  const lengths = each(manyOthers, () => body[number.place++]);
  const decoder = new TextDecoder();
  const others = lengths.map((length) => decoder.decode(body.subarray(number.place, (number.place += length))));
  const terms = names.filter((_, place) => kinds[place] & 8).concat(others);
  const shown = each(terms.length, number), hidden = each(terms.length, number);
  const impacts = shown.map((count) => each(count, number));
  const next = bitNumbers(raw.subarray(units));
  const numbers = counts.map((count) => documents(next, count, base));
  const grams = new Map(), heads = new Map();
  names.forEach((name, place) => {
    const count = counts[place], rare = 2 * marked[place] <= count;
    const few = rare ? marked[place] : count - marked[place];
    grams.set(name, { numbers: numbers[place], rare, chosen: few ? places(next, few, count - few) : [], uses: uses[place] });
  });
  const inside = kinds.map((kind, place) => (kind & 16 ? numbers[place] : undefined)).filter((_, place) => kinds[place] & 8);
  terms.forEach((term, place) => {
    const all = inside[place], count = shown[place];
    const found = places(next, count, (all ? all.length : base) - count);
    heads.set(term, { count: count + hidden[place], numbers: all ? found.map((at) => all[at]) : found, impacts: impacts[place] });
  });
  return { grams, heads };
}

const ONCE_IN_TEXT = [[TEXT, 1]];

// The documents that hold a gram: [number, how often in which field].
export function readList({ numbers, rare, chosen, uses }) {
  let at = 0, next = 0;
  return Array.from(numbers, (number, place) => {
    const one = chosen[at] === place;
    if (one) at++;
    return [number, one === rare ? uses[next++] : ONCE_IN_TEXT];
  });
}
