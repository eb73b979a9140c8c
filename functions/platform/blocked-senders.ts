import { BlockedSender } from "../contracts/desk/people.ts";
import { addressHash } from "./addresses.ts";
import { getRow, indexed, type Key, put, queryRows, update, type Write } from "./rows.ts";

// desk: pk `blocked#<hash of the address>`, sk `blocked`; byKind: pk `blocked`, sk when. Does not expire: a person lifts it.

const key = (address: string): Key => ({ pk: `blocked#${addressHash(address)}`, sk: "blocked" });

export const blockWrite = (sender: BlockedSender): Write =>
  put("desk", { ...key(sender.address), ...sender, ...indexed("byKind", { pk: "blocked", sk: sender.at }) });

export const unblockWrite = (address: string): Write =>
  update("desk", key(address), {
    set: { lifted: true, ...indexed("byKind", undefined) },
    condition: "attribute_exists(#pk)",
  });

/** Why a sender's emails are closed without a reply; undefined for everybody else. */
export async function blockedSender(address: string): Promise<BlockedSender | undefined> {
  const row = await getRow("desk", key(address), BlockedSender.loose());
  return row === undefined || row["lifted"] === true ? undefined : row;
}

/** The newest 1,000. */
export const blockedSenders = async (): Promise<BlockedSender[]> =>
  (await queryRows({ table: "desk", index: "byKind", pk: "blocked", newestFirst: true, limit: 1000 }, BlockedSender))
    .rows;
