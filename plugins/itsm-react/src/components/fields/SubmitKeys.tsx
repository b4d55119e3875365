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

/** The keys of every form of the house: ⌘/Ctrl+Enter submits, Escape leaves where that is meant. */
export function SubmitKeys(props: {
  onSubmit: () => void;
  onEscape?: () => void;
  className?: string;
  children: ReactNode;
}) {
  const { onSubmit, onEscape, className, children } = props;
  const listen = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      onSubmit();
    } else if (event.key === 'Escape') {
      onEscape?.();
    }
  };
  return (
    <div role="presentation" className={className} onKeyDown={listen}>
      {children}
    </div>
  );
}
