import type { Store, Transaction } from "../store.ts";

type Work = (tx: Transaction) => void;

/** Writes of the engine that cannot conflict, gathered so that all of one turn share one transaction's overhead. */
export interface Journal {
  /** Settles when `work` is durable. A failure fails the whole gathering: nothing of it happened. */
  write(work: Work): Promise<void>;
}

export function openJournal(store: Store): Journal {
  let gathered: Work[] = [];
  let written: Promise<void> | undefined;
  return {
    write: (work) => {
      gathered.push(work);
      written ??= Promise.resolve().then(() => {
        const mine = gathered;
        gathered = [];
        written = undefined;
        return store.transact((tx) => {
          for (const each of mine) each(tx);
        });
      });
      return written;
    },
  };
}
