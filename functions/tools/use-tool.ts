import type { AccountState, ToolCall } from "../contracts/tools.ts";
import { comparable } from "../platform/addresses.ts";
import type { SenderProof } from "./sender-proof.ts";
import { type Reader, type ReadTool, type Service, type Told, type Tool, ToolFailed } from "./tool.ts";

export interface Used {
  readonly outcome: ToolCall["outcome"];
  readonly failure?: string;
  readonly told?: Told;
}

export interface Use {
  readonly tool: Tool;
  readonly input: unknown;
  readonly proof: SenderProof;
  /** Undefined when no service is configured. */
  readonly service: Service | undefined;
  readonly mayAskForCode: boolean;
  readonly reader: Reader;
}

/**
 * One tool, one input. D4 stands here: what belongs to a customer is fetched only for a sender who is proven, and what
 * comes back is thrown away unless its stored address is the proven one. Of somebody unproven the service is asked for
 * that address alone.
 */
export async function useTool(use: Use): Promise<Used> {
  if (use.service === undefined) return { outcome: "off" };
  try {
    const refused = await notTheirs(use, use.service);
    if (refused !== undefined) return refused;
    return use.tool.does === "effect" ? { outcome: "proposed" } : await read(use, use.tool, use.service);
  } catch (error) {
    if (!(error instanceof ToolFailed)) throw error;
    return { outcome: "failed", failure: error.failure };
  }
}

async function read({ input, proof, reader }: Use, tool: ReadTool, service: Service): Promise<Used> {
  const answer = await tool.run(service, input, reader);
  if (answer === undefined) return { outcome: "not-found" };
  if (tool.proof === "customer" && !isOf(answer.owner, proof.address)) return { outcome: "not-theirs" };
  if (answer.told === undefined) return { outcome: "not-found" };
  return { outcome: answer.told.delicate === true ? "delicate" : "told", told: answer.told };
}

/** Why the tool may not be used for this sender; undefined when it may. */
async function notTheirs({ tool, input, proof, mayAskForCode }: Use, service: Service): Promise<Used | undefined> {
  if (tool.proof === "none") return undefined;
  if (proof.address === undefined) return { outcome: "not-proven" };
  // A proven reader's data is checked against its owner when it comes; everybody else's owner is asked for first.
  if (proof.by !== undefined && tool.does === "read-only") return undefined;
  const owner = await tool.ownerOf(service, input);
  if (owner === undefined) return { outcome: "not-found" };
  if (!isOf(owner, proof.address)) return { outcome: "not-theirs" };
  if (proof.by !== undefined) return undefined;
  return { outcome: proof.mayAsk && mayAskForCode ? "code" : "not-proven" };
}

/** Stored address and proven address as addresses are compared; two that cannot be compared are never the same. */
function isOf(stored: string | undefined, proven: string | undefined): boolean {
  const owner = stored === undefined ? undefined : comparable(stored);
  return owner !== undefined && owner === proven;
}

const accountOf: Readonly<Record<ToolCall["outcome"], AccountState>> = {
  told: "shown",
  proposed: "delicate",
  delicate: "delicate",
  "not-found": "not-found",
  "not-theirs": "not-theirs",
  "not-proven": "not-proven",
  code: "code",
  "no-right": "not-proven",
  off: "off",
  "over-limit": "failed",
  failed: "failed",
};

/** How a call leaves the sender's account; of what belongs to nobody only an answer or a failure counts. */
export function accountAfter(tool: Pick<Tool, "proof">, outcome: ToolCall["outcome"]): AccountState {
  const state = accountOf[outcome];
  return tool.proof === "customer" || state === "shown" || state === "failed" ? state : "none";
}
