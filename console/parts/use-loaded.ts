import { useSignal } from "@preact/signals";
import { useCallback, useEffect, useRef } from "preact/hooks";

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly reload: () => Promise<void>;
}

/**
 * What `load` gives, loaded anew when `keys` change. What was there stays while it is looked at afresh, so nothing
 * flickers; an answer that comes after the page moved on is dropped.
 */
export function useLoaded<T>(load: () => Promise<T>, keys: readonly unknown[]): Loaded<T> {
  const state = useSignal<{ value?: T; error?: unknown; of: string }>({ of: "" });
  const of = JSON.stringify(keys);
  const newest = useRef(of);
  newest.current = of;
  const latest = useRef(load);
  latest.current = load;
  const reload = useCallback(async () => {
    try {
      const value = await latest.current();
      if (newest.current === of) state.value = { value, of };
    } catch (error) {
      if (newest.current !== of) return;
      const kept = state.value.of === of ? state.value.value : undefined;
      state.value = { error, of, ...(kept !== undefined && { value: kept }) };
    }
  }, [of, state]);
  useEffect(() => void reload(), [reload]);
  const { value, error } = state.value.of === of ? state.value : {};
  return { value, error, reload };
}
