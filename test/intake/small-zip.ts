import { deflateRawSync } from "node:zlib";

interface Options {
  /** Says of each entry that it is encrypted. */
  readonly encrypted?: boolean;
}

/** A ZIP file of these entries, deflated. */
export function zipOf(entries: Readonly<Record<string, string | Buffer>>, { encrypted = false }: Options = {}): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const [title, bytes] = [Buffer.from(name), Buffer.from(content)];
    const packed = deflateRawSync(bytes);
    // From the flags to the lengths, the same in both headers; the checksum is nobody's concern here.
    const about = Buffer.alloc(24);
    about.writeUInt16LE(encrypted ? 1 : 0, 0);
    about.writeUInt16LE(8, 2);
    about.writeUInt32LE(packed.length, 12);
    about.writeUInt32LE(bytes.length, 16);
    about.writeUInt16LE(title.length, 20);
    const local = Buffer.concat([Buffer.from("PK\x03\x04\x14\0", "latin1"), about, title, packed]);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0\x14\0", "latin1"), about, offset, title]));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  for (const place of [8, 10]) end.writeUInt16LE(directory.length, place);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export const docxOf = (body: string, options: Options = {}): Buffer =>
  zipOf(
    {
      "[Content_Types].xml": "<Types/>",
      "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    },
    options,
  );

/** A workbook of one sheet, and one that is hidden. */
export const xlsxOf = (rows: string): Buffer =>
  zipOf({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml":
      '<workbook><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/><sheet name="Secret" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    "xl/sharedStrings.xml": "<sst><si><t>Order</t></si><si><r><t>Kett</t></r><r><t>le &amp; lid</t></r></si></sst>",
    "xl/styles.xml":
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    "xl/worksheets/sheet2.xml":
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>hidden</t></is></c></row></sheetData></worksheet>',
  });
