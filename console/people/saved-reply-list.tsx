import { useSignal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { SavedReplies } from "../api/shapes-of-leads.ts";
import { mayDecide } from "../frame/person.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { Failed, Skeleton } from "../parts/states.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { w } from "../words/words.ts";

type SavedReply = SavedReplies["savedReplies"][number];
type Asking = { readonly what: "write" | "delete"; readonly reply?: SavedReply };

/** Replies kept for reuse: everybody who decides may write, change and delete them. */
export const SavedReplyList = () => {
  const { value, error, reload } = useLoaded(() => get<SavedReplies>("/saved-replies"), []);
  const asking = useSignal<Asking | undefined>(undefined);
  const words = w.value.people;
  const close = (): void => {
    asking.value = undefined;
  };
  const done = async (): Promise<void> => {
    close();
    await reload();
  };
  return (
    <section class="card" aria-labelledby="saved-title">
      <div class="card-head">
        <h2 id="saved-title">{words.savedReplies}</h2>
        {mayDecide.value && (
          <button type="button" class="small" onClick={() => (asking.value = { what: "write" })}>
            {words.addReply}
          </button>
        )}
      </div>
      {value === undefined && error === undefined && <Skeleton lines={4} />}
      {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
      {value?.savedReplies.length === 0 && <p class="soft">{words.noReplies}</p>}
      <ul class="plain-list team">
        {value?.savedReplies.map((reply) => (
          <li key={reply.savedReplyId}>
            <div>
              <strong>{reply.title}</strong>{" "}
              {reply.language !== undefined && <span class="chip">{reply.language}</span>}
              <p class="soft saved-text">{reply.text}</p>
            </div>
            {mayDecide.value && (
              <span class="line-actions">
                <button type="button" class="small" onClick={() => (asking.value = { what: "write", reply })}>
                  {words.edit}
                  <span class="unseen"> {reply.title}</span>
                </button>
                <button type="button" class="small" onClick={() => (asking.value = { what: "delete", reply })}>
                  {words.deleteReply}
                  <span class="unseen"> {reply.title}</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {asking.value?.what === "write" && <WriteDialog reply={asking.value.reply} onClose={close} onDone={done} />}
      {asking.value?.what === "delete" && asking.value.reply !== undefined && (
        <DeleteDialog reply={asking.value.reply} onClose={close} onDone={done} />
      )}
    </section>
  );
};

interface DialogProps {
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

const WriteDialog = ({ reply, onClose, onDone }: DialogProps & { reply: SavedReply | undefined }) => {
  const words = w.value.people;
  const save = async (form: FormData): Promise<void> => {
    const text = (name: string): string => String(form.get(name) ?? "").trim();
    const language = text("language").toLowerCase();
    const body = { title: text("title"), text: text("text"), ...(language !== "" && { language }) };
    if (reply === undefined) await call("/saved-replies", { method: "POST", body });
    else {
      const headers = { "If-Match": reply.etag };
      await call(`/saved-replies/${reply.savedReplyId}`, { method: "PUT", body, headers });
    }
    await onDone();
  };
  const title = reply === undefined ? words.addReply : words.changeReply;
  return (
    <FormDialog title={title} button={w.value.frame.save} wide onClose={onClose} onSubmit={save}>
      <label class="field">
        {words.title}
        <input name="title" required maxLength={120} defaultValue={reply?.title ?? ""} data-first />
      </label>
      <label class="field">
        {words.text}
        <textarea name="text" rows={8} required maxLength={20_000} defaultValue={reply?.text ?? ""} />
      </label>
      <p class="soft">{words.placeholders}</p>
      <label class="field">
        {words.language}
        <input name="language" pattern="[A-Za-z]{2}" maxLength={2} defaultValue={reply?.language ?? ""} />
      </label>
    </FormDialog>
  );
};

const DeleteDialog = ({ reply, onClose, onDone }: DialogProps & { reply: SavedReply }) => {
  const words = w.value.people;
  const remove = async (): Promise<void> => {
    const headers = { "If-Match": reply.etag };
    await call(`/saved-replies/${reply.savedReplyId}`, { method: "DELETE", body: {}, headers });
    await onDone();
  };
  const title = words.deleteTitle(reply.title);
  return (
    <FormDialog title={title} button={words.deleteReply} danger onClose={onClose} onSubmit={remove}>
      <p>{words.deleteText}</p>
    </FormDialog>
  );
};
