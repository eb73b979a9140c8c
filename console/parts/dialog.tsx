import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { w } from "../words/words.ts";
import { Icon } from "./icon.tsx";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  readonly wide?: boolean;
}

/** A modal dialog: the browser's own, which keeps the focus inside and gives it back. */
export const Dialog = ({ title, onClose, children, wide = false }: DialogProps) => {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    element.current?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={element} class={wide ? "wide" : ""} aria-labelledby={titleId} onCancel={cancel}>
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="plain icon-only" aria-label={w.value.frame.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
};

interface FormDialogProps extends DialogProps {
  readonly button: string;
  readonly danger?: boolean;
  /** Resolves when it is done; a rejection's message is shown and the dialog stays. */
  readonly onSubmit: (form: FormData) => Promise<void>;
}

/** A dialog with a form, a button that does it and one that does not. */
export const FormDialog = ({ button, danger = false, onSubmit, children, ...dialog }: FormDialogProps) => {
  const busy = useSignal(false);
  const problem = useSignal("");
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement) || busy.value) return;
    busy.value = true;
    problem.value = "";
    try {
      await onSubmit(new FormData(event.currentTarget));
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
      busy.value = false;
    }
  };
  return (
    <Dialog {...dialog}>
      <form class="dialog-form" onSubmit={(event) => void submit(event)}>
        {children}
        {problem.value !== "" && (
          <p class="problem" role="alert">
            {problem.value}
          </p>
        )}
        <div class="dialog-actions">
          <button type="button" onClick={dialog.onClose}>
            {w.value.frame.cancel}
          </button>
          <button type="submit" class={danger ? "danger" : "primary"} disabled={busy.value}>
            {button}
          </button>
        </div>
      </form>
    </Dialog>
  );
};
