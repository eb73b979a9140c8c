import { useSignal } from "@preact/signals";
import { call } from "../api/client.ts";
import { w } from "../words/words.ts";
import { told } from "./acts.ts";

interface NoteProps {
  readonly conversationId: string;
  readonly onAdded: () => Promise<void>;
}

/** A note for colleagues; customers never see one. */
export const NoteBox = ({ conversationId, onAdded }: NoteProps) => {
  const text = useSignal("");
  const words = w.value.task;
  const add = (event: Event): void => {
    event.preventDefault();
    if (text.value.trim() === "") return;
    void told(async () => {
      await call(`/conversations/${conversationId}/notes`, { method: "POST", body: { text: text.value } });
      text.value = "";
      await onAdded();
    });
  };
  return (
    <form class="note-box" onSubmit={add}>
      <label class="field">
        <span class="unseen">{words.addNote}</span>
        <textarea
          id="note-text"
          rows={2}
          maxLength={5000}
          placeholder={words.notePlaceholder}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
          }}
        />
      </label>
      {text.value.trim() !== "" && <button type="submit">{words.addNote}</button>}
    </form>
  );
};
