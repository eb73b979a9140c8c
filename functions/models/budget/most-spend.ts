import { costOf, type Usage } from "../prices.ts";
import { mostAnswerTokens, type Request } from "../providers/provider.ts";
import type { Spend } from "./purse.ts";

// What no service has documented for sure stays on the high side: a language model's tokens are never more than the bytes
// of the text, and what a service adds around a prompt stays below three hundred.
const around = 300;
// The largest picture that the services take whole.
const pictureTokens = 3000;

const bytes = (text: string): number => Buffer.byteLength(text);

/** The most that one call can use up. */
export function mostUsage(request: Request): Usage {
  const { task, input, system, user, schema } = request;
  const prompt = bytes(system) + bytes(user) + bytes(JSON.stringify(schema)) + around;
  if (task === "embed" && "texts" in input)
    return { inputTokens: input.texts.reduce((sum, text) => sum + bytes(text) + 10, 0), outputTokens: 0 };
  if (task === "make-image" && "prompt" in input)
    // gpt-image-1 paints its largest picture with about 6,300 tokens at high quality.
    return { inputTokens: bytes(input.prompt) + around, outputTokens: 6500, units: 1 };
  if (task === "speak" && "voice" in input)
    return { inputTokens: bytes(input.text), outputTokens: 0, units: input.text.length / 1000 };
  if (task === "transcribe" && "audio" in input) {
    const seconds = (input.audio.length * 0.75) / 1500;
    return { inputTokens: Math.ceil(seconds * 20), outputTokens: mostAnswerTokens, units: seconds / 60 };
  }
  const pictures = task === "describe-image" ? pictureTokens : 0;
  return { inputTokens: prompt + pictures, outputTokens: mostAnswerTokens };
}

export function spendOf(usage: Usage, price: Parameters<typeof costOf>[0], ms: number): Spend {
  return { usd: costOf(price, usage), tokens: usage.inputTokens + usage.outputTokens, ms };
}
