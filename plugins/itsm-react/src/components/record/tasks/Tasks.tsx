import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, VisuallyHidden } from '@backstage/ui';
import { isTaskOver } from '@callboard/plugin-itsm-common';
import type { Task } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import { FailureMessage } from '../../states/FailureMessage';
import { RefusalAlert } from '../../states/RefusalAlert';
import { Awaited } from '../Awaited';
import { RecordSection } from '../RecordLayout';
import { recordTranslationRef } from '../translation';
import { TaskForm } from './TaskForm';
import { TaskRow } from './TaskRow';
import styles from './Tasks.module.css';
import { useTasks } from './useTasks';

/**
 * The tasks of a record in their order. There is nothing to see for readers who have none and may
 * not add any.
 */
export function Tasks(props: { number: string }) {
  const { number } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const tasks = useTasks(number);
  const [adding, setAdding] = useState(false);
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState('');
  const { data, error } = tasks.query;
  const items = data?.items ?? [];
  if (!error && !data) return <Awaited />;
  if (!error && items.length === 0 && !data?.canChange) return null;

  const move = (task: Task, index: number) => {
    const to = Math.min(Math.max(index, 0), items.length - 1);
    setSaid(
      t('tasks.moved', {
        number: String(task.number),
        position: String(to + 1),
        total: String(items.length),
      }),
    );
    tasks.move(task.id, to);
  };
  const drop = (index: number) => {
    const task = items.find(({ id }) => id === dragged);
    if (task) move(task, index);
    setDragged(undefined);
  };
  const done = items.filter(task => isTaskOver(task.state)).length;
  return (
    <RecordSection
      title={
        items.length > 0
          ? `${t('tasks.title')} · ${t('tasks.progress', {
              done: String(done),
              total: String(items.length),
            })}`
          : t('tasks.title')
      }
      actions={
        data?.canChange &&
        !adding && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => setAdding(true)}
          >
            {t('tasks.add')}
          </Button>
        )
      }
    >
      {error && !data && (
        <FailureMessage
          small
          error={error}
          onRetry={() => tasks.query.refetch()}
        />
      )}
      {data && items.length === 0 && !adding && (
        <Text as="p" color="secondary">
          {t('tasks.none')}
        </Text>
      )}
      <ol className={styles.list} aria-label={t('tasks.title')}>
        {items.map((task, index) => (
          <TaskRow
            key={task.id}
            task={task}
            all={items}
            refs={data?.refs}
            tasks={tasks}
            canMove={Boolean(data?.canChange) && items.length > 1}
            isDragged={dragged === task.id}
            onMove={by => move(task, index + by)}
            onDrag={setDragged}
            onDrop={() => drop(index)}
          />
        ))}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <RefusalAlert error={tasks.error} />
      {adding && (
        <TaskForm
          others={items}
          isPending={tasks.add.isPending}
          error={tasks.add.error}
          submitLabel={t('tasks.add')}
          onSubmit={values =>
            tasks.add.mutateAsync({ params: { id: number }, body: values })
          }
          onDone={() => setAdding(false)}
          staysOpen
        />
      )}
    </RecordSection>
  );
}
