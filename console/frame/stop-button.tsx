import { useSignal } from "@preact/signals";
import { FormDialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { w } from "../words/words.ts";
import { isStopped, setStopped } from "./automation.ts";
import { mayDecide, mayLead } from "./person.ts";

/** In sight on every page: whoever sees something going wrong stops it with two presses. */
export const StopButton = () => {
  const asking = useSignal(false);
  const words = w.value.frame.stop;
  if (isStopped.value === undefined || !mayDecide.value) return null;
  const stopped = isStopped.value;
  if (stopped && !mayLead.value) return <p class="stop-state">{words.isStopped}</p>;
  return (
    <>
      <button type="button" class={stopped ? "start-again" : "stop"} onClick={() => (asking.value = true)}>
        <Icon name={stopped ? "play" : "stop"} />
        <span>{stopped ? words.start : words.stop}</span>
      </button>
      {asking.value && (
        <FormDialog
          title={stopped ? words.startTitle : words.stopTitle}
          button={stopped ? words.start : words.stopNow}
          danger={!stopped}
          onClose={() => (asking.value = false)}
          onSubmit={async () => {
            await setStopped(!stopped);
            asking.value = false;
          }}
        >
          <p>{stopped ? words.startText : words.stopText}</p>
        </FormDialog>
      )}
    </>
  );
};
