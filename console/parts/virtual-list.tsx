import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface VirtualListProps<T> {
  readonly items: readonly T[];
  /** Pixels; every row has it. */
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string;
  readonly row: (item: T, index: number) => ComponentChildren;
  readonly label: string;
  /** The row to keep in sight. */
  readonly current: number;
  /** Called when the end comes near. */
  readonly onEnd?: () => void;
}

// Rows beyond the visible ones, so that a fast scroll does not show blanks.
const margin = 8;

/**
 * A list of which only the rows in sight exist: 10,000 cost what 30 cost. Positions are set through the style object
 * (CSSOM), which a policy without unsafe-inline allows, as it does not allow style attributes in markup.
 */
export const VirtualList = <T,>({ items, rowHeight, keyOf, row, label, current, onEnd }: VirtualListProps<T>) => {
  const port = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const first = useSignal(0);
  const visible = useSignal(30);

  useEffect(() => {
    const element = port.current;
    if (element === null) return;
    const measure = (): void => {
      const top = Math.max(0, Math.floor(element.scrollTop / rowHeight) - margin);
      first.value = top - (top % 4);
      visible.value = Math.ceil(element.clientHeight / rowHeight) + 2 * margin + 4;
      if (element.scrollTop + element.clientHeight * 3 > element.scrollHeight) onEnd?.();
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [rowHeight, onEnd, items.length]);

  const start = Math.min(first.value, Math.max(0, items.length - visible.value));
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    element.style.height = `${items.length * rowHeight}px`;
    element.style.setProperty("--start", `${start * rowHeight}px`);
  }, [items.length, rowHeight, start]);

  useEffect(() => {
    const element = port.current;
    if (element === null || current < 0) return;
    const top = current * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    const bottom = top + rowHeight - element.clientHeight;
    if (bottom > element.scrollTop) element.scrollTop = bottom;
  }, [current, rowHeight]);

  return (
    <div class="port" ref={port}>
      <ol class="rows" ref={list} aria-label={label}>
        {items.slice(start, start + visible.value).map((item, offset) => (
          <li key={keyOf(item)} class="row-slot" aria-posinset={start + offset + 1} aria-setsize={items.length}>
            {row(item, start + offset)}
          </li>
        ))}
      </ol>
    </div>
  );
};
