/**
 * Watches a process's memory while it is busy: looks every `everyMs` (undefined: never), one look at a time however long
 * it takes, and tells `onOver` what is in use above `limitMb`. Answers what switches it on and off.
 */
export function openMemoryWatch(options: {
  /** MB in use; undefined when nobody can tell. Does not reject. */
  readonly usedMb: () => Promise<number | undefined>;
  readonly limitMb: number;
  readonly everyMs: number | undefined;
  readonly onOver: (usedMb: number) => void;
}): (busy: boolean) => void {
  const { everyMs, limitMb } = options;
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const usedMb = await options.usedMb();
    looking = false;
    if (usedMb !== undefined && usedMb > limitMb) options.onOver(usedMb);
  };
  return (busy) => {
    clearInterval(timer);
    timer = busy && everyMs !== undefined ? setInterval(() => void look(), everyMs).unref() : undefined;
  };
}
