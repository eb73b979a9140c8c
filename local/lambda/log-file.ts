import { createWriteStream, mkdirSync, openSync, renameSync, statSync, type WriteStream } from "node:fs";
import path from "node:path";

/** Where the output of one function goes. */
export interface LogFile {
  write(text: string | Uint8Array): void;
  close(): Promise<void>;
}

/**
 * Opens `folder/name.log` for appending. At `limitBytes` it becomes `name.log.1` (replacing the one before), so a
 * function keeps at most twice the limit however much it prints.
 */
export function openLogFile(folder: string, name: string, limitBytes = 5_000_000): LogFile {
  const file = path.join(folder, `${name}.log`);
  let stream: WriteStream | undefined;
  let size = 0;

  /** Lines of a tenth of a second go out in one write: a busy function ends hundreds of events in a second. */
  const gather = (into: WriteStream): void => {
    if (into.writableCorked > 0) return;
    into.cork();
    setTimeout(() => into.uncork(), 100).unref();
  };

  const open = (): WriteStream => {
    mkdirSync(folder, { recursive: true });
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    // Opened at once: a first text beyond the limit finds a file to rename.
    const opened = createWriteStream(file, { fd: openSync(file, "a", 0o600) });
    // As below; the next text tries a new stream, since this one takes none any more.
    opened.on("error", () => {
      if (stream === opened) stream = undefined;
    });
    return opened;
  };

  return {
    write: (text) => {
      try {
        stream ??= open();
        size += text.length;
        gather(stream);
        stream.write(text);
        if (size < limitBytes) return;
        stream.end();
        stream = undefined;
        renameSync(file, `${file}.1`);
      } catch {
        // A log that cannot be written (full disk) must not stop the function; the store reports the disk.
      }
    },
    close: async () => {
      const closing = stream;
      stream = undefined;
      if (closing) await new Promise<void>((resolve) => closing.end(() => resolve()));
    },
  };
}
