import type { ModelCandidate, ModelTask, Policy } from "../../contracts/policy.ts";
import type { Breaker } from "../breaker.ts";
import type { Purse } from "../budget/purse.ts";
import type { Provider } from "../providers/provider.ts";

/** What the router needs: the policy's candidates, the ways to them, and what is remembered between calls. */
export interface Route {
  readonly candidates: Policy["models"];
  readonly providers: Readonly<Record<ModelCandidate["provider"], Provider | undefined>>;
  /** Whether the stage allows this model, in this region where one is named; embedded ones always are. */
  readonly allowed: (candidate: ModelCandidate, region?: string) => boolean;
  /** Keys or regions over which a candidate's calls are spread; one nameless place when absent. */
  readonly places?: (candidate: ModelCandidate) => readonly string[];
  readonly breaker: Breaker;
  /** Absent: there are no budgets. */
  readonly purse?: Purse;
  /** Names of people that no model outside may read; absent or empty: names stay. */
  readonly hiddenNames?: readonly string[];
  readonly nowMs: () => number;
  /** 0 ≤ x < 1: spreads load and waits. */
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly warn: (message: string, facts: Record<string, string>) => void;
}

/** Why a candidate was not asked at all. */
export type LeftOut = "not-allowed" | "no-key" | "resting" | "over-budget" | "no-price" | "no-time";

/** `bedrock/amazon.nova-lite-v1:0`. */
export const nameOf = ({ provider, model }: ModelCandidate): string => `${provider}/${model}`;

/** The breaker's name for a model at one place. */
export const breakerName = (candidate: ModelCandidate, place: string): string =>
  place === "" ? nameOf(candidate) : `${nameOf(candidate)}@${place}`;

export const candidatesFor = (route: Route, task: ModelTask): readonly ModelCandidate[] => route.candidates[task] ?? [];
