import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text, useBreakpoint } from '@backstage/ui';
import {
  businessObjectiveRoutes,
  MOST_KEY_RESULTS,
} from '@callboard/plugin-itsm-common';
import type { KeyResult } from '@callboard/plugin-itsm-common';
import {
  ConfirmDialog,
  FailureMessage,
  itsmQueryKey,
  RecordSection,
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { Progress } from '../words/Progress';
import { KeyResultRow } from './KeyResultRow';
import { ObjectiveParts } from './ObjectiveParts';

// What is opened only when somebody asks for it loads then.
const KeyResultDialog = lazy(async () => ({
  default: (await import('./KeyResultDialog')).KeyResultDialog,
}));
const CheckInDialog = lazy(async () => ({
  default: (await import('./CheckInDialog')).CheckInDialog,
}));
const HistoryDialog = lazy(async () => ({
  default: (await import('./HistoryDialog')).HistoryDialog,
}));

type Open =
  | { what: 'add' }
  | { what: 'edit' | 'checkIn' | 'history' | 'remove'; keyResult: KeyResult };

/** How high so many key results mostly are, with what they come to together. */
function heightOf(
  { count, isMeasured }: { count: number; isMeasured: boolean },
  narrow: boolean,
): number {
  if (count === 0) return 20;
  const measured = narrow ? 178 : 126;
  return count * (isMeasured ? measured : 112) + (count > 1 ? 27 : 0);
}

/** By what the objective is measured, how far each is, and the ways to say so. */
export function KeyResults(props: {
  number: string;
  /** How many there are. */
  count: number;
  /** Whether there is a value of some of them. */
  isMeasured: boolean;
  /** Told of every change. */
  onChanged: () => void;
}) {
  const { number, onChanged } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const [open, setOpen] = useState<Open>();
  const narrow = useBreakpoint().down('sm');
  const params = { id: number };
  const queries = useQueryClient();
  const { data, error, refetch } = useItsmQuery(
    businessObjectiveRoutes.keyResults,
    { params, live: true },
  );
  const change = useItsmMutation(businessObjectiveRoutes.changeKeyResult);
  const remove = useItsmMutation(businessObjectiveRoutes.removeKeyResult);
  const measure = useItsmMutation(businessObjectiveRoutes.measureNow);
  const shown = (told: unknown) => {
    queries.setQueryData(
      itsmQueryKey(businessObjectiveRoutes.keyResults, { params }),
      told,
    );
    onChanged();
  };
  const items = data?.items ?? [];
  const parts = (data?.parts.length ?? 0) + (data?.otherParts ?? 0);
  const byKpi = items.some(({ measuredBy }) => measuredBy === 'kpi');
  const close = () => setOpen(undefined);
  return (
    <RecordSection
      title={t('keyResult.title')}
      actions={
        <div className={styles.actions}>
          {data?.canEdit && byKpi && (
            <Button
              size="small"
              variant="tertiary"
              isPending={measure.isPending}
              onPress={() => measure.mutate({ params }, { onSuccess: shown })}
            >
              {t('keyResult.measure')}
            </Button>
          )}
          {data?.canEdit && items.length < MOST_KEY_RESULTS && (
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiAddLine />}
              onPress={() => setOpen({ what: 'add' })}
            >
              {t('keyResult.add')}
            </Button>
          )}
        </div>
      }
    >
      {!data && !error && (
        // As high as what mostly comes, so that what stands below stays where it is.
        <Skeleton height={heightOf(props, narrow)} />
      )}
      {!data && Boolean(error) && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data && items.length + parts === 0 && (
        <p className={styles.hint}>{t('keyResult.none')}</p>
      )}
      {data && items.length + parts > 1 && (
        <div className={styles.sum}>
          {t('keyResult.together')}
          <Progress progress={data.progress} elapsed={data.elapsed} />
        </div>
      )}
      {data && items.length > 0 && (
        <ul className={styles.list}>
          {items.map((keyResult, position) => (
            <KeyResultRow
              key={keyResult.id}
              keyResult={keyResult}
              refs={data.refs}
              canEdit={data.canEdit}
              elapsed={data.elapsed}
              onOpen={what => setOpen({ what, keyResult })}
              onUp={
                position > 0
                  ? () =>
                      change.mutate(
                        {
                          params: { ...params, keyResult: keyResult.id },
                          body: { position: position - 1 },
                          ifMatch: keyResult.version,
                        },
                        { onSuccess: shown },
                      )
                  : undefined
              }
              onRemove={() => setOpen({ what: 'remove', keyResult })}
            />
          ))}
        </ul>
      )}
      {data && parts > 0 && (
        <ObjectiveParts parts={data.parts} others={data.otherParts} />
      )}
      <RefusalAlert error={change.error ?? measure.error} />
      {open?.what === 'remove' && (
        <ConfirmDialog
          title={t('keyResult.removeTitle')}
          yes={t('keyResult.remove')}
          no={t('keyResult.keep')}
          isPending={remove.isPending}
          error={remove.error}
          onYes={() =>
            remove.mutate(
              {
                params: { ...params, keyResult: open.keyResult.id },
                ifMatch: open.keyResult.version,
              },
              {
                onSuccess: told => {
                  shown(told);
                  close();
                },
              },
            )
          }
          onClose={() => {
            remove.reset();
            close();
          }}
        >
          <Text as="p">
            {t('keyResult.removeBody', { title: open.keyResult.title })}
          </Text>
        </ConfirmDialog>
      )}
      <Suspense fallback={null}>
        {open?.what === 'add' && (
          <KeyResultDialog number={number} onShown={shown} onClose={close} />
        )}
        {open?.what === 'edit' && (
          <KeyResultDialog
            number={number}
            keyResult={open.keyResult}
            onShown={shown}
            onClose={close}
          />
        )}
        {open?.what === 'checkIn' && (
          <CheckInDialog
            number={number}
            keyResult={open.keyResult}
            onShown={shown}
            onClose={close}
          />
        )}
        {open?.what === 'history' && (
          <HistoryDialog
            number={number}
            keyResult={open.keyResult}
            onClose={close}
          />
        )}
      </Suspense>
    </RecordSection>
  );
}
