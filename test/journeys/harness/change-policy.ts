import * as z from "zod";

const InForce = z.object({ policy: z.looseObject({ version: z.int() }) });

/** Changes the policy as a lead does at the desk. Functions that have read it keep what they read for five seconds. */
export async function changePolicy(desk: string, token: string, change: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const { policy } = InForce.parse(await (await fetch(`${desk}/api/policy`, { headers })).json());
  const answer = await fetch(`${desk}/api/policy`, {
    method: "PUT",
    headers: { ...headers, "if-match": String(policy.version) },
    body: JSON.stringify({ change, note: "For a test" }),
  });
  if (!answer.ok) throw new Error(`The policy was not changed: ${answer.status} ${await answer.text()}`);
}
