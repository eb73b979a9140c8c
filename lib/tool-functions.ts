const log = { log: "append", policy: "read" } as const;
const reads = { conversations: "read", interactions: "write", counters: "write", ...log } as const;

/** The rows of lib/functions.ts for the tools room. None may send, ring or start anything. */
export const toolFunctions = {
  // Looks things up for the agents and changes nothing outside. Policy allows a loop 40 s at most.
  "tools/look-it-up": {
    timeoutSeconds: 60,
    memoryMiB: 256,
    tables: reads,
    objects: { read: ["Get"] },
    secrets: ["signing", "tools"],
  },
  "tools/ask-for-proof": {
    timeoutSeconds: 20,
    memoryMiB: 256,
    tables: reads,
    objects: { read: ["Get"] },
    secrets: ["signing"],
  },
  // The only one that asks for effects: it sees decisions and proposals, no email and no passage.
  "tools/do-what-was-agreed": {
    timeoutSeconds: 30,
    memoryMiB: 256,
    tables: { interactions: "write", outbox: "read", ...log },
    secrets: ["tools"],
  },
} as const;
