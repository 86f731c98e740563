// The files of the index: what of them is loaded, and what stands in them.
// docs/search.md tells what each holds; generator/render/search/index.py writes them.

import { Pieces, textOf } from "./byte-pairs.js";
import { IndexError, KINDS, isoDay } from "./fields.js";
import { inflate } from "./inflate.js";
import { NO_NEWEST, Newest } from "./newest.js";
import { readList, readShard } from "./postings.js";
import { shardOf } from "./text.js";

export class IndexFiles {
  // `load` gives the bytes of an address, or fails; `ahead` by name what was asked for already: the texts of plain files, the bytes of others.
  constructor(folder, load = loadBytes, ahead = readKept(folder)) {
    this.folder = folder;
    this.load = load;
    this.forget();
    this.ahead = ahead;
  }

  // Forgets everything, as if nothing had been loaded. What the browser keeps is asked about again from now on.
  forget() {
    this.fresh = this.files !== undefined;
    this.files = new Map();
    this.shards = new Map();
    this.loads = 0; // how many files were asked for
    this.bytes = 0; // and what came of lists and texts
    this.opening = undefined;
    this.isOpen = false;
    this.plain = new Map();
    this.ahead = {};
  }

  // The file that says how the others are cut, and the columns by which documents are sorted and counted.
  open() {
    if (!this.opening) {
      this.opening = this.start().catch((error) => {
        this.opening = undefined;
        throw error;
      });
    }
    return this.opening;
  }

  // A file whose name no build changes.
  json(name) {
    if (!this.plain.has(name)) {
      this.loads++;
      const load = () => this.load(`${this.folder}${name}.json`, true).then((data) => new TextDecoder().decode(data));
      const reading = Promise.resolve(this.ahead[name]).then((text) => text || load()).then(JSON.parse);
      reading.catch(() => this.plain.delete(name));
      this.plain.set(name, reading);
    }
    return this.plain.get(name);
  }

  // Only what says how the rest is cut.
  async begin() {
    this.manifest = await this.json("manifest");
    return this.manifest;
  }

  // What is known of how people ask.
  question() {
    return this.json("question");
  }

  // The variants of characters that few people type: the signs, and what is looked for in their place.
  variants() {
    return this.json("variants");
  }

  async start() {
    const manifest = await this.begin();
    const data = await this.file(manifest.shared);
    let place = 0;
    const part = () => {
      const length = (data[place] << 24) | (data[place + 1] << 16) | (data[place + 2] << 8) | data[place + 3];
      place += length + 4;
      return data.subarray(place - length, place);
    };
    const documents = JSON.parse(textOf(part()));
    const pieces = part();
    this.pieces = pieces.length ? new Pieces(pieces) : undefined;
    // Of the newest documents there are no lists.
    this.newest = new Newest(JSON.parse(textOf(part(), this.pieces)), manifest.base, manifest.heads.text);
    this.tables = documents.tables;
    this.columns = {};
    for (const [name, signs] of Object.entries(documents.columns)) this.columns[name] = Array.from(signs, (sign) => sign.codePointAt(0) - 48);
    const places = this.tables.place;
    const add = (name, valueOf) => {
      this.columns[name] = this.columns.place;
      this.tables[name] = places.map(valueOf);
    };
    add("category", ([categories]) => categories);
    add("department", ([, department]) => department);
    manifest.filters.forEach(([name], own) => add(name, (place) => place.slice(2).filter(([filter]) => filter === own).map(([, value]) => value)));
    this.checks = Array.from(documents.checks, (sign) => sign.codePointAt(0) - 48);
    let day = 0;
    this.days = this.columns.days.map((step) => (day += step));
    this.isOpen = true;
  }

  async file(name, read = inflate) {
    if (!this.files.has(name)) {
      this.loads++;
      const { stamp, shared } = this.manifest;
      const load = () => this.load(`${this.folder}${name}?v=${stamp}`, this.fresh);
      const early = this.ahead[name];
      const reading = (early ? early.then((data) => (data ? new Uint8Array(data) : load())) : load()).then((data) => {
        if (name !== shared) this.bytes += data.length;
        return read(data);
      });
      reading.catch(() => this.files.delete(name));
      this.files.set(name, reading);
    }
    return this.files.get(name);
  }

  // The lists of a shard.
  shard(number) {
    if (!this.shards.has(number)) {
      const { stamp_of_shards: stamp, base } = this.manifest;
      const reading = this.file(`words/${number.toString(16)}.bin`, (data) => readShard(data, stamp, base));
      reading.catch(() => this.shards.delete(number));
      this.shards.set(number, reading);
    }
    return this.shards.get(number);
  }

  // The name of the file that has the text of a document.
  fileOf(number) {
    if (number >= this.manifest.base) return this.manifest.shared;
    const group = Math.floor(number / this.manifest.group);
    return `texts/${(group >> 8).toString(16)}/${(group & 255).toString(16)}.bin`;
  }

  // Opened at once, but where it is not certain that there is anything.
  early() {
    const opening = this.isOlder ? Promise.resolve() : this.open();
    opening.catch(() => {}); // it is told where it is waited for
    return opening;
  }

  // The newest documents, of which there are no lists; to know that there are none takes no file.
  async tip() {
    const { base, documents } = this.manifest;
    if (base === documents) return NO_NEWEST;
    await this.open();
    return this.newest;
  }

  // What is shown of a document; what is asked for is known at once where the index is open.
  record(number) {
    return this.isOpen ? this.recordOf(number) : this.open().then(() => this.recordOf(number));
  }

  async recordOf(number) {
    const { base } = this.manifest;
    return this.read(number, number < base ? await this.grouped(number) : this.newest.records[number - base]);
  }

  async grouped(number) {
    const group = Math.floor(number / this.manifest.group);
    const data = await this.file(this.fileOf(number), (packed) => inflate(packed, this.pieces && this.pieces.check));
    const [check, ...records] = JSON.parse(textOf(data, this.pieces));
    if (check !== this.checks[group]) throw new IndexError("of another build");
    return records[number % this.manifest.group];
  }

  read(number, [address, title, numbers, keywords, texts, files, state, language]) {
    return { number, address, title, numbers, keywords, texts, files: files.map(([name, link, text, apart]) => ({ name, link, text, apart })), state, language, ...this.facts(number) };
  }

  get newestYear() {
    return Number(isoDay(this.days[this.days.length - 1] || 0).slice(0, 4));
  }

  fact(name, number) {
    return this.tables[name][this.columns[name][number]];
  }

  facts(number) {
    const fact = (name) => this.fact(name, number);
    return {
      date: this.days[number] ? isoDay(this.days[number]) : "",
      category: fact("category"),
      department: fact("department"),
      validity: fact("validity"),
      audience: fact("audience"),
      kind: KINDS[this.columns.kind[number]],
    };
  }

  // The lists of some grams; those that end in * bring every gram that begins so.
  async lists(wanted) {
    const found = new Map();
    const { base, shards } = this.manifest;
    await Promise.all(wanted.map(async (gram) => {
      const [{ grams }, newest] = await Promise.all([base ? this.shard(shardOf(gram, shards)) : { grams: new Map() }, this.tip()]);
      const begin = gram.length > 1 && gram.endsWith("*") ? gram.slice(0, -1) : undefined;
      const list = (name) => (grams.has(name) ? readList(grams.get(name)) : []).concat(newest.list(name));
      const names = begin ? new Set([...grams.keys()].filter((name) => name.startsWith(begin)).concat(newest.names(gram))) : [gram];
      found.set(gram, [...names].map((name) => ({ name, list: list(name) })).filter((one) => one.list.length));
    }));
    return found;
  }
}

// An address that holds the stamp of a build needs no question whether it changed: on a slow line each is a round.
async function loadBytes(address, fresh = false) {
  const response = await fetch(address, { cache: fresh ? "no-cache" : "force-cache" }).catch(() => undefined);
  if (!response || !response.ok) throw new IndexError(address);
  return new Uint8Array(await response.arrayBuffer());
}

// What this page asked for before its scripts were there, or the plain files that the page before it kept a moment ago: to ask
// whether they changed takes a round on a slow line.
// Where a new build came in between, what it names does not fit, and all is asked for anew.
const MOMENT = 60000;

function readKept(folder) {
  try {
    if (window.gongkaiAhead) return window.gongkaiAhead;
    const { of, at, texts } = JSON.parse(sessionStorage.getItem("gongkai-search") || "{}");
    return (of === folder && Date.now() - at < MOMENT && texts) || {};
  } catch (error) {
    return {}; // a browser that keeps nothing
  }
}
