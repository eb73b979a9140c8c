import { useMemo } from "preact/hooks";
import { call } from "../api/client.ts";
import { policy } from "../frame/automation.ts";
import { go } from "../frame/route.ts";
import { say } from "../frame/toasts.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { addressesIn } from "../task/additions.tsx";
import { w } from "../words/words.ts";

/** A new email to a customer. */
export const NewEmailDialog = ({ onClose }: { onClose: () => void }) => {
  // Made once per form: pressing twice sends once.
  const requestId = useMemo(() => crypto.randomUUID(), []);
  const words = w.value.conversations;
  const send = async (form: FormData): Promise<void> => {
    const text = (name: string): string => String(form.get(name) ?? "").trim();
    const body = {
      requestId,
      mailbox: text("mailbox"),
      to: { address: text("to"), name: text("name") },
      cc: addressesIn(text("cc")),
      subject: text("subject"),
      text: text("text"),
    };
    const { conversationId } = await call<{ conversationId: string }>("/conversations", { method: "POST", body });
    say(w.value.decide.sent, { tone: "good" });
    onClose();
    go("conversation", conversationId);
  };
  return (
    <FormDialog title={words.write} button={w.value.decide.send} wide onClose={onClose} onSubmit={send}>
      <div class="field-row">
        <label class="field">
          {words.from}
          <select name="mailbox">
            {Object.keys(policy.value?.mailboxes ?? {}).map((mailbox) => (
              <option key={mailbox}>{mailbox}</option>
            ))}
          </select>
        </label>
        <label class="field">
          {words.to}
          <input name="to" type="email" required autocomplete="off" data-first />
        </label>
        <label class="field">
          {words.name}
          <input name="name" autocomplete="off" maxLength={200} />
        </label>
      </div>
      <label class="field">
        Cc
        <input name="cc" autocomplete="off" placeholder={w.value.answer.ccPlaceholder} />
      </label>
      <label class="field">
        {words.subject}
        <input name="subject" required maxLength={250} />
      </label>
      <label class="field">
        {words.text}
        <textarea name="text" required rows={9} maxLength={20_000} />
      </label>
    </FormDialog>
  );
};
