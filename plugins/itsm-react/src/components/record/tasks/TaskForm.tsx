import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, CheckboxGroup, TextField } from '@backstage/ui';
import { titleSchema } from '@callboard/plugin-itsm-common';
import type { NewTask, Task } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { focusOnOpen } from '../../../hooks/focusOnOpen';
import { problemProps } from '../../fields/FieldInput';
import { InstantInput } from '../../fields/InstantInput';
import { SubmitKeys, SubmitKeysHint } from '../../fields/SubmitKeys';
import { UserPicker } from '../../pickers/EntityPicker';
import { RefusalAlert } from '../../states/RefusalAlert';
import { recordTranslationRef } from '../translation';
import styles from './Tasks.module.css';

const QUICK = ['inFourHours', 'tomorrow', 'monday', 'inOneWeek'] as const;

/** What the form holds: a new task, or the task as it is. */
type Values = Omit<NewTask, 'ownerRef'>;

function valuesOf(task: Task | undefined): Values {
  return {
    title: task?.title ?? '',
    assigneeRef: task?.assigneeRef,
    dueAt: task?.dueAt,
    audience: task?.audience ?? 'internal',
    blockedBy: task?.blockedBy ?? [],
  };
}

/** Writes or changes a task. */
export function TaskForm(props: {
  task?: Task;
  /** Tasks that may have to come first. */
  others: readonly Task[];
  isPending: boolean;
  error: unknown;
  submitLabel: string;
  /** Saves; rejects with the server's refusal. */
  onSubmit: (values: Values) => Promise<unknown>;
  onDone: () => void;
  /** After saving begins the next one: whoever adds one task often adds three. */
  staysOpen?: boolean;
}) {
  const { task, others, isPending, error, onDone } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const [values, setValues] = useState(() => valuesOf(task));
  const [tried, setTried] = useState(false);
  const title = titleSchema.safeParse(values.title);
  const set = (changes: Partial<Values>) =>
    setValues({ ...values, ...changes });
  const submit = async () => {
    setTried(true);
    if (!title.success || isPending) return;
    try {
      await props.onSubmit({ ...values, title: title.data });
    } catch {
      // The server's words stand below; what was typed stays.
      return;
    }
    setTried(false);
    if (props.staysOpen) setValues(valuesOf(undefined));
    else onDone();
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={submit} onEscape={onDone}>
      <TextField
        label={t('tasks.name')}
        placeholder={t('tasks.nameHint')}
        value={values.title}
        onChange={next => set({ title: next })}
        {...focusOnOpen()}
        {...problemProps(
          tried && !title.success ? title.error.issues[0].message : undefined,
        )}
      />
      <div className={styles.pair}>
        <UserPicker
          label={t('tasks.assignee')}
          value={values.assigneeRef}
          onChange={assigneeRef => set({ assigneeRef })}
        />
        <InstantInput
          label={t('tasks.due')}
          value={values.dueAt}
          onChange={dueAt => set({ dueAt })}
          quick={QUICK}
        />
      </div>
      {others.length > 0 && (
        <CheckboxGroup
          label={t('tasks.after')}
          value={values.blockedBy}
          onChange={blockedBy => set({ blockedBy })}
        >
          {others.map(other => (
            <Checkbox key={other.id} value={other.id}>
              {`#${other.number} ${other.title ?? t('tasks.erased')}`}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
      <Checkbox
        isSelected={values.audience === 'requester'}
        onChange={seen => set({ audience: seen ? 'requester' : 'internal' })}
      >
        {t('tasks.audience')}
      </Checkbox>
      <RefusalAlert error={error} />
      <div className={styles.buttons}>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {props.submitLabel}
          <SubmitKeysHint />
        </Button>
        <Button variant="tertiary" onPress={onDone}>
          {t('tasks.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}
