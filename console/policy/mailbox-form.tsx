import type { Policy } from "../api/shapes-of-leads.ts";
import { plain, w } from "../words/words.ts";
import { ChoiceField, type FormProps, keysOf, Section } from "./form.tsx";

type Mailbox = Policy["mailboxes"][string];
type PartOf<T> = (now: T) => Partial<T>;

/** One mailbox: what the AI may do in it, topic by topic, and how its replies are signed. */
export const MailboxForm = ({ address, policy, change }: FormProps & { address: string }) => {
  const mailbox = policy.mailboxes[address];
  const words = w.value.policy;
  if (mailbox === undefined) return null;
  const set = (part: PartOf<Mailbox>): void =>
    change(({ mailboxes }) => {
      const now = mailboxes[address] ?? mailbox;
      return { mailboxes: { ...mailboxes, [address]: { ...now, ...part(now) } } };
    });
  return (
    <Section title={words.mailbox(address)}>
      <ChoiceField
        legend={words.mode}
        name={`mode-${address}`}
        value={mailbox.mode}
        choices={words.modes}
        onChange={(mode) => set(() => ({ mode }))}
      />
      <TopicModes mailbox={mailbox} topics={policy.topics.map(({ topic }) => topic)} set={set} />
      <label class="field">
        {words.senderName}
        <input value={mailbox.name} required onChange={({ currentTarget: { value: name } }) => set(() => ({ name }))} />
      </label>
      <label class="field">
        {words.signature}
        <textarea
          rows={2}
          value={mailbox.signature}
          onChange={({ currentTarget: { value: signature } }) => set(() => ({ signature }))}
        />
      </label>
      <label class="field">
        {words.disclosure}
        <textarea
          rows={3}
          value={mailbox.disclosure}
          onChange={({ currentTarget: { value: disclosure } }) => set(() => ({ disclosure }))}
        />
      </label>
    </Section>
  );
};

interface TopicProps {
  readonly mailbox: Mailbox;
  readonly topics: readonly string[];
  readonly set: (part: PartOf<Mailbox>) => void;
}

const TopicModes = ({ mailbox, topics, set }: TopicProps) => {
  const words = w.value.policy;
  const change = (topic: string, mode: string): void => {
    const wanted = keysOf(words.modes).find((each) => each === mode);
    set(({ topicModes: { [topic]: _before, ...others } }) => ({
      topicModes: wanted === undefined ? others : { ...others, [topic]: wanted },
    }));
  };
  return (
    <details class="topics">
      <summary>{words.perTopic(Object.keys(mailbox.topicModes).length)}</summary>
      <ul class="topic-modes">
        {topics.map((topic) => (
          <li key={topic}>
            <label class="inline-field">
              <span>{plain(topic)}</span>
              <select
                value={mailbox.topicModes[topic] ?? ""}
                onChange={({ currentTarget }) => change(topic, currentTarget.value)}
              >
                <option value="">{words.likeMailbox}</option>
                {keysOf(words.modes).map((mode) => (
                  <option key={mode} value={mode}>
                    {words.modes[mode].label}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
};
