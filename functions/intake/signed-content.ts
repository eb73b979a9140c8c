// S/MIME hides a signed email inside its signature (RFC 8551 section 3.5.2): a CMS SignedData whose content is the email.

const tag = { octets: 0x04, octetsInPieces: 0x24, sequence: 0x30, explicit: 0xa0 } as const;
const deepest = 12;

/** The email inside an opaque signature; undefined when there is none or it is encrypted. The signature is not checked. */
export function signedContent(bytes: Uint8Array): Uint8Array | undefined {
  const [contentInfo] = elements(bytes, 0);
  const signed = child(child(contentInfo, tag.explicit), tag.sequence);
  const encapsulated =
    signed === undefined ? undefined : elements(signed.content, 2).find((each) => each.tag === tag.sequence);
  const content = child(encapsulated, tag.explicit);
  if (content === undefined) return undefined;
  const pieces = octetsIn(content.content, 0);
  return pieces.length === 0 ? undefined : Buffer.concat(pieces);
}

interface Element {
  readonly tag: number;
  readonly content: Uint8Array;
}

const child = (parent: Element | undefined, wanted: number): Element | undefined =>
  parent === undefined ? undefined : elements(parent.content, 1).find((each) => each.tag === wanted);

function octetsIn(bytes: Uint8Array, depth: number): Uint8Array[] {
  return elements(bytes, depth).flatMap((each) =>
    each.tag === tag.octets ? [each.content] : each.tag === tag.octetsInPieces ? octetsIn(each.content, depth + 1) : [],
  );
}

function elements(bytes: Uint8Array, depth: number): Element[] {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length && found.length < 100_000; ) {
    const one = elementAt(bytes, at, depth);
    if (one === undefined) break;
    if (one.tag !== 0) found.push({ tag: one.tag, content: one.content });
    at = one.end;
  }
  return found;
}

/** BER: a length of 0x80 means until two zero bytes. */
function elementAt(bytes: Uint8Array, at: number, depth: number): (Element & { end: number }) | undefined {
  const [kind = 0, first] = [bytes[at], bytes[at + 1]];
  if (first === undefined || depth > deepest) return undefined;
  if (first === 0x80) {
    let end = at + 2;
    while (end < bytes.length && !(bytes[end] === 0 && bytes[end + 1] === 0)) {
      const inner = elementAt(bytes, end, depth + 1);
      if (inner === undefined) return undefined;
      end = inner.end;
    }
    return { tag: kind, content: bytes.subarray(at + 2, end), end: end + 2 };
  }
  const extra = first > 0x80 ? first - 0x80 : 0;
  if (extra > 4) return undefined;
  let length = extra === 0 ? first : 0;
  for (let index = 0; index < extra; index++) length = length * 256 + (bytes[at + 2 + index] ?? 0);
  const start = at + 2 + extra;
  return { tag: kind, content: bytes.subarray(start, start + length), end: start + length };
}
