// Fifty personal things that nobody has: each is looked for in every log line and in all that a model outside was sent.

/** A card number that passes Luhn, of a range that no bank issues. */
function card(n: number): string {
  const body = `400000${String(n).padStart(9, "0")}`;
  const sum = [...body].reverse().reduce((all, digit, at) => {
    const twice = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return all + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** A German IBAN with right check digits. */
function iban(n: number): string {
  const account = `37040044${String(n).padStart(10, "0")}`;
  let rest = 0;
  for (const digit of `${account}131400`) rest = (rest * 10 + Number(digit)) % 97;
  return `DE${String(98 - rest).padStart(2, "0")}${account}`;
}

const eight = (make: (n: number) => string, from = 1) => Array.from({ length: 8 }, (_, at) => make(at + from));

export const canaries: readonly string[] = [
  ...eight((n) => card(7_310_000 + n * 37)),
  ...eight((n) => iban(532_013_000 + n * 41)),
  ...eight((n) => `canary.${n}${n}@private-${n}.example`),
  ...eight((n) => `+49 30 5550${n}${n}7${n}`),
  ...eight((n) => `sk-live-c4n4ry${String(n).repeat(24)}`),
  ...eight((n) => `203.0.113.${40 + n}`),
  "123-45-6789",
  "756.9217.0769.85",
];
