// Reading what was written by byte pair encoding (generator/render/search/byte_pairs.py).

import { IndexError } from "./fields.js";

const CHECK = 4;
const ONE_BYTE = 128;
const ESCAPE = 255;

export class Pieces {
  // `data` are the pieces as they are sent.
  constructor(data) {
    this.check = data.subarray(0, CHECK);
    let place = CHECK;
    const number = () => {
      let value = 0, shift = 1, byte;
      do {
        byte = data[place++];
        value += (byte & 127) * shift;
        shift *= 128;
      } while (byte > 127);
      return value;
    };
    const texts = [];
    for (let left = number(), point = 0; left; left--) texts.push(String.fromCodePoint((point += number())));
    const signs = texts.length;
    const sizes = [];
    for (let left = number(); left; left--) sizes.push(number());
    const many = sizes.reduce((sum, size) => sum + size, 0), total = signs + many;
    const planes = data.length - total - 2 * many;
    for (const size of sizes) {
      let left = 0;
      for (let count = 0; count < size; count++) {
        const pair = texts.length - signs;
        left += number();
        texts.push(texts[left] + texts[(data[planes + pair] << 8) | data[planes + many + pair]]);
      }
    }
    const commonness = data.subarray(planes + 2 * many);
    const order = texts.map((_, symbol) => symbol).sort((one, other) => commonness[other] - commonness[one] || one - other);
    this.texts = order.map((symbol) => texts[symbol]);
  }

  decode(data) {
    let text = "";
    for (let place = 0; place < data.length;) {
      const byte = data[place++];
      if (byte < ONE_BYTE) text += this.texts[byte];
      else if (byte < ESCAPE) text += this.texts[((byte - ONE_BYTE) << 8) + data[place++] + ONE_BYTE];
      else {
        text += String.fromCodePoint((data[place] << 16) | (data[place + 1] << 8) | data[place + 2]);
        place += 3;
      }
    }
    return text;
  }
}

// The text of bytes, which may be written by pieces.
export function textOf(data, pieces) {
  if (!pieces) return new TextDecoder().decode(data);
  try {
    return pieces.decode(data);
  } catch (error) {
    throw new IndexError("damaged");
  }
}
