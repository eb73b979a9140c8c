import { beforeAll, describe, expect, test } from "vitest";
import { assemblyOf } from "./assembly.ts";
import { grantsOf } from "./grants-of.ts";
import { type Machine, machineOf, reachable } from "./machine.ts";

let support: Machine;
let grants: ReturnType<typeof grantsOf>;
beforeAll(async () => {
  const assembly = await assemblyOf("prod");
  support = machineOf(assembly, "support");
  grants = grantsOf(assembly);
}, 120_000);

const effect = "Do what was agreed";

describe("effects in the workflow (P1, P2)", () => {
  test("happen only after the gate or a person's decision", () => {
    expect([...support.states.keys()]).toContain(effect);
    const undecided = reachable(support, support.startAt, ["Gate", "What did they decide?"]);
    expect(undecided).not.toContain(effect);
  });

  test("of an unhappy customer's email happen only after a person", () => {
    expect(reachable(support, "Find what may help")).toContain(effect);
    expect(reachable(support, "Find what may help", ["Ask a person"])).not.toContain(effect);
  });

  test("come before the reply that tells of them, and one that fails ends in a repair, which cannot send", () => {
    expect(support.states.get(effect)?.Next).toBe("Send the reply");
    expect(support.states.get(effect)?.Catch).toMatchObject([
      { ErrorEquals: ["States.ALL"], Next: "Ask a person to repair" },
    ]);
    expect(reachable(support, "Ask a person to repair")).not.toContain(effect);
  });
});

describe("the agents' loop (P12)", () => {
  test.each(["", " for the person"])("'Look it up%s' goes round only while somebody is left to ask", (suffix) => {
    const more = `Is anybody left to ask?${suffix}`;
    expect(support.states.get(`Look it up${suffix}`)?.Next).toBe(more);
    expect(support.states.get(more)?.Choices?.[0]).toMatchObject({
      Condition: "{% $count($look.agents) > 0 %}",
      Next: `Look it up${suffix}`,
    });
  });

  test("a one-time code leaves through the gate alone, and never on an unhappy customer's way", () => {
    expect(support.states.get("Ask for proof")?.Next).toBe("Gate");
    expect(reachable(support, "Find what may help", ["Ask a person"])).not.toContain("Ask for proof");
  });
});

describe("the functions of the tools room", () => {
  const of = (handler: string) => grants.get(handler)?.map(({ action, resource }) => `${action} ${resource}`) ?? [];

  test("look things up without a right to send, to ring, to start runs, or to read raw email", () => {
    for (const handler of ["tools/look-it-up", "tools/ask-for-proof", "tools/do-what-was-agreed"]) {
      expect.soft(of(handler).length, handler).toBeGreaterThan(3);
      for (const right of of(handler))
        expect.soft(right, handler).not.toMatch(/^(?:ses|states|bedrock|events):|\/raw\/|attachments\//);
    }
  });

  test("let effects happen without a right to any email, and nobody else has the service's key", () => {
    expect(of("tools/do-what-was-agreed").filter((right) => right.startsWith("s3:"))).toEqual([]);
    const holders = [...grants].filter(([, list]) =>
      list.some(({ action, resource }) => action === "secretsmanager:GetSecretValue" && /tools/i.test(resource)),
    );
    expect(holders.map(([who]) => who).sort()).toEqual(["tools/do-what-was-agreed", "tools/look-it-up"]);
  });
});
