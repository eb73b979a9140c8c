import { roleBias, roleWeights } from "./role-weights.ts";
import { width } from "./sentence-encoder.ts";

/** What a sentence of an email is there for, as it was learnt together with the encoder. */
const roles = ["courtesy", "setting", "asked", "unanswered", "changes"] as const;
export type RoleChances = Readonly<Record<(typeof roles)[number], number>>;

/**
 * How likely a sentence is a courtesy, a setting that changes nothing, a question of the kind that articles answer, one of
 * the kind that none does, or a circumstance that changes the matter: together 1 (softmax over one linear layer).
 */
export function roleChances(direction: Float32Array): RoleChances {
  const weights = roleWeights();
  const odds = roles.map((_, role) =>
    direction.reduce((sum, one, at) => sum + one * (weights[role * width + at] ?? 0), roleBias[role] ?? 0),
  );
  const most = Math.max(...odds);
  const shares = odds.map((one) => Math.exp(one - most));
  const all = shares.reduce((sum, one) => sum + one, 0);
  const [courtesy = 0, setting = 0, asked = 0, unanswered = 0, changes = 0] = shares.map((one) => one / all);
  return { courtesy, setting, asked, unanswered, changes };
}
