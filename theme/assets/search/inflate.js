// Unpacking what the index is packed by. Browsers of some years cannot do it by themselves.

import { IndexError } from "./fields.js";

const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const STEPS = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function codeTable(lengths) {
  const counts = new Uint16Array(16), starts = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  for (let length = 1; length < 16; length++) starts[length] = starts[length - 1] + counts[length - 1];
  lengths.forEach((length, symbol) => { if (length) symbols[starts[length]++] = symbol; });
  return { counts, symbols };
}

const FIXED = codeTable([...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]);
const FIXED_STEPS = codeTable(Array(30).fill(5));

export const word = (data, place) => ((data[place] << 24) | (data[place + 1] << 16) | (data[place + 2] << 8) | data[place + 3]) >>> 0;

// The check sum of RFC 1950.
export function adler(data) {
  let low = 1, high = 0;
  for (let start = 0; start < data.length; start += 3800) {
    const end = Math.min(start + 3800, data.length);
    for (let place = start; place < end; place++) high += low += data[place];
    low %= 65521;
    high %= 65521;
  }
  return ((high << 16) | low) >>> 0;
}

// Unpacks a zlib stream (RFC 1950, 1951), with the dictionary it was packed against. Phones of some years lack this.
export function inflate(data, dictionary = new Uint8Array(0)) {
  let place = data[1] & 32 ? 6 : 2, bits = 0, count = 0;
  let out = new Uint8Array(dictionary.length + data.length * 4 + 64), end = dictionary.length;
  out.set(dictionary);
  const need = (wanted) => {
    while (count < wanted) {
      if (place >= data.length) throw new IndexError("truncated");
      bits |= data[place++] << count;
      count += 8;
    }
    const value = bits & ((1 << wanted) - 1);
    bits >>>= wanted;
    count -= wanted;
    return value;
  };
  const symbol = ({ counts, symbols }) => {
    for (let length = 1, code = 0, first = 0, index = 0; length < 16; length++) {
      code |= need(1);
      const many = counts[length];
      if (code - many < first) return symbols[index + code - first];
      index += many;
      first = (first + many) << 1;
      code <<= 1;
    }
    throw new IndexError("damaged");
  };
  const room = (wanted) => {
    if (end + wanted <= out.length) return;
    const larger = new Uint8Array((end + wanted) * 2);
    larger.set(out.subarray(0, end));
    out = larger;
  };
  if (data.length < 6 || (data[0] & 15) !== 8) throw new IndexError("damaged");
  if (data[1] & 32 && adler(dictionary) !== word(data, 2)) throw new IndexError("of another build");
  for (let last = 0; !last;) {
    last = need(1);
    const kind = need(2);
    if (kind === 0) {
      bits = count = 0;
      const length = data[place] | (data[place + 1] << 8);
      place += 4;
      if (place + length > data.length) throw new IndexError("truncated");
      room(length);
      out.set(data.subarray(place, place + length), end);
      end += length;
      place += length;
      continue;
    }
    let literals = FIXED, steps = FIXED_STEPS;
    if (kind === 2) {
      const many = need(5) + 257, manySteps = need(5) + 1, codes = need(4) + 4;
      const lengths = new Uint8Array(19);
      for (let code = 0; code < codes; code++) lengths[CODE_ORDER[code]] = need(3);
      const table = codeTable([...lengths]);
      const all = [];
      while (all.length < many + manySteps) {
        const code = symbol(table);
        if (code < 16) all.push(code);
        else {
          const repeated = code === 16 ? all[all.length - 1] : 0;
          for (let left = code === 16 ? 3 + need(2) : code === 17 ? 3 + need(3) : 11 + need(7); left; left--) all.push(repeated);
        }
      }
      literals = codeTable(all.slice(0, many));
      steps = codeTable(all.slice(many));
    }
    for (;;) {
      const code = symbol(literals);
      if (code === 256) break;
      room(258);
      if (code < 256) out[end++] = code;
      else {
        const length = LENGTHS[code - 257] + need(LENGTH_BITS[code - 257]);
        const step = symbol(steps);
        const back = STEPS[step] + need(step < 4 ? 0 : (step >> 1) - 1);
        if (back > end) throw new IndexError("damaged");
        for (let left = length; left; left--, end++) out[end] = out[end - back];
      }
    }
  }
  const found = out.subarray(dictionary.length, end);
  if (adler(found) !== word(data, Math.min(place, data.length - 4))) throw new IndexError("damaged");
  return found;
}
