/** One header field as it stands in the email: name, and all its bytes with folding, without the last CRLF. */
interface Field {
  readonly name: string;
  readonly text: string;
}

export interface RawEmail {
  readonly fields: readonly Field[];
  readonly body: Buffer;
}

/** Takes an email apart without touching a byte of what stays; bare LF and CR become CRLF, as SES sends them. */
export function readRaw(raw: Buffer): RawEmail {
  // Latin-1 keeps every byte as one character.
  const text = raw.toString("latin1").replaceAll(/\r\n|\r|\n/g, "\r\n");
  const end = text.indexOf("\r\n\r\n");
  const head = end === -1 ? text : text.slice(0, end);
  const fields = head
    .split(/\r\n(?![ \t])/)
    .filter((field) => field !== "")
    .map((field) => ({
      name: field
        .slice(0, Math.max(field.indexOf(":"), 0))
        .trim()
        .toLowerCase(),
      text: field,
    }));
  return { fields, body: Buffer.from(end === -1 ? "" : text.slice(end + 4), "latin1") };
}

/** The value of the first field of that name, unfolded. */
export function fieldOf(email: RawEmail, name: string): string | undefined {
  const field = email.fields.find((one) => one.name === name);
  if (!field) return undefined;
  const value = field.text.slice(field.text.indexOf(":") + 1).replaceAll(/\r\n(?=[ \t])/g, "");
  return Buffer.from(value, "latin1").toString().trim();
}

// What SES puts its own in place of, or reads and takes out.
// https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
const replaced = new Set(["bcc", "date", "message-id", "return-path", "x-ses-configuration-set", "x-ses-message-tags"]);

/** The email as SES sends it on: its own Message-ID and Date, no Bcc. `nowMs` is epoch milliseconds. */
export function stamp(email: RawEmail, messageIdHeader: string, nowMs: number): Buffer {
  const date = new Date(nowMs).toUTCString().replace("GMT", "+0000");
  const kept = email.fields.filter(({ name }) => !replaced.has(name)).map(({ text }) => text);
  const head = [...kept, `Message-ID: ${messageIdHeader}`, `Date: ${date}`].join("\r\n");
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, "latin1"), email.body]);
}
