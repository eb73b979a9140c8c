import * as z from "zod";

/** A user pool's PasswordPolicy. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cognito-userpool-passwordpolicy.html */
export const PasswordRules = z.object({
  MinimumLength: z.int().default(8),
  RequireLowercase: z.boolean().default(false),
  RequireNumbers: z.boolean().default(false),
  RequireSymbols: z.boolean().default(false),
  RequireUppercase: z.boolean().default(false),
});
export type PasswordRules = z.output<typeof PasswordRules>;

export const usualRules: PasswordRules = PasswordRules.parse({});

/** Cognito's own limit. */
const longest = 256;

const kinds = [
  ["RequireLowercase", /\p{Ll}/u, "lowercase"],
  ["RequireUppercase", /\p{Lu}/u, "uppercase"],
  ["RequireNumbers", /\d/, "number"],
  ["RequireSymbols", /[^\p{L}\d\s]/u, "symbol"],
] as const;

/** What a password lacks. */
export type Lack = "short" | "long" | (typeof kinds)[number][2];

/** What a password lacks by these rules; empty when it is good. */
export const lacksOf = (password: string, rules: PasswordRules): Lack[] => [
  ...([...password].length < rules.MinimumLength ? (["short"] as const) : []),
  ...([...password].length > longest ? (["long"] as const) : []),
  ...kinds.filter(([rule, pattern]) => rules[rule] && !pattern.test(password)).map(([, , lack]) => lack),
];
