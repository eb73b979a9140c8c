import { type Answered, type Model, NoModelAnswered } from "./model.ts";
import { promptFor } from "./prompts/prompt-for.ts";
import { newAsking } from "./routing/attempt.ts";
import { askCandidate } from "./routing/candidate.ts";
import { candidatesFor, nameOf, type Route } from "./routing/route.ts";
import type { TaskAnswers } from "./tasks.ts";

// Router: asks a task's candidates in the policy's order until one answers as it should.
//
//   R1. One retrier per failure: SDKs never retry. An answer that fails its schema is asked for once more (P4); a
//       throttle or an error once more, at another place at once or at the same one after a wait that honours
//       Retry-After; every other failure goes to the next candidate at once. All within the candidate's time limit.
//   R2. Every attempt becomes one ModelCall, whatever happened, with what led to it.
//   R3. A candidate that the stage does not allow is never asked.
//   R4. An unsure answer is kept, and a stronger tier asked; the kept one holds when no stronger one answers.
//   R5. No model outside sees personal data: it is replaced before, and what is the customer's own restored after.

// All candidates together: a step has 90 seconds, and its reading and writing take some of them.
const askWithinMs = 75_000;

export const openRouter = (route: Route): Model => ({
  async ask(task, input, { unsure } = {}) {
    const prompt = await promptFor(task);
    const asking = newAsking(route, prompt, task, input, askWithinMs);
    const candidates = candidatesFor(route, task);
    const answered = (answer: TaskAnswers[typeof task], by: string): Answered<TaskAnswers[typeof task]> => ({
      ...{ answer, by, prompt: prompt.version, calls: asking.calls },
    });
    let kept: { answer: TaskAnswers[typeof task]; by: string; tier: number } | undefined;
    for (const candidate of candidates) {
      const tier = candidate.tier ?? 1;
      if (kept !== undefined && tier <= kept.tier) continue;
      const answer = await askCandidate(route, asking, candidate);
      if (answer === undefined) continue;
      const by = nameOf(candidate);
      if (unsure?.(answer) !== true) return answered(answer, by);
      kept = { answer, by, tier };
      asking.after.push(`${by}: unsure`);
    }
    if (kept !== undefined) return answered(kept.answer, kept.by);
    throw new NoModelAnswered(task, asking.calls, asking.after);
  },
});
