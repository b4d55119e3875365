import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  BUSINESS_OBJECTIVE,
  businessObjectiveLifecycle,
} from '@callboard/plugin-itsm-common';
import type {
  businessObjectiveRoutes,
  BusinessObjective,
  JournalEntry,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { OBJECTIVE_RECORD_FIELDS } from '../fields';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { ConfidencePill } from '../words/ConfidencePill';
import { Progress } from '../words/Progress';
import { KeyResults } from './KeyResults';
import { ServedBy } from './ServedBy';

type OnPage = RecordOnPage<typeof businessObjectiveRoutes>;

function Facts(props: { objective: BusinessObjective; page: OnPage }) {
  const { objective, page } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const common = {
    fields: OBJECTIVE_RECORD_FIELDS,
    record: objective,
    page,
    empty: t('notSaid'),
  };
  return (
    <>
      <Property label={t('column.progress')}>
        <Progress progress={objective.progress} />
      </Property>
      {objective.themeTitle ? (
        <Property label={t('column.theme')}>{objective.themeTitle}</Property>
      ) : (
        <EditableFact name="theme" {...common} />
      )}
      <EditableFact name="periodFrom" {...common} />
      <EditableFact name="periodTo" {...common} />
      <EditableFact name="reviewAt" {...common} />
      <EditableFact name="ownerRef" {...common} empty={t('nobody')} />
      <EditableFact name="assigneeRef" {...common} empty={t('nobody')} />
    </>
  );
}

/** One objective: why it matters, how far it is, and what serves it. */
export function ObjectiveRecord(props: {
  objective: BusinessObjective;
  page: OnPage;
  embedded?: boolean;
}) {
  const { objective, page, embedded } = props;
  const { number, intent, outcome } = objective;
  const { t } = useTranslationRef(strategyTranslationRef);
  const tell = useCallback(
    ({ kind }: JournalEntry) =>
      kind === 'business-objective.review-due'
        ? { deed: t('tell.review'), says: [] }
        : undefined,
    [t],
  );
  return (
    <RecordPageBody
      record={objective}
      type={BUSINESS_OBJECTIVE}
      lifecycle={businessObjectiveLifecycle as Lifecycle}
      fields={OBJECTIVE_RECORD_FIELDS}
      page={page}
      head={<ConfidencePill confidence={objective.confidence} />}
      main={
        <>
          {outcome && (
            <RecordSection title={t('outcome')}>
              <Markdown>{outcome}</Markdown>
            </RecordSection>
          )}
          <RecordSection title={t('intent')}>
            {intent ? (
              <Markdown>{intent}</Markdown>
            ) : (
              <p className={styles.hint}>{t('noIntent')}</p>
            )}
          </RecordSection>
          <KeyResults
            number={number}
            count={objective.keyResults}
            isMeasured={objective.progress !== undefined}
            onChanged={() => page.query.refetch()}
          />
          <ServedBy number={number} />
        </>
      }
      facts={<Facts objective={objective} page={page} />}
      sideLabel={t('side')}
      embedded={embedded}
      tell={tell}
    />
  );
}
