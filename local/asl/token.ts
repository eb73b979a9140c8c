// Task tokens. A token names its execution and frame and carries the attempt's secret, so answering one needs no table
// of tokens, and a token of an earlier attempt is known to be stale.

export interface Token {
  readonly executionArn: string;
  readonly frame: number;
  readonly secret: string;
}

/** A new secret of 128 bits from `random`. */
export const newSecret = (random: () => number): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0"),
  ).join("");

/** The token as tasks and callers see it: opaque text. */
export const publicToken = (executionArn: string, frame: number, secret: string): string =>
  Buffer.from(JSON.stringify([1, secret, frame, executionArn])).toString("base64");

/** Reads a token; undefined when it is none of ours. */
export function readToken(text: string): Token | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (!Array.isArray(parts) || parts[0] !== 1) return undefined;
    const [, secret, frame, executionArn] = parts.map((part: unknown) => part);
    const wellFormed = typeof secret === "string" && typeof frame === "number" && typeof executionArn === "string";
    return wellFormed ? { secret, frame, executionArn } : undefined;
  } catch {
    return undefined;
  }
}
