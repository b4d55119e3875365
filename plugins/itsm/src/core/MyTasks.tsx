import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Skeleton } from '@backstage/ui';
import { taskRoutes } from '@callboard/plugin-itsm-common';
import type { TaskOfRecord } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Pill,
  RefusalAlert,
  RelativeTime,
  RouterLink,
  useItsmMutation,
  useItsmQuery,
  useNow,
  useRecordHref,
} from '@callboard/plugin-itsm-react';
import { RiCheckboxBlankCircleLine } from '@remixicon/react';
import styles from './MyWork.module.css';
import { itsmTranslationRef } from './translation';

const SHOWN = 6;

function TaskRow(props: { task: TaskOfRecord; onDone: () => void }) {
  const { task, onDone } = props;
  const { t } = useTranslationRef(itsmTranslationRef);
  const now = useNow();
  const href = useRecordHref()(task.record);
  const title = task.title ?? t('myWork.tasks.erased');
  const late = task.dueAt !== undefined && Date.parse(task.dueAt) < now;
  return (
    <div className={styles.task}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiCheckboxBlankCircleLine />}
        aria-label={t('myWork.tasks.done', { title })}
        isDisabled={task.blocked || !task.viewer.canComplete}
        onPress={onDone}
      />
      <span className={styles.words}>
        <RouterLink className={styles.what} to={href ?? ''}>
          {title}
        </RouterLink>
        <span className={styles.about}>
          {task.record.number} {task.record.title}
        </span>
      </span>
      <span className={styles.state}>
        {task.blocked && (
          <Pill tone="neutral">{t('myWork.tasks.blocked')}</Pill>
        )}
        {late && <Pill tone="danger">{t('myWork.tasks.late')}</Pill>}
        {task.dueAt && (
          <span className={styles.due}>
            <RelativeTime instant={task.dueAt} />
          </span>
        )}
      </span>
    </div>
  );
}

/** The viewer's tasks over all records, the ones due first at the top; nothing if there are none. */
export function MyTasks() {
  const { t } = useTranslationRef(itsmTranslationRef);
  const tasks = useItsmQuery(taskRoutes.list, {
    query: { assignee: 'me', state: ['open', 'in-progress'], limit: SHOWN },
    live: true,
  });
  const update = useItsmMutation(taskRoutes.update);
  const items = tasks.data?.items;
  // Most people have none; a heading over nothing would only take room.
  if (items?.length === 0) return null;
  return (
    <section>
      <h3 className={styles.title}>
        {t('myWork.tasks.title')}
        {items && ` · ${items.length}`}
        {tasks.data?.pageInfo.nextCursor && '+'}
      </h3>
      {tasks.isPending && <Skeleton height={36} />}
      {tasks.error && !items && (
        <FailureMessage
          small
          error={tasks.error}
          onRetry={() => tasks.refetch()}
        />
      )}
      <RefusalAlert error={update.error} />
      <ul className={styles.rows}>
        {items?.map(task => (
          <li key={task.id}>
            <TaskRow
              task={task}
              onDone={() =>
                update.mutate({
                  params: { id: task.id },
                  body: { state: 'done' },
                  ifMatch: task.version,
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
