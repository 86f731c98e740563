// What a question says: a document number, a year and a month, and the terms it is about.

import { inFigures, otherOrdinals } from "./numerals.js";

const NUMBER = /^([a-z\u3400-\u9fff]*?)[(\[〔【［（]?((?:19|20)\d\d)(?:[)\]〕】］）]年?|年度?|[-/])?(?:第|no\.?)?0*(\d{1,6})号?(?:文件|文)?$/;
const TURNED = /^((?:19|20)\d\d)年([a-z\u3400-\u9fff]+?)第?0*(\d{1,6})号(?:文件|文)?$/; // 2023年云卫发12号
const FIGURE = /^([a-z\u3400-\u9fff]*?)第?0*(\d{1,6})号(?:文件|文)?$/;
const INSIDE = /[(\[〔【［（]?((?:19|20)\d\d)(?:[)\]〕】］）]年?|年)第?0*(\d{1,6})号/;
const DATE = /(?:^|[^\d])((?:19|20)\d\d)(?![\d])(?:年度?|[-/.](?=\d))?(?:(\d{1,2})(?:月|(?![\d])))?/;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const MONTH = new RegExp(`\\b(${MONTHS.join("|")})\\b`);
const MEANT = 0.8; // how much of the weight of a word what it means has
const FULL = 3; // so many terms of a meaning have all of it
// People count what they do, and say that it is done: 拍个胸片 is 拍胸片, 开一家诊所 is 开诊所, 买了台车 is 买车, 办过证 is 办证.
const COUNTED = /([打拍验开做办看查抽交领买写补换挂建修租])(?:[了过]?(?:[一两几][个次张份家台套辆间本笔]|个)|了[台套辆间本笔家张份次]?(?![解结如不])|过(?![程户期敏滤去世年节量渡问错]))(?=[\u3400-\u9fff])/g;
// What stands between the parts of a word that people part: 打哪些针 and 打不了针 are 打针, 上不起学 is 上学, 丢了工作 is 丢工作,
// 办一家小医院 is 办医院, pay for your crossings is pay for crossings.
const PARTING = /[得不](?:下来|[了起到上成完着动好])|什么|啥子?|哪[些个种几]?|[那这][个种些]|多少|[一两几][个种次张份家台套辆间本笔趟]|个|[了过完好着]|\b(?:an?|the|your|my|our|their|this|that|any|some) /g;
const SIZED = /([办开建])[小大新]/g;
// By whom it is done stands between 被 and the verb: 被公司给炒了 is 被炒.
const DONE_BY = /被(?:公司|单位|工?厂[里子]?|店[里家]?|老板|领导|人家?|别人|邻居|医院|学校|老师|警察|交警|城管|村里|政府|物业|房东|中介)(?:给)?(?=[\u3400-\u9fff])/g;
// After 多少 and 几 what is counted may have a measure before it: 多少张病床 asks for 病床.
const AMOUNT = /(?:多少|几)$/;
const MEASURE = /\r(?:[张份套辆间笔所亩]|个(?!人|体|税)|次(?!数)|家(?![庭长属政电])|件|台(?!风))(?=[\u3400-\u9fff]{2})/g;
const LATIN_WORD = /[a-z]{3}/i;
const LATIN = /[a-z0-9\u00df-\u024f\u0370-\u052f]/;

const AGO = ["今年", "去年", "前年"];
const MONTH_ALONE = /(?:^|[^\d年])(1[0-2]|[1-9])月(?:份|(?!龄|以|经|子|嫂|\d))/;

const plain = (text) => inFigures(text.normalize("NFKC")).toLowerCase().replace(/[\s‐‑‒–—―−-]+/g, (signs) => (/[^\s]/.test(signs) ? "-" : "")).replace(/[《》“”"']/g, "");

// The parts of a document number, however it is written: its letters, its year where it has one, its figure.
export function readNumber(text) {
  const form = plain(text);
  const whole = NUMBER.exec(form);
  if (whole) return { prefix: whole[1].replace(/字$/, ""), year: whole[2], figure: whole[3] };
  const turned = TURNED.exec(form);
  if (turned) return { prefix: turned[2], year: turned[1], figure: turned[3] };
  const alone = FIGURE.exec(form);
  return alone ? { prefix: alone[1], year: "", figure: alone[2] } : undefined;
}

// Where a word stands in a form that is not inside another word of letters.
export function findWord(form, word) {
  for (let at = form.indexOf(word); at >= 0; at = form.indexOf(word, at + 1)) {
    const before = form.charAt(at - 1), after = form.charAt(at + word.length);
    if (!(LATIN.test(before) && LATIN.test(word[0])) && !(LATIN.test(after) && LATIN.test(word[word.length - 1]))) return at;
  }
  return -1;
}

// What is known of how people ask, which comes in the form in which questions are compared.
export class Vocabulary {
  constructor({ asking, said }, terms) {
    this.terms = terms;
    const words = (text) => text.split(",").filter(Boolean);
    // Each word with what it means, line by line, or with nothing where it only asks; the longest first, so that what is part of
    // another says nothing by itself.
    const lines = new Map();
    for (const [say, mean] of said.split("\n").filter(Boolean).map((line) => line.split("=").map(words))) {
      for (const word of say) lines.set(word, (lines.get(word) || []).concat([mean]));
    }
    this.words = [...lines].concat(words(asking).map((word) => [word, undefined]));
    this.words.sort(([one, meant], [other, otherMeant]) => other.length - one.length || Boolean(otherMeant) - Boolean(meant));
  }

  // The words, each with what it means, that a form holds in two parts; not where it holds a word that means the same.
  parted(form, meant) {
    const joined = form.replace(PARTING, "").replace(SIZED, "$1").replace(DONE_BY, "被");
    if (joined === form) return [];
    return this.words.filter(([word, meanings]) => meanings && findWord(joined, word) >= 0 && findWord(form, word) < 0 && !meant.some(([, same]) => same.some((line) => meanings.includes(line))));
  }

  // The terms with how much each weighs, the parts of what is asked, what the question says of the time, and whether words were met that only ask.
  read(text) {
    const terms = new Map();
    const add = (term, weight) => terms.set(term, Math.max(weight, terms.get(term) || 0));
    const form = plain(text);
    const number = INSIDE.exec(form);
    const date = number ? null : DATE.exec(form);
    const month = MONTH.exec(text.toLowerCase());
    const alone = date ? null : MONTH_ALONE.exec(form);
    const named = date && date[2] ? Number(date[2]) : alone ? Number(alone[1]) : month ? MONTHS.indexOf(month[1]) + 1 : 0;
    const time = { year: date ? Number(date[1]) : 0, month: named, ago: date ? -1 : AGO.findIndex((word) => form.includes(word)) };
    let rest = inFigures(text.normalize("NFKC"));
    if (time.ago >= 0) rest = rest.replace(AGO[time.ago], " ");
    if (alone) rest = rest.replace(/(1[0-2]|[1-9])月份?/, " ");
    if (number) {
      add(`#${number[1]}/${number[2]}`, 3);
      rest = rest.replace(/[(\[〔【（]?\s*(?:19|20)\d\d\s*[)\]〕】）]?\s*年?\s*第?\s*\d{1,6}\s*号/, " ");
    } else if (date) rest = rest.replace(/(?:19|20)\d\d\s*(?:年度?|[-/.](?=\d))?\s*(?:\d{1,2}\s*月)?/, " ");
    rest = rest.replace(COUNTED, "$1");
    // Grams never cross a cut.
    const parts = []; // what a question is about, each with its names as terms: its own, and what it may mean
    const pieces = rest.split(/[\s,，、。；;：:？?！!（）()]+/).filter(Boolean);
    const spaced = LATIN.test(rest.toLowerCase()) ? [rest] : pieces;
    const meant = [];
    let asks = false;
    for (const piece of spaced) {
      let left = this.terms.fold(piece);
      for (const [word, meanings] of this.words) {
        for (let at = findWord(left, word); at >= 0; at = findWord(left, word)) {
          if (meanings) meant.push([word, meanings]);
          else asks = true;
          left = `${left.slice(0, at)}${AMOUNT.test(word) ? "\r" : "\n"}${left.slice(at + word.length)}`;
        }
      }
      meant.push(...this.parted(this.terms.fold(piece), meant));
      for (const part of left.replace(MEASURE, "\n").split(/[\r\n]/)) {
        const found = this.terms.ofForm(part);
        for (const term of found) add(term, 1);
        if (found.some((term) => [...term].length > 1)) parts.push([found]);
      }
    }
    for (const term of this.terms.parts(rest)) add(term, 1);
    const other = otherOrdinals(rest);
    if (other !== rest) for (const term of this.terms.of(other)) add(term, 1);
    if (time.month && LATIN_WORD.test(rest)) for (const term of this.terms.of(MONTHS[time.month - 1] || "")) add(term, 1);
    for (const [word, lines] of meant) {
      const own = this.terms.ofForm(word);
      for (const term of own) add(term, 1);
      parts.push([own, ...[].concat(...lines).map((meaning) => this.terms.of(meaning))]);
      // A meaning of many signs says no more than one of a few, nor many meanings much more than one.
      for (const meanings of lines) {
        for (const meaning of meanings) {
          const found = this.terms.of(meaning);
          for (const term of found) add(term, (MEANT / Math.sqrt(meanings.length)) * Math.min(1, FULL / found.length));
        }
      }
    }
    // A single character says something only where there is nothing else.
    const long = [...terms.keys()].filter((term) => [...term].length > 1);
    if (long.length) for (const term of terms.keys()) if (term >= "\u3400" && [...term].length === 1) terms.delete(term);
    return { terms, parts, time, asks, number: number ? { year: number[1], figure: number[2] } : undefined };
  }
}
