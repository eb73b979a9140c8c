import { describe, expect, test } from "vitest";
import { lookAt, safeName } from "../../functions/intake/attachments.ts";

const look = (name: string, type: string, bytes: string | number[]) =>
  lookAt({ name, type, bytes: typeof bytes === "string" ? Buffer.from(bytes, "latin1") : Uint8Array.from(bytes) });

describe("a file is what its bytes say", () => {
  test.each<[string, string, string | number[], string, string[]]>([
    ["photo.jpg", "image/jpeg", [0xff, 0xd8, 0xff, 0xe0], "image/jpeg", []],
    [
      "photo.jpg",
      "image/jpeg",
      "MZ\x90\x00",
      "application/vnd.microsoft.portable-executable",
      ["executable", "disguised"],
    ],
    [
      "invoice.pdf.exe",
      "application/pdf",
      "MZ",
      "application/vnd.microsoft.portable-executable",
      ["executable", "disguised"],
    ],
    ["invoice.pdf", "application/pdf", "%PDF-1.7 /Encrypt 5 0 R", "application/pdf", ["encrypted"]],
    ["files.zip", "application/zip", "PK\x03\x04\x14\x00\x01\x00secret", "application/zip", ["archive", "encrypted"]],
    ["page.html", "text/html", "<script>", "text/html", ["executable"]],
    [
      "sheet.xlsm",
      "application/octet-stream",
      "PK\x03\x04\x14\x00\x00\x00[Content_Types].xml xl/vbaProject.bin",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ["macro"],
    ],
    ["old.doc", "application/msword", [0xd0, 0xcf, 0x11, 0xe0], "application/x-ole-storage", ["macro"]],
    ["notes.txt", "text/plain", "Hello", "text/plain", []],
    ["", "", "", "application/octet-stream", []],
  ])("%s claimed as %s", (name, claimed, bytes, type, dangers) => {
    expect(look(name, claimed, bytes)).toMatchObject({ type, dangers });
  });
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\anna\\photo.png", "photo.png"],
  ["a\r\nBcc: x.png", "aBcc x.png"],
  ["invoice\u202efdp.exe", "invoicefdp.exe"],
  [".htaccess", "htaccess"],
  ["", "attachment"],
  [`${"x".repeat(400)}.pdf`, `${"x".repeat(146)}.pdf`],
])("the name %j is saved as %j, never as a path (P14)", (name, safe) => {
  expect(safeName(name)).toBe(safe);
});
