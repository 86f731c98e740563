// The application form: checked, printed or saved here, on the reader's device. Nothing is sent and nothing is kept.
(() => {
  "use strict";
  const form = document.getElementById("application-form");
  const sheet = document.querySelector(".gk-sheet");
  if (!form || !sheet) return;
  const words = form.dataset;
  const fields = [...form.querySelectorAll("[data-field]")];
  const errors = form.querySelector(".gk-form__errors");
  const said = form.querySelector(".gk-form__said");

  const control = (field) => field.querySelector("input, textarea");
  const valueOf = (field) => {
    if (field.getAttribute("role") !== "radiogroup") return control(field).value.trim();
    const chosen = field.querySelector("input:checked");
    return chosen ? chosen.value : "";
  };
  const labelOf = (field) => field.querySelector(".gk-form__label").firstChild.textContent.trim();

  // Only what concerns the kind of applicant is asked for.
  const showFor = () => {
    const chosen = form.querySelector("[data-field=who] input:checked");
    const who = chosen ? chosen.dataset.choice : "";
    for (const part of document.querySelectorAll("[data-who]")) part.hidden = part.dataset.who !== who;
  };

  // The number of an identity card ends in a check character (GB 11643).
  const isIdentity = (number) => {
    if (!/^\d{17}[\dXx]$/.test(number)) return false;
    let weight = 1;
    let sum = 0;
    for (const digit of [...number].reverse()) {
      sum += weight * (digit.toLowerCase() === "x" ? 10 : Number(digit));
      weight = (weight * 2) % 11;
    }
    return sum % 11 === 1;
  };

  const wrong = (field) => {
    const value = valueOf(field);
    if (!value) return "required" in field.dataset ? words.missing + labelOf(field) : "";
    const input = control(field);
    if (input.type === "email" && input.validity.typeMismatch) return words.badEmail;
    if (input.type === "tel" && !/^[+\d][\d\s()（）—-]{5,}$/.test(value)) return words.badTel;
    const kind = document.getElementById("f-id_kind");
    if (field.dataset.field === "id_number" && kind && kind.value.includes("身份证") && !isIdentity(value)) {
      return words.badNumber;
    }
    return "";
  };

  const tell = (field, message) => {
    const place = field.querySelector(".gk-form__error");
    place.textContent = message;
    place.hidden = !message;
    const target = field.getAttribute("role") === "radiogroup" ? field : control(field);
    if (message) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
  };

  const check = () => {
    const bad = [];
    for (const field of fields) {
      const message = field.hidden ? "" : wrong(field);
      tell(field, message);
      if (message) bad.push([field, message]);
    }
    errors.hidden = bad.length === 0;
    errors.replaceChildren();
    said.textContent = "";
    if (bad.length) {
      const title = document.createElement("p");
      title.textContent = words.errors.replace("{count}", bad.length);
      const list = document.createElement("ul");
      for (const [field, message] of bad) {
        const entry = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${control(field).id}`;
        link.textContent = message;
        entry.append(link);
        list.append(entry);
      }
      errors.append(title, list);
      errors.focus();
    }
    return bad.length === 0;
  };

  const fillSheet = () => {
    for (const field of fields) {
      const row = sheet.querySelector(`[data-cell="${field.dataset.field}"]`);
      row.querySelector("td").textContent = field.hidden ? "" : valueOf(field);
    }
  };

  const printSheet = () => {
    fillSheet();
    sheet.hidden = false;
    document.documentElement.classList.add("gk-sheet-only");
    const after = () => {
      sheet.hidden = true;
      document.documentElement.classList.remove("gk-sheet-only");
    };
    addEventListener("afterprint", after, { once: true });
    print();
  };

  // A Word document is a zip of a few XML files; stored, not compressed, it needs no more than this.
  const table = Array.from({ length: 256 }, (_, number) => {
    let rest = number;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
    return rest >>> 0;
  });
  const crc = (bytes) => {
    let rest = 0xffffffff;
    for (const byte of bytes) rest = (rest >>> 8) ^ table[(rest ^ byte) & 255];
    return (rest ^ 0xffffffff) >>> 0;
  };
  const numbers = (...pairs) => {
    const bytes = [];
    for (const [size, value] of pairs) for (let at = 0; at < size; at += 1) bytes.push((value >>> (8 * at)) & 255);
    return new Uint8Array(bytes);
  };
  const zip = (files) => {
    const parts = [];
    const directory = [];
    let offset = 0;
    for (const [name, text] of files) {
      const path = new TextEncoder().encode(name);
      const data = new TextEncoder().encode(text);
      // Version 2.0, names in UTF-8, stored, 1 January 1980.
      const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc(data)], [4, data.length], [4, data.length], [2, path.length], [2, 0]];
      const head = numbers([4, 0x04034b50], ...common);
      directory.push(numbers([4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
      parts.push(head, path, data);
      offset += head.length + path.length + data.length;
    }
    const size = directory.reduce((sum, part) => sum + part.length, 0);
    const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
    return new Blob([...parts, ...directory, end], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
  };
  const escape = (text) => text.replace(/[<>&"]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[sign]);
  const paragraph = (text, { bold = false, size = 24, centre = false } = {}) => {
    const lines = text.split("\n").map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`).join("<w:br/>");
    const style = `<w:rPr>${bold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr>`;
    return `<w:p><w:pPr>${centre ? '<w:jc w:val="center"/>' : ""}</w:pPr><w:r>${style}${lines}</w:r></w:p>`;
  };
  const cell = (text, width, bold) =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text, { bold, size: 22 })}</w:tc>`;
  const wordDocument = () => {
    const rows = [...sheet.querySelectorAll("tr:not([hidden])")].map((row) => {
      const head = row.querySelector("th").textContent;
      const content = row.querySelector("td");
      if (content) return `<w:tr>${cell(head, 2600, true)}${cell(content.textContent, 6400, false)}</w:tr>`;
      return `<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>${paragraph(head, { bold: true })}</w:tc></w:tr>`;
    });
    const edges = ["top", "left", "bottom", "right", "insideH", "insideV"].map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`);
    const space = "http://schemas.openxmlformats.org/";
    const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
    const body = [
      paragraph(sheet.querySelector("h2").textContent, { bold: true, size: 36, centre: true }),
      paragraph(sheet.querySelector("p").textContent),
      `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>${edges.join("")}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="2600"/><w:gridCol w:w="6400"/></w:tblGrid>${rows.join("")}</w:tbl>`,
      ...[...sheet.querySelectorAll("p[data-line]")].map((line) => paragraph(line.textContent, { size: 22 })),
    ];
    return zip([
      ["[Content_Types].xml", `${head}<Types xmlns="${space}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`],
      ["_rels/.rels", `${head}<Relationships xmlns="${space}package/2006/relationships"><Relationship Id="r1" Type="${space}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`],
      ["word/document.xml", `${head}<w:document xmlns:w="${space}wordprocessingml/2006/main"><w:body>${body.join("")}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1400" w:bottom="1300" w:left="1400" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`],
    ]);
  };
  const save = () => {
    fillSheet();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(wordDocument());
    link.download = `${sheet.querySelector("h2").textContent}.docx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    said.textContent = words.saved;
  };

  showFor();
  // While it is written, not after: what moves when a field is left makes the next click miss.
  form.addEventListener("input", (event) => {
    if (event.target.name === "who") showFor();
    const field = event.target.closest("[data-field]");
    if (field && !field.querySelector(".gk-form__error").hidden) tell(field, wrong(field));
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.do === "check" && check()) {
      said.textContent = words.ok;
      printSheet();
    } else if (button.dataset.do === "save" && check()) {
      save();
    } else if (button.dataset.do === "clear" && confirm(words.clear)) {
      for (const input of form.querySelectorAll("input, textarea")) {
        if (input.type === "radio") input.checked = false;
        else input.value = "";
      }
      for (const field of fields) tell(field, "");
      errors.hidden = true;
      said.textContent = "";
      showFor();
    }
  });
})();
