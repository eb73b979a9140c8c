/** Cuts an expression into tokens, and words syntax errors as AWS does: the token, and what stands around it. */

export interface Token {
  readonly kind: "word" | "name" | "value" | "number" | "sign" | "end";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What is wrong with an expression, in AWS's words; the caller adds which expression it was. */
export class ExpressionError extends Error {
  override name = "ExpressionError";
}

const space = /[ \t\r\n]*/y;
const rules: readonly [Token["kind"], RegExp][] = [
  ["word", /[A-Za-z_][A-Za-z0-9_]*/y],
  ["name", /#[A-Za-z0-9_]+/y],
  ["value", /:[A-Za-z0-9_]+/y],
  ["number", /[0-9]+/y],
  ["sign", /<>|<=|>=|[=<>(),.[\]+-]/y],
];

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = skip(text, 0); at < text.length; at = skip(text, at)) {
    const token = tokenAt(text, at);
    if (!token) {
      const odd: Token = { kind: "sign", text: text.charAt(at), start: at, end: at + 1 };
      throw syntaxError(text, [...tokens, odd], tokens.length);
    }
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "<EOF>", start: text.length, end: text.length });
  return tokens;
}

/** `Syntax error; token: "t", near: "previous t next"` for the token at `at`. */
export function syntaxError(text: string, tokens: readonly Token[], at: number): ExpressionError {
  const token = tokens[at] ?? { text: "<EOF>", start: text.length, end: text.length };
  const from = tokens[at - 1]?.start ?? token.start;
  const to = tokens[at + 1]?.end ?? token.end;
  return new ExpressionError(`Syntax error; token: "${token.text}", near: "${text.slice(from, to)}"`);
}

function skip(text: string, at: number): number {
  space.lastIndex = at;
  space.exec(text);
  return space.lastIndex;
}

function tokenAt(text: string, at: number): Token | undefined {
  for (const [kind, rule] of rules) {
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match) return { kind, text: match[0], start: at, end: rule.lastIndex };
  }
  return undefined;
}
