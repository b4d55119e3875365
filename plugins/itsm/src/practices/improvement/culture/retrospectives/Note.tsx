import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type {
  BoardColumn,
  RetrospectiveNote,
} from '@callboard/plugin-itsm-common';
import { errorSentence, refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiMore2Line } from '@remixicon/react';
import { useState } from 'react';
import { cultureTranslationRef } from '../translation';
import styles from './Board.module.css';
import { NoteForm } from './NoteForm';
import type { BoardOnPage } from './useBoard';

/** A note, who wrote it, and what can be done with it. */
export function Note(props: {
  note: RetrospectiveNote;
  columns: readonly BoardColumn[];
  refs: Refs;
  board: BoardOnPage;
  canWrite: boolean;
  /** Agrees on an action with its words; absent where nobody can. */
  onAction?: (note: RetrospectiveNote) => void;
}) {
  const { note, columns, refs, board, canWrite, onAction } = props;
  const { words, mine, column, authorRef } = note;
  const { t } = useTranslationRef(cultureTranslationRef);
  const toast = useApi(toastApiRef);
  const [editing, setEditing] = useState(false);
  const author = refTitle(authorRef, refs);
  const tell = (done: Promise<void>) =>
    done.catch(error =>
      toast.post({ title: errorSentence(error), status: 'danger' }),
    );
  if (editing) {
    const { title } = columns.find(c => c.key === column) ?? { title: '' };
    return (
      <li className={styles.note}>
        <NoteForm
          column={title}
          draftOf={note.id}
          words={words ?? ''}
          onSubmit={next => board.change(note, { words: next })}
          onDone={() => setEditing(false)}
        />
      </li>
    );
  }
  const others = columns.filter(({ key }) => key !== column);
  const canDo = canWrite || (onAction && words !== undefined);
  return (
    <li className={styles.note}>
      <p className={words === undefined ? styles.erased : styles.words}>
        {words ?? t('retrospectives.note.erased')}
      </p>
      <div className={styles.foot}>
        <span>{author}</span>
        {canDo && (
          <MenuTrigger>
            <ButtonIcon
              size="small"
              variant="tertiary"
              icon={<RiMore2Line />}
              aria-label={t('retrospectives.note.more', { author })}
            />
            <Menu>
              {onAction && words !== undefined && (
                <MenuItem onAction={() => onAction(note)}>
                  {t('retrospectives.note.action')}
                </MenuItem>
              )}
              {canWrite && mine && (
                <MenuItem onAction={() => setEditing(true)}>
                  {t('retrospectives.note.edit')}
                </MenuItem>
              )}
              {canWrite &&
                others.map(({ key, title }) => (
                  <MenuItem
                    key={key}
                    onAction={() => tell(board.change(note, { column: key }))}
                  >
                    {t('retrospectives.note.move', { column: title })}
                  </MenuItem>
                ))}
              {canWrite && mine && (
                <MenuItem
                  color="danger"
                  onAction={() => tell(board.remove(note))}
                >
                  {t('retrospectives.note.remove')}
                </MenuItem>
              )}
            </Menu>
          </MenuTrigger>
        )}
      </div>
    </li>
  );
}
