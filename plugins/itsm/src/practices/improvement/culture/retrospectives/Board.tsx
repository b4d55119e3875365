import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import type {
  BoardColumn,
  Retrospective,
  RetrospectiveNote,
} from '@callboard/plugin-itsm-common';
import { FailureMessage, RecordSection } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { cultureTranslationRef } from '../translation';
import { ActionDialog } from './ActionDialog';
import styles from './Board.module.css';
import { Note } from './Note';
import { NoteForm } from './NoteForm';
import { useBoard } from './useBoard';
import type { BoardOnPage } from './useBoard';

function Column(props: {
  number: string;
  column: BoardColumn;
  columns: readonly BoardColumn[];
  notes: readonly RetrospectiveNote[];
  refs: Refs;
  board: BoardOnPage;
  canWrite: boolean;
  onAction?: (note: RetrospectiveNote) => void;
}) {
  const { number, column, notes, board, canWrite } = props;
  const { key, title, hint } = column;
  const { t } = useTranslationRef(cultureTranslationRef);
  const [writing, setWriting] = useState(false);
  return (
    <section className={styles.column} aria-label={title}>
      <h3 className={styles.head}>{title}</h3>
      {hint && <p className={styles.hint}>{hint}</p>}
      {notes.length > 0 ? (
        <ul className={styles.notes}>
          {notes.map(note => (
            <Note
              key={note.id}
              note={note}
              columns={props.columns}
              refs={props.refs}
              board={board}
              canWrite={canWrite}
              onAction={props.onAction}
            />
          ))}
        </ul>
      ) : (
        <p className={styles.hint}>{t('retrospectives.note.none')}</p>
      )}
      {writing && (
        <NoteForm
          column={title}
          draftOf={`${number}/${key}`}
          onSubmit={words => board.add(key, words)}
          onDone={() => setWriting(false)}
        />
      )}
      {canWrite && !writing && (
        <div className={styles.add}>
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine />}
            aria-label={`${t('retrospectives.note.add')}: ${title}`}
            onPress={() => setWriting(true)}
          >
            {t('retrospectives.note.add')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** The notes of a retrospective by column, as the team writes them. */
export function Board(props: { retrospective: Retrospective }) {
  const { number, columns, viewer, statusCategory } = props.retrospective;
  const { t } = useTranslationRef(cultureTranslationRef);
  const isOpen = statusCategory === 'open';
  const board = useBoard(number, isOpen);
  const [action, setAction] = useState<RetrospectiveNote>();
  const { data, error, refetch } = board.query;
  const items = data?.items ?? [];
  return (
    <RecordSection
      title={
        items.length > 0
          ? `${t('retrospectives.board')} · ${items.length}`
          : t('retrospectives.board')
      }
    >
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={160} />}
      {data?.refusal && <p className={styles.hint}>{data.refusal}</p>}
      {data?.canRead && (
        <div className={styles.board}>
          {columns.map(column => (
            <Column
              key={column.key}
              number={number}
              column={column}
              columns={columns}
              notes={items.filter(note => note.column === column.key)}
              refs={data.refs}
              board={board}
              canWrite={!data.refusal}
              onAction={viewer.canUpdate ? setAction : undefined}
            />
          ))}
        </div>
      )}
      {action && (
        <ActionDialog
          number={number}
          note={action}
          onClose={() => setAction(undefined)}
        />
      )}
    </RecordSection>
  );
}
