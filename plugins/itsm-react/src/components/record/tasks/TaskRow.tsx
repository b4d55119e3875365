import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isTaskOver } from '@callboard/plugin-itsm-common';
import type { Task } from '@callboard/plugin-itsm-common';
import { RiDraggable } from '@remixicon/react';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Refs } from '../../text/RefLabel';
import { recordTranslationRef } from '../translation';
import { TaskForm } from './TaskForm';
import { TaskMenu } from './TaskMenu';
import styles from './Tasks.module.css';
import { TaskWords } from './TaskWords';
import type { TasksOnPage } from './useTasks';

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** One task: done or not, what, by whom, until when, and what it waits for. */
export function TaskRow(props: {
  task: Task;
  all: readonly Task[];
  refs: Refs | undefined;
  tasks: TasksOnPage;
  canMove: boolean;
  isDragged: boolean;
  /** Moves it so many places down, up if negative. */
  onMove: (by: number) => void;
  onDrag: (id: string | undefined) => void;
  /** Another task was dropped on it. */
  onDrop: () => void;
}) {
  const { task, all, refs, tasks, canMove, onMove, onDrag } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const [editing, setEditing] = useState(false);
  const over = isTaskOver(task.state);
  const title = task.title ?? t('tasks.erased');
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    onMove(step);
  };

  if (editing) {
    return (
      <li className={styles.editing}>
        <TaskForm
          task={task}
          others={all.filter(other => other.id !== task.id)}
          isPending={tasks.update.isPending}
          error={tasks.update.error}
          submitLabel={t('tasks.save')}
          onSubmit={values =>
            tasks.update.mutateAsync({
              params: { id: task.id },
              body: {
                ...values,
                assigneeRef: values.assigneeRef ?? null,
                dueAt: values.dueAt ?? null,
              },
              ifMatch: task.version,
            })
          }
          onDone={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li
      className={
        props.isDragged ? `${styles.row} ${styles.dragged}` : styles.row
      }
      onDragOver={event => event.preventDefault()}
      onDrop={event => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      {canMove && (
        // A drag of the browser starts at a plain button only.
        <button
          type="button"
          draggable
          className={styles.handle}
          aria-label={t('tasks.drag', { number: String(task.number) })}
          onDragStart={event => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', title);
            onDrag(task.id);
          }}
          onDragEnd={() => onDrag(undefined)}
          onKeyDown={walk}
        >
          <RiDraggable aria-hidden />
        </button>
      )}
      <input
        type="checkbox"
        className={styles.check}
        checked={over}
        disabled={!task.viewer.canComplete || (task.blocked && !over)}
        aria-label={t('tasks.done', { title })}
        onChange={() => tasks.moveOn(task.id, over ? 'open' : 'done')}
      />
      <TaskWords task={task} all={all} refs={refs} />
      {(task.viewer.canComplete || task.viewer.canChange) && (
        <TaskMenu
          task={task}
          canMove={canMove}
          onMove={onMove}
          onEdit={() => setEditing(true)}
          onState={state => tasks.moveOn(task.id, state)}
        />
      )}
    </li>
  );
}
