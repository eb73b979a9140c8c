/** GenerateSecretString: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html */
export interface PasswordRules {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
  /** JSON object that the password is added to as member `GenerateStringKey`. */
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

const kinds = {
  ExcludeLowercase: "abcdefghijklmnopqrstuvwxyz",
  ExcludeUppercase: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  ExcludeNumbers: "0123456789",
  ExcludePunctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

/** Makes a secret value; `pick(n)` answers a random integer below n. */
export function generatePassword(rules: PasswordRules, pick: (below: number) => number): string {
  const password = passwordOf(rules, pick);
  if (rules.SecretStringTemplate === undefined || rules.GenerateStringKey === undefined) return password;
  return JSON.stringify({ ...JSON.parse(rules.SecretStringTemplate), [rules.GenerateStringKey]: password });
}

function passwordOf(rules: PasswordRules, pick: (below: number) => number): string {
  const without = (letters: string): string =>
    [...letters].filter((letter) => !(rules.ExcludeCharacters ?? "").includes(letter)).join("");
  const included = [
    without(rules.ExcludeLowercase === true ? "" : kinds.ExcludeLowercase),
    without(rules.ExcludeUppercase === true ? "" : kinds.ExcludeUppercase),
    without(rules.ExcludeNumbers === true ? "" : kinds.ExcludeNumbers),
    without(rules.ExcludePunctuation === true ? "" : kinds.ExcludePunctuation),
    rules.IncludeSpace === true ? " " : "",
  ].filter((letters) => letters !== "");
  const all = included.join("");
  if (all === "") throw new Error("GenerateSecretString excludes every character");
  const letterOf = (letters: string): string => letters.charAt(pick(letters.length));
  // One of each kind first, the rest of any kind, then shuffled so that the kinds' order says nothing.
  const letters = rules.RequireEachIncludedType === false ? [] : included.map(letterOf);
  while (letters.length < (rules.PasswordLength ?? 32)) letters.push(letterOf(all));
  for (let last = letters.length - 1; last > 0; last -= 1) {
    const other = pick(last + 1);
    [letters[last], letters[other]] = [letters[other] ?? "", letters[last] ?? ""];
  }
  return letters.join("");
}
