import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isTaskOver } from '@callboard/plugin-itsm-common';
import type { Task } from '@callboard/plugin-itsm-common';
import { RiLockLine } from '@remixicon/react';
import { useNow } from '../../../hooks/useNow';
import { Pill } from '../../Pill';
import { RefLabel } from '../../text/RefLabel';
import type { Refs } from '../../text/RefLabel';
import { RelativeTime } from '../../text/RelativeTime';
import { recordTranslationRef } from '../translation';
import styles from './Tasks.module.css';

/** The words of a task: what, by whom, until when, and what it waits for. */
export function TaskWords(props: {
  task: Task;
  all: readonly Task[];
  refs: Refs | undefined;
}) {
  const { task, all, refs } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const now = useNow();
  const over = isTaskOver(task.state);
  const late = !over && task.dueAt && Date.parse(task.dueAt) < now;
  const waitsFor = task.blockedBy
    .map(id => all.find(other => other.id === id))
    .filter(other => other && !isTaskOver(other.state))
    .map(other => `#${other!.number}`);
  return (
    <span className={styles.words}>
      <span className={over ? styles.over : undefined}>
        <span className={styles.number}>#{task.number}</span>{' '}
        {task.title ?? <em>{t('tasks.erased')}</em>}
      </span>
      <span className={styles.about}>
        {(task.state === 'in-progress' || task.state === 'skipped') && (
          <Pill tone={task.state === 'skipped' ? 'neutral' : 'info'}>
            {t(`tasks.states.${task.state}`)}
          </Pill>
        )}
        {task.blocked && !over && (
          <Pill tone="warning" icon={<RiLockLine aria-hidden />}>
            {t('tasks.blocked', {
              tasks: waitsFor.join(', ') || t('tasks.hidden'),
            })}
          </Pill>
        )}
        {(task.assigneeRef ?? task.ownerRef) && (
          <RefLabel
            entityRef={task.assigneeRef ?? task.ownerRef}
            refs={refs}
            plain
          />
        )}
        {task.dueAt && !over && (
          <span>
            {t('tasks.due')} <RelativeTime instant={task.dueAt} />
          </span>
        )}
        {late && <Pill tone="danger">{t('tasks.late')}</Pill>}
        {over && task.doneAt && <RelativeTime instant={task.doneAt} />}
        {over && task.doneByRef && (
          <RefLabel entityRef={task.doneByRef} refs={refs} plain />
        )}
      </span>
    </span>
  );
}
