/**
 * How much is asked of all functions together. Queues are worked only while there is room: what waits in a queue costs
 * nothing and grows no older than its promise, what waits in front of a function runs into its caller's time limit.
 */
export interface Backlog {
  /** Settles once fewer events than the limit are under way. */
  room(): Promise<void>;
  /** Counts `work` as under way until it settles. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

export function openBacklog(limit: number): Backlog {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return {
    room: () => (underWay < limit ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    during: async (work) => {
      underWay++;
      try {
        return await work();
      } finally {
        underWay--;
        if (underWay < limit) waiting.shift()?.();
      }
    },
  };
}
