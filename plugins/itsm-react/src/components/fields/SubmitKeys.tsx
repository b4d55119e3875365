import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './SubmitKeys.module.css';

/** The submitting keys as they are written on the reader's machine, within the button they press. */
export function SubmitKeysHint() {
  const apple = /Mac|iPhone|iPad/.test(window.navigator.userAgent);
  return (
    <kbd className={styles.hint} aria-hidden>
      {apple ? '⌘ Enter' : 'Ctrl+Enter'}
    </kbd>
  );
}

type Keys = Pick<
  globalThis.KeyboardEvent,
  'key' | 'metaKey' | 'ctrlKey' | 'preventDefault' | 'stopPropagation'
>;

const DIALOG = '[role="dialog"], [role="alertdialog"]';
/** What is wrong: a control, or the button of a list, which cannot say so itself. */
const PROBLEM =
  '[aria-invalid="true"], [data-invalid] button[aria-haspopup="listbox"]';
const CONTROL =
  ':is(input, textarea, select, button, [contenteditable="true"]):not(:disabled, [type="hidden"], [tabindex="-1"])';

/**
 * The keys of every form of the house: ⌘/Ctrl+Enter submits, Escape leaves where that is meant. Where
 * something is missing when it is sent, the focus goes to the first such control: in a long form its
 * message would stand out of sight. In a dialog the focus begins at the first control, unless another one
 * takes it or it is a picker, whose list would open; on the dialog itself the keys are heard as well.
 */
export function SubmitKeys(props: {
  onSubmit: () => void;
  onEscape?: () => void;
  className?: string;
  children: ReactNode;
}) {
  const { onSubmit, onEscape, className, children } = props;
  const controls = useRef<HTMLDivElement>(null);
  // What is missing is drawn once the press is over.
  const toFirstProblem = () =>
    window.setTimeout(() =>
      controls.current?.querySelector<HTMLElement>(PROBLEM)?.focus(),
    );
  useEffect(() => {
    const form = controls.current?.closest('form');
    form?.addEventListener('submit', toFirstProblem);
    return () => form?.removeEventListener('submit', toFirstProblem);
  }, []);
  useEffect(() => {
    const form = controls.current;
    const dialog = form?.closest(DIALOG);
    if (!form || !dialog || dialog.contains(document.activeElement)) return;
    const first = form.querySelector<HTMLElement>(CONTROL);
    if (first?.getAttribute('role') !== 'combobox') first?.focus();
  }, []);
  const sends = ({ key, metaKey, ctrlKey }: Keys) =>
    key === 'Enter' && (metaKey || ctrlKey);
  const send = (event: Keys) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
    toFirstProblem();
  };
  useEffect(() => {
    const dialog = controls.current?.closest<HTMLElement>(DIALOG);
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.target === dialog && sends(event)) send(event);
    };
    dialog?.addEventListener('keydown', listen);
    return () => dialog?.removeEventListener('keydown', listen);
  });
  const submit = (event: KeyboardEvent) => {
    if (!sends(event)) return;
    // A form within a form, as a filter's in a dialog, is the only one that is meant.
    const form = (event.target as Element).closest('[data-submit-keys]');
    if (form === event.currentTarget) send(event);
  };
  return (
    <div
      ref={controls}
      role="presentation"
      data-submit-keys
      className={className ? `${styles.keys} ${className}` : styles.keys}
      // Before the controls: a checkbox takes the keys for a press of itself.
      onKeyDownCapture={submit}
      onKeyDown={event => event.key === 'Escape' && onEscape?.()}
    >
      {children}
    </div>
  );
}
