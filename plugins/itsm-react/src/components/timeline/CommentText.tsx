import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextAreaField } from '@backstage/ui';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { itsmReactTranslationRef } from '../../translation';
import styles from './CommentBox.module.css';
import { completeMention, mentionAt } from './mentionAt';
import type { OpenMention } from './mentionAt';
import { commentTranslationRef } from './translation';
import { usePeople } from './usePeople';

const FOCUS_AFTER_MS = 60;

const FEWEST_ROWS = 3;
const MOST_ROWS = 14;

/** Room for what is written, so that a long answer can be read before it is sent. */
function rowsFor(text: string): number {
  const lines = text.split('\n').length + 1;
  return Math.min(Math.max(lines, FEWEST_ROWS), MOST_ROWS);
}

/**
 * The text of a comment. Behind an `@` it offers people: arrows choose, Enter or Tab takes,
 * Escape leaves.
 */
export function CommentText(props: {
  value: string;
  onChange: (text: string) => void;
  /** Takes the focus, caret at the end, whenever this grows. */
  focusAfter?: number;
}) {
  const { value, onChange, focusAfter } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { t: words } = useTranslationRef(commentTranslationRef);
  const field = useRef<HTMLDivElement>(null);
  const list = useId();
  const [open, setOpen] = useState<OpenMention>();
  const [chosen, setChosen] = useState(0);
  const caretAfter = useRef<number>();
  const people = usePeople(open?.query);
  const offers = open ? people : [];
  const area = () => field.current?.querySelector('textarea') ?? undefined;
  const at = Math.min(chosen, offers.length - 1);

  useEffect(() => {
    const element = field.current?.querySelector('textarea');
    if (!element) return;
    if (caretAfter.current !== undefined) {
      element.setSelectionRange(caretAfter.current, caretAfter.current);
      caretAfter.current = undefined;
    }
    // The house's field has no way to say that a list belongs to it.
    element.setAttribute('aria-autocomplete', 'list');
    if (offers.length > 0) {
      element.setAttribute('aria-controls', list);
      element.setAttribute('aria-activedescendant', `${list}-${at}`);
    } else {
      element.removeAttribute('aria-controls');
      element.removeAttribute('aria-activedescendant');
    }
  });

  useEffect(() => {
    if (!focusAfter) return undefined;
    // A menu that closes gives the focus back to its button first.
    const timer = setTimeout(() => {
      const element = field.current?.querySelector('textarea');
      element?.focus();
      element?.setSelectionRange(element.value.length, element.value.length);
    }, FOCUS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [focusAfter]);

  const look = () => {
    const element = area();
    if (!element) return;
    const next = mentionAt(element.value, element.selectionStart);
    if (next?.start !== open?.start || next?.query !== open?.query) {
      setOpen(next);
      setChosen(0);
    }
  };
  const take = (index: number) => {
    const element = area();
    const person = offers[index];
    if (!element || !open || !person) return;
    const done = completeMention(
      value,
      element.selectionStart,
      open,
      person.entityRef,
    );
    caretAfter.current = done.caret;
    setOpen(undefined);
    onChange(done.text);
    element.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (offers.length === 0 || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const by = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((at + by + offers.length) % offers.length);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      take(at);
    } else if (event.key === 'Escape') {
      setOpen(undefined);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="presentation"
      className={styles.text}
      onKeyDownCapture={keys}
      onKeyUp={look}
      onClick={look}
    >
      <TextAreaField
        ref={field}
        aria-label={t('comment.label')}
        placeholder={t('comment.placeholder')}
        rows={rowsFor(value)}
        value={value}
        onChange={text => {
          onChange(text);
          look();
        }}
        onBlur={() => setOpen(undefined)}
      />
      {offers.length > 0 && (
        <ul
          id={list}
          role="listbox"
          aria-label={words('mention.label')}
          className={styles.people}
        >
          {offers.map((person, index) => (
            // The keys are handled where the focus stays: in the text.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <li
              key={person.entityRef}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              className={styles.person}
              onMouseDown={event => event.preventDefault()}
              onClick={() => take(index)}
            >
              {person.title}{' '}
              <span className={styles.ref}>{person.entityRef}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
