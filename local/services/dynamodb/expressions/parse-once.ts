/** Remembers how texts parsed, good or bad: programs send the same few hundred expressions for ever. */
import { ExpressionError } from "./tokens.ts";

const remembered = 2_000;
const maxBytes = 4_096;

/** Wraps a parser with a memory of the most recently used texts. Results are shared and must not be changed. */
export function parseOnce<T>(parse: (text: string) => T): (text: string) => T {
  const memory = new Map<string, { result: T } | { error: ExpressionError }>();
  return (text) => {
    const known = memory.get(text) ?? attempt(parse, text);
    memory.delete(text);
    memory.set(text, known);
    if (memory.size > remembered) {
      for (const oldest of memory.keys()) {
        memory.delete(oldest);
        break;
      }
    }
    if ("error" in known) throw new ExpressionError(known.error.message);
    return known.result;
  };
}

function attempt<T>(parse: (text: string) => T, text: string): { result: T } | { error: ExpressionError } {
  try {
    if (text === "") throw new ExpressionError("The expression can not be empty;");
    const bytes = Buffer.byteLength(text);
    if (bytes > maxBytes) {
      throw new ExpressionError(`Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
    }
    return { result: parse(text) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error };
    throw error;
  }
}
