// Numbers that are written in Han characters, and the same in figures.

const DIGITS = "零一二三四五六七八九";
const SIGNS = "零〇○一二两三四五六七八九十百";
// A year stands before its sign, before a bracket, before the figure of a document number, or by itself.
const YEAR = /(?:二[零〇○]|一九)[零〇○一二三四五六七八九]{2}(?![零〇○一二两三四五六七八九十百千万亿])|[零〇○一二三四五六七八九]{4}(?=[年)\]〕】］）]|第?(?:\d{1,6}|[零〇○一二两三四五六七八九十百]{1,5})号)/g;
const SHORT_YEAR = /(^|[^\d零〇○一二三四五六七八九十])([12二][零〇○一二三四五六七八九]|[123]\d)年/g;
const COUNTED = new RegExp(`[${SIGNS}]{1,4}(?=月份?(?![${SIGNS}]|龄)|号)`, "g");
const ORDINAL = new RegExp(`第(\\d{1,3}|[${SIGNS}]{1,5})(?=[^\\d${SIGNS}])`, "g");
const QUARTER = /(^|[^第\d])([1-4一二三四])季度/g;

const NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const ROUND = new RegExp(`\\b(${NAMES.join("|")}) (hundred|thousand)\\b`, "gi");

const digit = (sign) => ("〇○".includes(sign) ? 0 : sign === "两" ? 2 : DIGITS.indexOf(sign));

// The number that signs say: by place (二〇二三) or by name (二十三).
function numberOf(signs) {
  if (!/[十百]/.test(signs)) return Number([...signs].map(digit).join(""));
  let sum = 0, last = 0;
  for (const sign of signs) {
    if (sign === "百" || sign === "十") {
      sum += (last || 1) * (sign === "百" ? 100 : 10);
      last = 0;
    } else last = digit(sign);
  }
  return sum + last;
}

// A number below a thousand by name.
function nameOf(number) {
  const hundreds = Math.floor(number / 100), tens = Math.floor((number % 100) / 10), ones = number % 10;
  const inTens = tens ? (tens > 1 || hundreds ? DIGITS[tens] : "") + "十" : hundreds && ones ? "零" : "";
  return (hundreds ? `${DIGITS[hundreds]}百` : "") + inTens + (ones || !number ? DIGITS[ones] : "");
}

// A text with its years, months, document numbers and round numbers in figures: 二〇二三年三月 is 2023年3月, 23年预算 is 2023年预算,
// five hundred is 500.
export function inFigures(text) {
  const round = text.replace(ROUND, (all, name, zeros) => (NAMES.indexOf(name.toLowerCase()) + 1) * (zeros.toLowerCase() === "hundred" ? 100 : 1000));
  const years = round.replace(YEAR, (signs) => (/^(?:19|20)/.test(String(numberOf(signs))) ? String(numberOf(signs)) : signs));
  const whole = years.replace(SHORT_YEAR, (all, before, year) => `${before}20${/\d/.test(year) ? year : [...year].map(digit).join("")}年`);
  return whole.replace(COUNTED, (signs) => String(numberOf(signs)));
}

// A text with its ordinals in the other writing: 第12条 and 第十二条, 3季度 and 第三季度.
export function otherOrdinals(text) {
  const whole = text.replace(QUARTER, (all, before, number) => `${before}第${/\d/.test(number) ? nameOf(Number(number)) : number}季度`);
  if (whole !== text) return whole;
  return text.replace(ORDINAL, (all, number) => (/\d/.test(number) ? `第${nameOf(Number(number))}` : `第${numberOf(number)}`));
}
