import * as z from "zod";

/** A chat completion as the OpenAI protocol asks for it; only what the obedient model looks at. */
const ChatRequest = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({ json_schema: z.object({ name: z.string() }) }),
});

/** What a model is shown: the task, our own words and, between fences, what strangers wrote. */
export interface Asked {
  readonly task: string;
  readonly system: string;
  /** Subject and words of each email, as they stand between the fences. */
  readonly emails: readonly string[];
  readonly passages: readonly { readonly passageId: string; readonly text: string }[];
}

const fenced = /<<<(?<name>[A-Z][^\n]*?) (?<mark>[0-9a-f]{18})\n(?<text>[\s\S]*?)\n\k<mark> \k<name>>>>/g;

/** Reads a request of the SDK; undefined when it is none that our prompts could have made. */
export function readAsked(body: unknown): Asked | undefined {
  const request = ChatRequest.safeParse(body);
  if (!request.success) return undefined;
  const { messages, response_format } = request.data;
  const said = (role: string): string => messages.find((message) => message.role === role)?.content ?? "";
  const blocks = [...said("user").matchAll(fenced)].map(({ groups }) => ({
    name: groups?.["name"] ?? "",
    text: groups?.["text"] ?? "",
  }));
  return {
    task: response_format.json_schema.name,
    system: said("system"),
    emails: blocks.filter(({ name }) => name.startsWith("EMAIL-")).map(({ text }) => text),
    passages: blocks
      .filter(({ name }) => name.startsWith("PASSAGE "))
      // The first line is the article's title and heading, which no quote may take from.
      .map(({ name, text }) => ({ passageId: name.slice(8), text: text.slice(text.indexOf("\n") + 1) })),
  };
}
