import { get, query } from "../api/client.ts";
import type { Task } from "../api/shapes.ts";
import type { Filled, SavedReplies } from "../api/shapes-of-leads.ts";
import { say } from "../frame/toasts.ts";
import { useLoaded } from "../parts/use-loaded.ts";
import { w } from "../words/words.ts";
import { told } from "./acts.ts";

interface PickerProps {
  readonly task: Task;
  readonly onPick: (text: string) => void;
}

/** Replies kept for reuse; picked ones come with the task's names filled in. */
export const SavedReplyPicker = ({ task, onPick }: PickerProps) => {
  const { value } = useLoaded(() => get<SavedReplies>("/saved-replies"), []);
  const words = w.value.answer;
  const replies = value?.savedReplies ?? [];
  if (replies.length === 0) return null;
  const pick = (savedReplyId: string): void =>
    void told(async () => {
      const path = `/saved-replies/${savedReplyId}/filled${query({ taskId: task.taskId })}`;
      const { text, missing } = await get<Filled>(path);
      onPick(text);
      if (missing.length > 0) say(words.missing(missing.join(", ")), { tone: "bad" });
    });
  return (
    <label class="inline-field">
      <span>{words.savedReplies}</span>
      <select
        value=""
        onChange={({ currentTarget }) => {
          if (currentTarget.value !== "") pick(currentTarget.value);
          currentTarget.value = "";
        }}
      >
        <option value="">{words.pickSaved}</option>
        {replies.map(({ savedReplyId, title }) => (
          <option key={savedReplyId} value={savedReplyId}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
};
