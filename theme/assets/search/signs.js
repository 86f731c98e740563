// Which characters people in the mainland do not type: those that GB 2312 has not, traditional ones and radicals above all.

const HAN = /[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]/;
const ROWS = [0xb0, 0xf7], CELLS = [0xa1, 0xfe];

let everyday; // the characters of GB 2312, or none where the browser does not know that encoding

function readEveryday() {
  const bytes = new Uint8Array(2 * (ROWS[1] - ROWS[0] + 1) * (CELLS[1] - CELLS[0] + 1));
  let place = 0;
  for (let row = ROWS[0]; row <= ROWS[1]; row++) {
    for (let cell = CELLS[0]; cell <= CELLS[1]; cell++) {
      bytes[place++] = row;
      bytes[place++] = cell;
    }
  }
  try {
    return new TextDecoder("gbk").decode(bytes);
  } catch (error) {
    return "";
  }
}

// Whether a text has a character for which the usual one may have to be looked up.
export function isUnusual(text) {
  return [...text].some((sign) => HAN.test(sign) && !(everyday = everyday || readEveryday()).includes(sign));
}
