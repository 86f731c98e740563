// Which characters people in the mainland do not type: those that GB 2312 has not, traditional ones and radicals above all.

const HAN = /[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]/;
const ROWS = [0xb0, 0xf7], CELLS = [0xa1, 0xfe];

let everyday; // the characters of GB 2312, or none where the browser does not know that encoding

function readEveryday() {
  const bytes = [];
  for (let row = ROWS[0]; row <= ROWS[1]; row++) for (let cell = CELLS[0]; cell <= CELLS[1]; cell++) bytes.push(row, cell);
  try {
    return new Set(new TextDecoder("gbk").decode(Uint8Array.from(bytes)));
  } catch (error) {
    return new Set();
  }
}

// Whether a text has a character for which the usual one may have to be looked up.
export function isUnusual(text) {
  return [...text].some((sign) => HAN.test(sign) && !(everyday = everyday || readEveryday()).has(sign));
}
