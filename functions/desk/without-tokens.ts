/**
 * A copy of run history without task tokens (S7). Histories carry inputs and outputs as JSON text, and within those the
 * parameters of a Lambda call again, so texts that hold JSON are looked into, however deep.
 */
export function withoutTokens(value: unknown): unknown {
  if (typeof value === "string") return inText(value);
  if (Array.isArray(value)) return value.map(withoutTokens);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, tokenName.test(name) ? redacted : withoutTokens(inner)]),
  );
}

const redacted = "[redacted]";
const tokenName = /^(task)?token$/i;

function inText(text: string): string {
  if (!/token/i.test(text)) return text;
  try {
    return JSON.stringify(withoutTokens(JSON.parse(text)));
  } catch {
    // Cut-off or broken JSON that speaks of tokens is not worth the risk of showing one.
    return /^\s*[[{]/.test(text) ? redacted : text;
  }
}
