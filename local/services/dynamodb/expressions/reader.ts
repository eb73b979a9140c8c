/** What the three grammars share: looking ahead, document paths, operands, and faults that need no placeholder. */
import type { CallNode, OperandNode, PathNode } from "./ast.ts";
import { isReserved } from "./reserved-words.ts";
import { ExpressionError, syntaxError, type Token, tokensOf } from "./tokens.ts";

/** Faults found while reading. AWS reports one, by rank and not by place, once the whole text is read. */
type Fault = "parens" | "function" | "misuse" | "reserved" | "section";

export interface Reader {
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the token when it is this sign, or this keyword in any case. */
  readonly take: (text: string) => boolean;
  readonly expect: (text: string) => void;
  readonly sees: (text: string) => boolean;
  readonly fail: () => ExpressionError;
  readonly path: () => PathNode;
  /** A path, a placeholder, or a call, in any number of parentheses. */
  readonly operand: () => OperandNode;
  /** The first fault of each kind is remembered. */
  readonly note: (fault: Fault, message: string) => void;
  /** Throws the fault of the first rank in `order` that was noted. */
  readonly settle: (order: readonly Fault[]) => void;
}

/** Opens `text`; `keywords` are words that can never begin a path, `functions` those that may be called. */
export function openReader(text: string, keywords: ReadonlySet<string>, functions: ReadonlySet<string>): Reader {
  const tokens = tokensOf(text);
  const faults = new Map<Fault, string>();
  const end: Token = { kind: "end", text: "<EOF>", start: text.length, end: text.length };
  let at = 0;

  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end;
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const matches = (token: Token, wanted: string): boolean =>
    (token.kind === "sign" || token.kind === "word") && token.text.toUpperCase() === wanted;
  const sees = (wanted: string): boolean => matches(peek(), wanted);
  const take = (wanted: string): boolean => {
    if (!sees(wanted)) return false;
    at += 1;
    return true;
  };
  const fail = (): ExpressionError => syntaxError(text, tokens, at);
  const expect = (wanted: string): void => {
    if (!take(wanted)) throw fail();
  };
  const note = (fault: Fault, message: string): void => {
    if (!faults.has(fault)) faults.set(fault, message);
  };

  const pathName = (): string => {
    const token = peek();
    if (token.kind === "name") return next().text;
    if (token.kind !== "word" || keywords.has(token.text.toUpperCase())) throw fail();
    if (isReserved(token.text)) {
      note("reserved", `Attribute name is a reserved keyword; reserved keyword: ${token.text}`);
    }
    return next().text;
  };
  const path = (): PathNode => {
    const parts: (string | number)[] = [pathName()];
    for (;;) {
      if (take(".")) parts.push(pathName());
      else if (take("[")) {
        if (peek().kind !== "number") throw fail();
        parts.push(Number(next().text));
        expect("]");
      } else return { kind: "path", parts };
    }
  };
  const call = (): CallNode => {
    const name = next().text;
    if (!functions.has(name)) note("function", `Invalid function name; function: ${name}`);
    expect("(");
    const args = [operand()];
    while (take(",")) args.push(operand());
    expect(")");
    return { kind: "call", name, args };
  };
  const operand = (): OperandNode => {
    if (take("(")) {
      if (sees("(")) note("parens", "The expression has redundant parentheses;");
      const inner = operand();
      expect(")");
      return inner;
    }
    const token = peek();
    if (token.kind === "value") return { kind: "value", placeholder: next().text };
    if (token.kind === "word" && peek(1).text === "(" && !keywords.has(token.text.toUpperCase())) return call();
    return path();
  };

  return {
    peek,
    next,
    take,
    expect,
    sees,
    fail,
    path,
    operand,
    note,
    settle: (order) => {
      for (const fault of order) {
        const message = faults.get(fault);
        if (message !== undefined) throw new ExpressionError(message);
      }
    },
  };
}
