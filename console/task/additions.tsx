import { useRef } from "preact/hooks";
import { call } from "../api/client.ts";
import type { Uploaded } from "../api/shapes.ts";
import { say } from "../frame/toasts.ts";
import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { told } from "./acts.ts";
import { type, typedFor } from "./typed.ts";

/** The most that one file may have, as the API has it. */
const mostBytes = 4_000_000;

/** Further recipients and files, for a reply that a person writes. */
export const Additions = ({ taskId }: { taskId: string }) => {
  const { cc, attachments } = typedFor(taskId);
  const picker = useRef<HTMLInputElement>(null);
  const words = w.value.answer;
  const attach = async (files: FileList | null): Promise<void> => {
    for (const file of files ?? []) {
      if (file.size > mostBytes) {
        say(words.tooLarge(file.name), { tone: "bad" });
        continue;
      }
      const uploaded = await told(async () => upload(file));
      if (uploaded === undefined) continue;
      const { uploadId, name } = uploaded;
      type(taskId, { attachments: [...typedFor(taskId).attachments, { uploadId, name }] });
    }
  };
  return (
    <div class="additions">
      <label class="inline-field">
        <span>Cc</span>
        <input
          type="text"
          inputMode="email"
          autocomplete="off"
          value={cc}
          placeholder={words.ccPlaceholder}
          onInput={({ currentTarget }) => type(taskId, { cc: currentTarget.value })}
        />
      </label>
      <button type="button" class="plain" onClick={() => picker.current?.click()}>
        <Icon name="attachment" /> {words.attach}
      </button>
      <input
        ref={picker}
        class="unseen"
        type="file"
        multiple
        tabIndex={-1}
        aria-label={words.attach}
        onChange={({ currentTarget }) => void attach(currentTarget.files)}
      />
      {attachments.map(({ uploadId, name }) => (
        <span key={uploadId} class="chip">
          {name}
          <button
            type="button"
            class="plain icon-only tiny"
            aria-label={words.detach(name)}
            onClick={() =>
              type(taskId, { attachments: attachments.filter((attached) => attached.uploadId !== uploadId) })
            }
          >
            <Icon name="close" size={12} />
          </button>
        </span>
      ))}
    </div>
  );
};

async function upload(file: File): Promise<Uploaded> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  // In pieces: a call with a million arguments is more than a browser takes.
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const body = { name: file.name, type: file.type || "application/octet-stream", base64: btoa(binary) };
  return call<Uploaded>("/uploads", { method: "POST", body });
}

/** The addresses typed into Cc, as decisions take them. */
export const addressesIn = (cc: string): { readonly address: string }[] =>
  cc
    .split(/[,;\s]+/)
    .filter((address) => address !== "")
    .map((address) => ({ address }));
