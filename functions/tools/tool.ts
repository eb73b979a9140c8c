import * as z from "zod";
import type { SideEffect } from "../contracts/tools.ts";
import type { OrderNumbers } from "./order-numbers.ts";

// What a tool is. A tool never sees the email: code reads order numbers and the like out of it, and only what fits the
// tool's input schema goes on. Nothing a customer or a model writes names a tool, an address or an account (P3).

/** What code knows about one question when it asks each tool whether it has something to look up. */
export interface Known extends OrderNumbers {
  readonly question: string;
  /** Where the sender writes from, as addresses are compared; whether that is proven is not a tool's matter. */
  readonly customer: string | undefined;
}

export interface ServiceRequest {
  readonly method: "GET" | "POST";
  /** Begins with `/`; segments that hold data are encoded by `pathOf`. */
  readonly path: string;
  readonly body?: unknown;
  /** Makes a repeated effect one effect. */
  readonly key?: string;
}

/** The outside service as tools see it. Answers undefined where the service knows no such thing; throws ToolFailed. */
export interface Service {
  ask(request: ServiceRequest): Promise<unknown>;
}

/** Why a call brought nothing: `timeout`, `unreachable`, `status-500`, `redirect`, `too-large`, `schema`, `resting`… */
export class ToolFailed extends Error {
  override name = "ToolFailed";
  readonly failure: string;

  constructor(failure: string, options?: ErrorOptions) {
    super(`The service behind the tool could not be used: ${failure}`, options);
    this.failure = failure;
  }
}

/** What a tool's answer says, in our own words around checked values: quoted to customers as an article's passage is. */
export interface Told {
  readonly title: string;
  readonly heading: string;
  readonly text: string;
  /** True, but a person should say it: late, in dispute. */
  readonly delicate?: boolean;
}

/** For whom and when something is told. */
export interface Reader {
  readonly language: string;
  /** ISO day: what was expected before it is late. */
  readonly today: string;
}

/** Whose data a call would bring: asked for alone while the sender is not proven, so that nothing else leaves the service. */
interface Ownership<In, Out> {
  readonly request: (input: In) => ServiceRequest;
  readonly in: (output: Out) => string;
}

interface Common<In> {
  readonly name: string;
  /** `customer`: only for the proven owner of what is asked about (D4). */
  readonly proof: "none" | "customer";
  /** The calls that this question wants; none for most questions. Code's reading, no model's. */
  readonly plan: (known: Known) => readonly In[];
  /** What the call is about, for the log: an order number. */
  readonly about?: (input: In) => string | undefined;
}
interface ReadSpec<In extends z.ZodType, Out extends z.ZodType> extends Common<z.infer<In>> {
  readonly input: In;
  readonly output: Out;
  readonly request: (input: z.infer<In>) => ServiceRequest;
  readonly ownership?: Ownership<z.infer<In>, z.infer<Out>>;
  readonly tell: (output: z.infer<Out>, reader: Reader, input: z.infer<In>) => Told | undefined;
}
interface EffectSpec<In extends z.ZodType, Out extends z.ZodType> extends Common<z.infer<In>> {
  readonly input: In;
  readonly output: Out;
  readonly request: (input: z.infer<In>) => ServiceRequest;
  readonly ownership: Pick<Ownership<z.infer<In>, never>, "request">;
  /** For the person who decides. */
  readonly summary: (input: z.infer<In>) => string;
  readonly receipt: (output: z.infer<Out>, language: string) => { readonly reference: string; readonly told: string };
}

interface AnyTool {
  readonly name: string;
  readonly does: SideEffect;
  readonly proof: "none" | "customer";
  readonly plan: (known: Known) => readonly unknown[];
  readonly about: (input: unknown) => string | undefined;
  /** The address stored with what is asked about; undefined when there is no such thing. */
  readonly ownerOf: (service: Service, input: unknown) => Promise<string | undefined>;
}
export interface ReadTool extends AnyTool {
  readonly does: "read-only";
  /** Undefined when there is no such thing. `owner` is absent for what belongs to nobody. */
  readonly run: (
    service: Service,
    input: unknown,
    reader: Reader,
  ) => Promise<{ readonly owner: string | undefined; readonly told: Told | undefined } | undefined>;
}
export interface EffectTool extends AnyTool {
  readonly does: "effect";
  readonly summary: (input: unknown) => string;
  /** `key` is the effect's id: asked twice, the service acts once. */
  readonly perform: (
    service: Service,
    input: unknown,
    key: string,
    language: string,
  ) => Promise<{ readonly reference: string; readonly told: string }>;
}
export type Tool = ReadTool | EffectTool;

const Owner = z.object({ email: z.email() });

/** A tool that looks something up. What comes back is checked against `output` before anybody reads it. */
export function readTool<In extends z.ZodType, Out extends z.ZodType>(spec: ReadSpec<In, Out>): ReadTool {
  const { ownership } = spec;
  if (spec.proof === "customer" && ownership === undefined)
    throw new Error(`${spec.name} shows a customer's data, so it must say whose: give it an ownership.`);
  return {
    ...commonOf(spec, ownership?.request),
    does: "read-only",
    run: async (service, given, reader) => {
      const input = spec.input.parse(given);
      const answer = await service.ask(spec.request(input));
      if (answer === undefined) return undefined;
      const output = checked(spec.output, answer);
      return { owner: ownership?.in(output), told: spec.tell(output, reader, input) };
    },
  };
}

/** A tool that changes something. It is proposed by the agents and performed after the gate or a person has decided. */
export function effectTool<In extends z.ZodType, Out extends z.ZodType>(spec: EffectSpec<In, Out>): EffectTool {
  return {
    ...commonOf(spec, spec.ownership.request),
    does: "effect",
    summary: (input) => spec.summary(spec.input.parse(input)),
    perform: async (service, given, key, language) => {
      const answer = await service.ask({ ...spec.request(spec.input.parse(given)), key });
      if (answer === undefined) throw new ToolFailed("status-404");
      return spec.receipt(checked(spec.output, answer), language);
    },
  };
}

function commonOf<In extends z.ZodType>(
  spec: Common<z.infer<In>> & { readonly input: In },
  owner: ((input: z.infer<In>) => ServiceRequest) | undefined,
): Omit<AnyTool, "does"> {
  return {
    name: spec.name,
    proof: spec.proof,
    plan: (known) => spec.plan(known).filter((input) => spec.input.safeParse(input).success),
    about: (input) => spec.about?.(spec.input.parse(input)),
    ownerOf: async (service, input) => {
      if (owner === undefined) return undefined;
      const answer = await service.ask(owner(spec.input.parse(input)));
      return answer === undefined ? undefined : checked(Owner, answer).email;
    },
  };
}

function checked<Out extends z.ZodType>(schema: Out, answer: unknown): z.infer<Out> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ToolFailed("schema", { cause: parsed.error });
  return parsed.data;
}

/** A path from fixed parts and data: pathOf`/orders/${number}`. */
export const pathOf = (fixed: TemplateStringsArray, ...data: readonly string[]): string =>
  fixed.map((part, at) => part + (at < data.length ? encodeURIComponent(data[at] ?? "") : "")).join("");
