// A Word document is a zip of a few XML files; stored, not compressed, it needs no more than this.

// The remainders of CRC-32 (ISO 3309) for each byte.
const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder >>> 0;
});
const crc32 = (bytes) => {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ CRC_TABLE[(remainder ^ byte) & 255];
  return (remainder ^ 0xffffffff) >>> 0;
};
// Numbers as bytes, the lowest first: each a pair of its size in bytes and its value.
const littleEndian = (...pairs) => {
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
    const fields = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, crc32(data)], [4, data.length], [4, data.length], [2, path.length], [2, 0]];
    const header = littleEndian([4, 0x04034b50], ...fields);
    directory.push(littleEndian([4, 0x02014b50], [2, 20], ...fields, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), path);
    parts.push(header, path, data);
    offset += header.length + path.length + data.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = littleEndian([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
};
const escapeXml = (text) => text.replace(/[<>&"]/g, (sign) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[sign]);
const paragraph = (text, { bold = false, size = 24, centre = false } = {}) => {
  const lines = text.split("\n").map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`).join("<w:br/>");
  const style = `<w:rPr>${bold ? "<w:b/>" : ""}<w:sz w:val="${size}"/></w:rPr>`;
  return `<w:p><w:pPr>${centre ? '<w:jc w:val="center"/>' : ""}</w:pPr><w:r>${style}${lines}</w:r></w:p>`;
};
const cell = (text, width, bold) =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(text, { bold, size: 22 })}</w:tc>`;

// The sheet of an application as a Word document.
export function wordDocument(sheet) {
  const rows = [...sheet.querySelectorAll("tr:not([hidden])")].map((row) => {
    const head = row.querySelector("th").textContent;
    const content = row.querySelector("td");
    if (content) return `<w:tr>${cell(head, 2600, true)}${cell(content.textContent, 6400, false)}</w:tr>`;
    return `<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>${paragraph(head, { bold: true })}</w:tc></w:tr>`;
  });
  const borders = ["top", "left", "bottom", "right", "insideH", "insideV"].map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`);
  const schemas = "http://schemas.openxmlformats.org/";
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const body = [
    paragraph(sheet.querySelector("h2").textContent, { bold: true, size: 36, centre: true }),
    paragraph(sheet.querySelector("p").textContent),
    `<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>${borders.join("")}</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="2600"/><w:gridCol w:w="6400"/></w:tblGrid>${rows.join("")}</w:tbl>`,
    ...[...sheet.querySelectorAll("p[data-line]")].map((line) => paragraph(line.textContent, { size: 22 })),
  ];
  return zip([
    ["[Content_Types].xml", `${head}<Types xmlns="${schemas}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`],
    ["_rels/.rels", `${head}<Relationships xmlns="${schemas}package/2006/relationships"><Relationship Id="r1" Type="${schemas}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`],
    ["word/document.xml", `${head}<w:document xmlns:w="${schemas}wordprocessingml/2006/main"><w:body>${body.join("")}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1300" w:right="1400" w:bottom="1300" w:left="1400" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr></w:body></w:document>`],
  ]);
}
