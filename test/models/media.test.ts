import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ModelTask } from "../../functions/contracts/policy.ts";
import { askBedrock, type BedrockAccess } from "../../functions/models/providers/bedrock.ts";
import { askOpenAi } from "../../functions/models/providers/openai.ts";
import type { Request } from "../../functions/models/providers/provider.ts";
import { answers, type TaskInputs } from "../../functions/models/tasks.ts";
import { wireSchema } from "../../functions/models/wire-schema.ts";
import { type Act, scriptedService } from "./scripted-service.ts";

const png = Buffer.from("not really a picture").toString("base64");
const picture = { kind: "screenshot", shows: "A page with an error.", text: "Error 502", error: "Error 502" };

function requestOf<Task extends ModelTask>(task: Task, model: string, input: TaskInputs[Task]): Request<Task> {
  return { task, model, input, system: "Ours.", user: "Theirs.", schema: wireSchema(answers[task]), timeoutMs: 2000 };
}

let service: Awaited<ReturnType<typeof scriptedService>> | undefined;
const serve = async (...acts: Act[]) => {
  service = await scriptedService(...acts);
  return service;
};
const openAi = { apiKey: "test-key" };
beforeEach(() => {
  process.env["AWS_REGION"] = "eu-west-1";
  process.env["AWS_ACCESS_KEY_ID"] = "test";
  process.env["AWS_SECRET_ACCESS_KEY"] = "test";
});
afterEach(async () => {
  await service?.close();
  service = undefined;
});

const viaOpenAi = async <Task extends ModelTask>(task: Task, input: TaskInputs[Task], act: Act) => {
  const { url, calls } = await serve(act);
  const done = await askOpenAi({ ...openAi, baseUrl: `${url}/v1` }, requestOf(task, "some-model", input));
  return { ...done, call: calls[0] };
};
const viaBedrock = async <Task extends ModelTask>(
  task: Task,
  model: string,
  input: TaskInputs[Task],
  acts: Act[],
  access: BedrockAccess = {},
) => {
  const { url, calls } = await serve(...acts);
  const done = await askBedrock({ ...access, endpoint: url }, requestOf(task, model, input));
  return { ...done, call: calls[0], calls };
};

describe("OpenAI, through its real SDK", () => {
  test("sees a picture beside the words", async () => {
    const seen = await viaOpenAi(
      "describe-image",
      { image: png, mediaType: "image/png", words: "" },
      { answer: picture },
    );
    expect(answers["describe-image"].parse(seen.output)).toEqual(picture);
    expect(JSON.stringify(seen.call?.body)).toContain(`data:image/png;base64,${png}`);
  });

  test("makes vectors, in the order of the texts whatever the order of the answer", async () => {
    const vectors = [
      [1, 0, 0, 0, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 0, 0, 0],
    ];
    const made = await viaOpenAi("embed", { texts: ["a", "b"], as: "passage" }, { answer: { vectors } });
    expect(answers.embed.parse(made.output).vectors).toEqual(vectors);
    expect(made.inputTokens).toBe(12);
  });

  test("hears a voice message and says how many minutes it was", async () => {
    const heard = await viaOpenAi(
      "transcribe",
      { audio: png, mediaType: "audio/mpeg", language: "de" },
      { answer: { text: " Guten Tag " } },
    );
    expect(heard).toMatchObject({ output: { text: "Guten Tag" }, units: 1.5 });
    expect(String(heard.call?.body["upload"])).toContain('filename="voice.mp3"');
  });

  test("speaks, and makes pictures", async () => {
    const spoken = await viaOpenAi("speak", { text: "Hello", voice: "alloy" }, { answer: { audio: png } });
    expect(spoken).toMatchObject({ output: { audio: png, mediaType: "audio/mpeg" }, units: 0.005 });
    await service?.close();
    const made = await viaOpenAi("make-image", { prompt: "A tent", size: "1024x1024" }, { answer: { image: png } });
    expect(answers["make-image"].parse(made.output)).toEqual({ image: png, mediaType: "image/png" });
    expect(made.units).toBe(1);
  });
});

describe("Bedrock, through its real SDK", () => {
  const nova = "amazon.nova-lite-v1:0";

  test("sees a picture beside the words", async () => {
    const input = { image: png, mediaType: "image/jpeg", words: "" } as const;
    const seen = await viaBedrock("describe-image", nova, input, [{ answer: picture }]);
    expect(seen.output).toEqual(picture);
    expect(JSON.stringify(seen.call?.body)).toContain(`"image":{"format":"jpeg","source":{"bytes":"${png}"}}`);
  });

  test("makes vectors by Amazon's models one by one, by Cohere's all at once", async () => {
    const vector = [1, 0, 0, 0, 0, 0, 0, 0];
    const titan = { answer: { embedding: vector, inputTextTokenCount: 3 } };
    const input = { texts: ["a", "b"], as: "question" } as const;
    const one = await viaBedrock("embed", "amazon.titan-embed-text-v2:0", input, [titan, titan]);
    expect(one).toMatchObject({ output: { vectors: [vector, vector] }, inputTokens: 6 });
    await service?.close();
    const cohere = { answer: { embeddings: [vector, vector] } };
    const all = await viaBedrock("embed", "eu.cohere.embed-multilingual-v3", input, [cohere]);
    expect(all).toMatchObject({ output: { vectors: [vector, vector] }, inputTokens: 7 });
    expect(all.call?.body["input_type"]).toBe("search_query");
  });

  test("makes pictures", async () => {
    const input = { prompt: "A tent", size: "1536x1024" } as const;
    const made = await viaBedrock("make-image", "amazon.nova-canvas-v1:0", input, [{ answer: { images: [png] } }]);
    expect(made).toMatchObject({ output: { image: png, mediaType: "image/png" }, units: 1 });
    expect(made.call?.body["imageGenerationConfig"]).toMatchObject({ width: 1536, height: 1024 });
  });

  test("says of sound that it cannot", async () => {
    const asked = viaBedrock("transcribe", nova, { audio: png, mediaType: "audio/mpeg", language: undefined }, []);
    await expect(asked).rejects.toMatchObject({ kind: "unable" });
  });

  test("has the stage's guardrail look at what goes in and out", async () => {
    const access = { guardrail: { id: "g1", version: "3" } };
    const { call } = await viaBedrock("read-mood", nova, { emails: [] }, [{ answer: {} }], access);
    expect(call?.body["guardrailConfig"]).toEqual({ guardrailIdentifier: "g1", guardrailVersion: "3" });
  });

  test("holds the answer to its schema by the service's own structured output where the policy says so", async () => {
    const { url, calls } = await serve({ text: '{"mood":"neutral"}' });
    const request = { ...requestOf("read-mood", nova, { emails: [] }), answerBy: "schema" } as const;
    expect((await askBedrock({ endpoint: url }, request)).output).toEqual({ mood: "neutral" });
    expect(calls[0]?.body).not.toHaveProperty("toolConfig");
    expect(JSON.stringify(calls[0]?.body["outputConfig"])).toContain("json_schema");
  });
});
