// Reading the long texts of attachments (generator/render/search/figures.py).

import { IndexError } from "./fields.js";
import { adler, inflate, word } from "./inflate.js";

const SIGN = 0xe000;
const RUNS = /[\ue001-\ue009]/g;

export function readText(data) {
  const decoder = new TextDecoder();
  if (data[0] !== 0) return decoder.decode(inflate(data));
  const end = word(data, 0) + 8;
  if (data.length < 8 || end > data.length) throw new IndexError("truncated");
  const rest = decoder.decode(inflate(data.subarray(8, end))), bits = data.subarray(end);
  if (adler(bits) !== word(data, 4)) throw new IndexError("damaged");
  let figures = "";
  for (let place = 0; place + 10 <= bits.length * 8; place += 10) {
    const byte = place >> 3;
    const pair = (bits[byte] << 8) | (byte + 1 < bits.length ? bits[byte + 1] : 0);
    figures += String(((pair >> (6 - (place & 7))) & 1023)).padStart(3, "0");
  }
  let start = 0;
  return rest.replace(RUNS, (sign) => figures.slice(start, (start += sign.charCodeAt(0) - SIGN)));
}
