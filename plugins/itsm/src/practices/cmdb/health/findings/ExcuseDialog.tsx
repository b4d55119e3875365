import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextAreaField, TextField } from '@backstage/ui';
import type { Finding } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  problemProps,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import styles from './Findings.module.css';
import { ciFindingTranslationRef } from './translation';
import { useFindingDeeds } from './useFindingDeeds';

const QUICK = { month: 30, quarter: 90, year: 365 } as const;
const LONGEST_YEARS = 2;

const dayIn = (days: number) => DateTime.now().plus({ days }).toISODate();

/** What is wrong with a day until which something is excused; undefined if nothing is. */
export function untilProblem(
  day: string,
  now: DateTime,
): 'missingUntil' | 'past' | 'far' | undefined {
  const end = DateTime.fromISO(day).endOf('day');
  if (!end.isValid) return 'missingUntil';
  if (end <= now) return 'past';
  // The server counts to the instant, the form to the day.
  return end > now.plus({ years: LONGEST_YEARS }) ? 'far' : undefined;
}

/** Asks why findings are accepted and until which day. */
export function ExcuseDialog(props: {
  findings: readonly Pick<Finding, 'id'>[];
  /** With the ids of those that were left as they were. */
  onDone?: (left: ReadonlySet<string>) => void;
  onClose: () => void;
}) {
  const { findings, onDone, onClose } = props;
  const { t } = useTranslationRef(ciFindingTranslationRef);
  const deeds = useFindingDeeds();
  // A reason is of these findings: others are excused for another one.
  const draft = useFormDraft(`excuse/${findings.map(({ id }) => id).join()}`, {
    reason: '',
    until: dayIn(QUICK.quarter),
  });
  const { reason, until } = draft.form;
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const noReason = reason.trim() === '';
  const wrongDay = untilProblem(until, DateTime.now());

  const submit = async () => {
    setTried(true);
    if (noReason || wrongDay || deeds.pending) return;
    setError(undefined);
    try {
      const left = await deeds.excuse(findings, {
        reason: reason.trim(),
        until: DateTime.fromISO(until).endOf('day').toUTC().toISO()!,
      });
      draft.clear();
      onDone?.(left);
      onClose();
    } catch (e) {
      setError(e);
    }
  };
  return (
    <FormDialog
      title={t('excuse.title', { count: findings.length })}
      width={520}
      draft={draft}
      error={error}
      submit={t('excuse.action')}
      isPending={deeds.pending === 'excuse'}
      onSubmit={submit}
      cancel={t('excuse.cancel')}
      onClose={onClose}
    >
      <Text as="p" color="secondary">
        {t('excuse.meaning')}
      </Text>
      <TextAreaField
        label={t('excuse.reason')}
        description={t('excuse.reasonHint')}
        value={reason}
        onChange={text => draft.change({ reason: text })}
        maxLength={1000}
        isRequired
        {...focusOnOpen()}
        {...problemProps(
          tried && noReason ? t('excuse.missingReason') : undefined,
        )}
      />
      <div className={styles.until}>
        <TextField
          label={t('excuse.until')}
          description={t('excuse.untilHint')}
          // The field passes the type on; its own list of types has no day.
          type={'date' as 'text'}
          value={until}
          onChange={day => draft.change({ until: day })}
          isRequired
          {...problemProps(
            tried && wrongDay ? t(`excuse.${wrongDay}`) : undefined,
          )}
        />
        <div
          className={styles.quick}
          role="group"
          aria-label={t('excuse.quick')}
        >
          {(['month', 'quarter', 'year'] as const).map(choice => (
            <Button
              key={choice}
              size="small"
              variant="secondary"
              onPress={() => draft.change({ until: dayIn(QUICK[choice]) })}
            >
              {t(`excuse.${choice}`)}
            </Button>
          ))}
        </div>
      </div>
    </FormDialog>
  );
}
