import { addressHash, comparable, withoutTag } from "../platform/addresses.ts";
import { nowMs } from "../platform/clock.ts";
import { updateItem } from "../platform/dynamo.ts";
import { tableName } from "../platform/settings.ts";

// F28: who sends a thousand emails in a minute does not make the others wait. All are accepted at once; from the eleventh of
// a minute on, the runs of one sender begin two seconds after one another, so that models, budgets and people's queue
// are free for everybody in between. A person never notices: nobody writes eleven emails in a minute. Policy says how many
// begin at once (`caps.startsPerMinute`).

const secondsEach = 2;
const longestWait = 3600;

/**
 * How many seconds the run of an email waits for others' sake. Emails are counted by their identity, so that one which
 * comes a hundred times is one. counters: pk `minute#from-<hash>#<minute>`, sk `seen`.
 */
export async function fairDelaySeconds(sender: string, identity: string, freePerMinute: number): Promise<number> {
  const minute = Math.floor(nowMs() / 60_000);
  const address = addressHash(withoutTag(comparable(sender) ?? sender));
  try {
    const found = await updateItem({
      TableName: tableName("counters"),
      Key: { pk: `minute#from-${address}#${minute}`, sk: "seen" },
      UpdateExpression: "SET #expiresAt = :expiresAt ADD #seen :one",
      ConditionExpression: "attribute_not_exists(#seen) OR size(#seen) < :most",
      ExpressionAttributeNames: { "#seen": "seen", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: {
        ...{
          ":one": new Set([identity.slice(0, 16)]),
          ":most": freePerMinute + longestWait / secondsEach,
          ":expiresAt": (minute + 60) * 60,
        },
      },
      ReturnValues: "UPDATED_NEW",
    });
    const seen = found?.["seen"];
    return delayOf((seen instanceof Set ? seen.size : 1) - freePerMinute);
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return longestWait;
    throw error;
  }
}

const delayOf = (tooMany: number): number => Math.min(longestWait, Math.max(0, tooMany) * secondsEach);
