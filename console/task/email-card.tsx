import { useSignal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { Download, EmailView } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { Icon } from "../parts/icon.tsx";
import { reflow } from "../parts/reflow.ts";
import { Time } from "../parts/time.tsx";
import { size } from "../words/times.ts";
import { w, wordFor } from "../words/words.ts";
import { told } from "./acts.ts";
import { type Reading, Readings } from "./readings.tsx";

interface EmailProps {
  readonly email: EmailView;
  /** Only the newest is opened by itself. */
  readonly isOpen: boolean;
  /** What models saw and heard in what is attached to it. */
  readonly readings?: readonly Reading[];
}

type View = "words" | "text" | "frame" | "pictures";

/** One email of the customer: their own new words first, everything else at a click. */
export const EmailCard = ({ email, isOpen, readings = [] }: EmailProps) => {
  const view = useSignal<View>("words");
  const words = w.value.email;
  const { from, receivedAt, seq } = email;
  return (
    <details class="email card" open={isOpen}>
      <summary>
        <span class="email-from">{from.name || from.address}</span>
        <span class="soft email-start">{email.words.slice(0, 90)}</span>
        <span class="soft">
          {seq > 0 && email.of === undefined && `#${seq} · `}
          <Time at={receivedAt} />
        </span>
      </summary>
      <div class="email-body">
        <p class="soft email-address">
          {from.address} <Proof proof={email.proof} />
        </p>
        <Views email={email} view={view.value} onView={(next) => (view.value = next)} />
        {view.value === "words" && <p class="customer-words">{reflow(email.words)}</p>}
        {view.value === "text" && <p class="customer-words">{email.text}</p>}
        {(view.value === "frame" || view.value === "pictures") && (
          <iframe
            class="mail-frame"
            sandbox=""
            title={words.frameTitle(from.name || from.address)}
            src={view.value === "pictures" ? email.frameWithPictures : email.frame}
            referrerpolicy="no-referrer"
          />
        )}
        <Hidden texts={email.hidden} />
        <Attachments email={email} />
        <Readings email={email} readings={readings.filter(({ emailId }) => emailId === email.emailId)} />
      </div>
    </details>
  );
};

const Views = ({ email, view, onView }: { email: EmailView; view: View; onView: (view: View) => void }) => {
  const words = w.value.email.views;
  const offered: readonly View[] = [
    "words",
    ...(email.text.trim() === email.words.trim() ? [] : (["text"] as const)),
    ...(email.frame === undefined ? [] : (["frame"] as const)),
    ...(email.frameWithPictures === undefined ? [] : (["pictures"] as const)),
  ];
  if (offered.length === 1) return null;
  return (
    <fieldset class="segments small" aria-label={w.value.email.viewsLabel}>
      {offered.map((each) => (
        <button type="button" key={each} aria-pressed={view === each} onClick={() => onView(each)}>
          {words[each]}
        </button>
      ))}
    </fieldset>
  );
};

/** What our own mail server says of the sender; nothing when all is well. */
const Proof = ({ proof }: { proof: EmailView["proof"] }) => {
  const isProven = proof.dmarc === "PASS";
  const { arc } = proof;
  const sealed = arc === undefined ? "" : `, ARC ${arc.status} (${arc.sealer ?? "?"}: DMARC ${arc.dmarc ?? "?"})`;
  const detail = `SPF ${proof.spf}, DKIM ${proof.dkim}, DMARC ${proof.dmarc}${sealed}`;
  const words = w.value.email;
  return (
    <span class={`chip ${isProven ? "good" : "warn"}`} title={detail}>
      {isProven ? words.proven : words.notProven}
    </span>
  );
};

const Hidden = ({ texts }: { texts: readonly string[] }) => {
  if (texts.length === 0) return null;
  const words = w.value.email;
  return (
    <div class="hidden-text">
      <p>
        <Icon name="eye" /> <strong>{words.hiddenTitle}</strong> {words.hiddenText}
      </p>
      {texts.map((text, index) => (
        <pre key={index}>{text}</pre>
      ))}
    </div>
  );
};

const Attachments = ({ email }: { email: EmailView }) => {
  const words = w.value.email;
  if (email.attachments.length === 0) return null;
  const download = (place: number, hasDangers: boolean): void =>
    void told(async () => {
      if (hasDangers && !confirm(words.dangerous)) return;
      const accepted = hasDangers ? "?dangers=accepted" : "";
      const { url } = await get<Download>(`/emails/${email.emailId}/attachments/${place}${accepted}`);
      location.assign(url);
    });
  return (
    <ul class="attachments">
      {email.attachments.map(({ place, name, type, size: bytes, dangers, downloadable }) => (
        <li key={place}>
          <Icon name="attachment" />
          <span class="attachment-name">{name}</span>
          <span class="soft">
            {type}, {size(bytes, language.value)}
          </span>
          {dangers.map((danger) => (
            <span key={danger} class="chip bad">
              {wordFor(w.value.dangers, danger)}
            </span>
          ))}
          {downloadable && (
            <button type="button" class="small" onClick={() => download(place, dangers.length > 0)}>
              {words.download}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
};
