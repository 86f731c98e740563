// The lists of a shard: for each gram the documents that hold it. generator/render/search/postings.py writes them.

import { IndexError, TEXT } from "./fields.js";

export function readVarints(data) {
  const values = [];
  let value = 0, shift = 1;
  for (const byte of data) {
    value += (byte & 127) * shift;
    if (byte > 127) shift *= 128;
    else {
      values.push(value);
      value = 0;
      shift = 1;
    }
  }
  return values;
}

const ONCE_IN_TEXT = [[TEXT, 1]];

// A shard: the lists of its grams, and those of its terms.
export function readShard(data, stamp) {
  const named = [...data.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (named !== stamp) throw new IndexError("of another build");
  const end = 8 + (data[4] << 24 | data[5] << 16 | data[6] << 8 | data[7]);
  return { grams: readLists(data.subarray(8, end)), heads: readLists(data.subarray(end)) };
}

// The two runs of each list, by name.
function readLists(data) {
  const lists = new Map();
  let place = 0;
  const number = () => {
    let value = 0, shift = 1, byte;
    do {
      byte = data[place++];
      value += (byte & 127) * shift;
      shift *= 128;
    } while (byte > 127);
    return value;
  };
  const take = (length) => data.subarray(place, (place += length));
  const decoder = new TextDecoder();
  while (place < data.length) {
    const gram = decoder.decode(take(number()));
    const steps = number(), uses = number();
    lists.set(gram, { steps: take(steps), uses: take(uses) });
  }
  return lists;
}

// The documents that hold a gram: [number, how often in which field].
export function readList({ steps, uses }) {
  const found = [];
  const rest = readVarints(uses);
  let number = -1, next = 0;
  for (const step of readVarints(steps)) {
    number += Math.floor(step / 2) + 1;
    if (step % 2 === 0) found.push([number, ONCE_IN_TEXT]);
    else {
      const fields = [];
      let value;
      do {
        value = rest[next++];
        fields.push([(value >> 1) & 7, Math.floor(value / 16)]);
      } while (value % 2 === 0);
      found.push([number, fields]);
    }
  }
  return found;
}
