import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { w } from "../words/words.ts";
import type { Deciding } from "./deciding.ts";
import { typedFor } from "./typed.ts";

/** Why a decision was not taken: who was first, or the words that the draft does not answer. */
export const ConflictNotice = ({ deciding, taskId }: { deciding: Deciding; taskId: string }) => {
  const conflict = deciding.conflict.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [conflict]);
  if (conflict === undefined) return null;
  const words = w.value.conflict;
  const { text } = typedFor(taskId);
  return (
    <div class="conflict card" role="alert" tabIndex={-1} ref={box}>
      <h2>
        <Icon name="warning" /> {words.title}
      </h2>
      <p>{conflict.message}</p>
      {conflict.newer.map(({ seq, words: written, receivedAt }) => (
        <blockquote key={seq}>
          <p class="soft">
            {words.newer(seq)} <Time at={receivedAt} />
          </p>
          <p class="customer-words">
            <ins>{written}</ins>
          </p>
        </blockquote>
      ))}
      {text !== "" && <p>{words.keptText}</p>}
      <button type="button" onClick={() => (deciding.conflict.value = undefined)}>
        {words.understood}
      </button>
    </div>
  );
};
