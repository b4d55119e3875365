import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import styles from './YamlEditor.module.css';
import { definitionsTranslationRef } from './translation';

/**
 * A text with line numbers beside it, the lines with faults marked. It is a plain text area, so
 * that screen readers, spell checkers and the browser's undo work; Tab leaves it as everywhere.
 */
export function YamlEditor(props: {
  value: string;
  onChange?: (text: string) => void;
  /** Lines with faults, from 1. */
  faultLines: readonly number[];
  /** Names the element with the faults, for screen readers. */
  describedBy?: string;
  areaRef?: Ref<HTMLTextAreaElement>;
}) {
  const { value, onChange, faultLines, describedBy, areaRef } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  const gutter = useRef<HTMLDivElement>(null);
  const own = useRef<HTMLTextAreaElement | null>(null);
  const count = value.split('\n').length;

  useLayoutEffect(() => {
    // The page scrolls, not the text in it.
    const area = own.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [value]);

  // A new line begins below the first letter of the one before.
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !onChange)
      return;
    const area = event.currentTarget;
    const before = value.slice(0, area.selectionStart);
    const line = before.slice(before.lastIndexOf('\n') + 1);
    const indent = /^ */.exec(line)![0] + (/:\s*$/.test(line) ? '  ' : '');
    if (!indent) return;
    event.preventDefault();
    // The browser's own way of typing keeps its undo.
    document.execCommand('insertText', false, `\n${indent}`);
  };
  return (
    <div className={styles.frame}>
      <div className={styles.gutter} aria-hidden ref={gutter}>
        {Array.from({ length: count }, (_, i) => (
          <div
            key={i}
            className={faultLines.includes(i + 1) ? styles.fault : undefined}
          >
            {i + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={element => {
          own.current = element;
          if (typeof areaRef === 'function') areaRef(element);
          else if (areaRef) (areaRef as { current: unknown }).current = element;
        }}
        className={styles.text}
        aria-label={t('edit.text')}
        aria-invalid={faultLines.length > 0}
        aria-describedby={describedBy}
        spellCheck={false}
        wrap="off"
        readOnly={!onChange}
        value={value}
        onChange={event => onChange?.(event.target.value)}
        onKeyDown={keys}
      />
    </div>
  );
}

/** Puts the caret at a line and column of a text area, both from 1, and brings it into view. */
export function goTo(
  area: HTMLTextAreaElement | null,
  line: number,
  column = 1,
) {
  if (!area) return;
  const lines = area.value.split('\n');
  const before = lines.slice(0, line - 1).join('\n').length;
  const at = Math.min(
    before + (line > 1 ? 1 : 0) + column - 1,
    area.value.length,
  );
  area.focus();
  area.setSelectionRange(at, at);
  const height = area.scrollHeight / Math.max(lines.length, 1);
  const top = area.getBoundingClientRect().top + (line - 1) * height;
  if (top < 80 || top > window.innerHeight - 80)
    area.scrollIntoView?.({ block: 'center' });
}
