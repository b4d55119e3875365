import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextField } from '@backstage/ui';
import {
  changeReviewRoutes,
  isTaskOver,
  taskRoutes,
  type ChangeReview,
} from '@callboard/plugin-itsm-common';
import {
  Pill,
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** What is to be done after a review: tasks of the change, which have their place there. */
export function ReviewActions({ review }: { review: ChangeReview }) {
  const { number, actions, viewer } = review;
  const { t } = useTranslationRef(reviewTranslationRef);
  const [title, setTitle] = useState('');
  const add = useItsmMutation(changeReviewRoutes.addAction);
  const { data } = useItsmQuery(taskRoutes.ofRecord, {
    params: { id: number },
    enabled: actions.length > 0,
  });
  const tasks = (data?.items ?? []).filter(task => actions.includes(task.id));
  const submit = () => {
    if (title.trim() === '') return;
    add.mutate(
      { params: { id: number }, body: { title: title.trim() } },
      { onSuccess: () => setTitle('') },
    );
  };
  return (
    <section className={styles.part} aria-label={t('actions')}>
      <h3>{t('actions')}</h3>
      <Text as="p" color="secondary">
        {t('actionsLead')}
      </Text>
      <ul className={styles.list}>
        {tasks.map(task => (
          <li key={task.id} className={styles.row}>
            <span>{task.title}</span>
            <Pill tone={isTaskOver(task.state) ? 'success' : 'neutral'}>
              {t(isTaskOver(task.state) ? 'taskDone' : 'taskOpen')}
            </Pill>
          </li>
        ))}
      </ul>
      {viewer.canReview && (
        <form
          className={styles.add}
          onSubmit={event => {
            event.preventDefault();
            submit();
          }}
        >
          <TextField label={t('newAction')} value={title} onChange={setTitle} />
          <Button
            type="submit"
            variant="secondary"
            iconStart={<RiAddLine />}
            isDisabled={title.trim() === '' || add.isPending}
          >
            {t('addAction')}
          </Button>
        </form>
      )}
      <RefusalAlert error={add.error} />
    </section>
  );
}
