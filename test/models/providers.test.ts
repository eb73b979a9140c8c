import { afterEach, describe, expect, test } from "vitest";
import { askBedrock } from "../../functions/models/providers/bedrock.ts";
import { askOpenAi } from "../../functions/models/providers/openai.ts";
import { ModelFailure, type Provider, type Request } from "../../functions/models/providers/provider.ts";
import { answers } from "../../functions/models/tasks.ts";
import { wireSchema } from "../../functions/models/wire-schema.ts";
import { type Act, type Call, scriptedService } from "./scripted-service.ts";

const mood = { mood: "neutral", score: 0, signals: [] };
const request: Request = {
  task: "read-mood",
  model: "some-model",
  input: { emails: [] },
  system: "Our words.",
  user: "Their words.",
  schema: wireSchema(answers["read-mood"]),
  timeoutMs: 10_000,
};

let running: { close: () => Promise<void> } | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

interface Service {
  readonly ask: Provider;
  readonly calls: Call[];
}
const services: Record<string, (...script: Act[]) => Promise<Service>> = {
  OpenAI: async (...script) => {
    const service = await scriptedService(...script);
    running = service;
    const access = { apiKey: "test-key", baseUrl: `${service.url}/v1` };
    return { ask: (one) => askOpenAi(access, one), calls: service.calls };
  },
  Bedrock: async (...script) => {
    const service = await scriptedService(...script);
    running = service;
    process.env["AWS_REGION"] = "eu-west-1";
    process.env["AWS_ACCESS_KEY_ID"] = "test";
    process.env["AWS_SECRET_ACCESS_KEY"] = "test";
    return { ask: (one) => askBedrock({ endpoint: service.url }, one), calls: service.calls };
  },
};

const failureOf = async (work: Promise<unknown>): Promise<ModelFailure> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelFailure)) throw new Error(`expected a ModelFailure, got ${String(error)}`);
  return error;
};

for (const [name, open] of Object.entries(services)) {
  describe(`${name}, through its real SDK`, () => {
    test("gives back the model's answer and the tokens it cost", async () => {
      const { ask } = await open({ answer: mood });
      expect(await ask(request)).toEqual({ output: mood, inputTokens: 1000, outputTokens: 200 });
    });

    test("sends our words and theirs apart, and the closed schema of the answer", async () => {
      const { ask, calls } = await open({ answer: mood });
      await ask(request);
      const sent = JSON.stringify(calls[0]?.body);
      expect(sent).toContain("Our words.");
      expect(sent).toContain("Their words.");
      expect(sent).toContain('"additionalProperties":false');
      expect(sent).not.toContain("maxLength");
    });

    const failures: [string, Act, string][] = [
      ["a throttle", { status: 429, error: "ThrottlingException" }, "throttled"],
      ["a service that is away", { status: 503, error: "ServiceUnavailableException" }, "throttled"],
      ["an error of the service", { status: 500, error: "InternalServerException" }, "error"],
      ["a key that is not valid", { status: 403, error: "AccessDeniedException" }, "denied"],
      ["a refusal", { refuse: true }, "refused"],
      ["an answer that was cut off", { cutOff: true }, "too-long"],
      ["words where JSON should be", { text: "I think the customer is angry." }, "schema"],
      ["no answer in time", { hang: true }, "timeout"],
      ["a connection that breaks", { hangUp: true }, "error"],
      ["an answer that is cut in the middle", { cut: mood }, "error"],
      ["an answer slower than its time limit", { slow: 900, answer: mood }, "timeout"],
      ["a page of HTML where an answer should be", { garbage: true }, name === "OpenAI" ? "schema" : "error"],
    ];
    test("hands on how long the service wants to be left alone (F22)", async () => {
      const { ask } = await open({ status: 429, error: "ThrottlingException", retryAfter: 7 });
      expect((await failureOf(ask(request))).retryAfterMs).toBe(7000);
    });

    for (const [what, act, kind] of failures) {
      test(`names ${what}, and asks only once (F22)`, async () => {
        const { ask, calls } = await open(act, { answer: mood });
        const timeoutMs = kind === "timeout" ? 400 : request.timeoutMs;
        expect((await failureOf(ask({ ...request, timeoutMs }))).kind).toBe(kind);
        expect(calls).toHaveLength(1);
      });
    }
  });
}
