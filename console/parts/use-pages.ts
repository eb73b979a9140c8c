import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";
import type { Change } from "../api/shapes.ts";
import { onChanges } from "../frame/live.ts";

export interface Pages<T> {
  readonly items: readonly T[] | undefined;
  readonly error: unknown;
  readonly hasMore: boolean;
  readonly more: () => Promise<void>;
  readonly reload: () => Promise<void>;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/**
 * A list that comes in pages, from the start again when `keys` change. Short pages are followed until there is a row. A
 * list that nobody has gone further in follows what `concerns` it; one that somebody reads on in stays as it is.
 */
export function usePages<T>(
  load: (after: string | undefined) => Promise<Page<T>>,
  keys: readonly unknown[],
  concerns: (change: Change) => boolean = () => false,
): Pages<T> {
  const state = useSignal<{ items?: readonly T[]; next?: string | undefined; error?: unknown }>({});
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);
  const isFirstPage = useRef(true);
  const follows = useRef(concerns);
  follows.current = concerns;
  const of = JSON.stringify(keys);

  const read = useCallback(
    async (kept: readonly T[], after: string | undefined) => {
      turn.current += 1;
      const mine = turn.current;
      try {
        let { items, next } = await latest.current(after);
        while (items.length === 0 && next !== undefined) ({ items, next } = await latest.current(next));
        if (mine !== turn.current) return;
        isFirstPage.current = after === undefined;
        state.value = { items: [...kept, ...items], next };
      } catch (error) {
        if (mine === turn.current) state.value = { ...state.peek(), error };
      }
    },
    [state],
  );
  const reload = useCallback(() => read([], undefined), [read]);
  const more = useCallback(async () => {
    const { items = [], next } = state.peek();
    if (next !== undefined) await read(items, next);
  }, [read, state]);
  useEffect(() => {
    state.value = {};
    void reload();
  }, [of, reload]);
  useEffect(
    () =>
      onChanges((changes) => {
        if (isFirstPage.current && changes.some((change) => follows.current(change))) void reload();
      }),
    [reload],
  );
  const { items, error, next } = state.value;
  return { items, error, hasMore: next !== undefined, more, reload };
}
