import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Markdown,
  RecordSection,
  useItsmQuery,
  useRecordSignal,
} from '@callboard/plugin-itsm-react';
import { ChangeAssessment } from '../assessment/ChangeAssessment';
import { changeField } from '../fields';
import styles from './Cab.module.css';
import { ChangeFacts } from './ChangeFacts';
import { cabTranslationRef } from './translation';

type TextName =
  | 'description'
  | 'justification'
  | 'plan'
  | 'testEvidence'
  | 'rollbackPlan';

const WHY: readonly TextName[] = ['description', 'justification'];
const HOW: readonly TextName[] = ['plan', 'testEvidence', 'rollbackPlan'];

/** How it is done: folded, because it is long and asked for now and then. */
function Plans({ change }: { change: Change }) {
  const { t } = useTranslationRef(cabTranslationRef);
  return (
    <RecordSection title={t('item.plans')}>
      {HOW.map(name => (
        <details key={name} className={styles.fold}>
          <summary>
            {changeField(name).label}
            {!change[name] && (
              <span className={styles.quiet}> · {t('item.nothing')}</span>
            )}
          </summary>
          {change[name] && <Markdown>{change[name]!}</Markdown>}
        </details>
      ))}
    </RecordSection>
  );
}

/**
 * What there is to know of a change before one decides: in short, what and why, its risk and what it
 * meets, and how it is done. For the agenda of a board, and where a notification leads.
 */
export function WhatIsKnown({ number }: { number: string }) {
  const { t } = useTranslationRef(cabTranslationRef);
  const {
    data: change,
    error,
    refetch,
  } = useItsmQuery(changeRoutes.get, {
    params: { id: number },
    live: true,
  });
  useRecordSignal(change);
  if (error && !change)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  if (!change) return <Skeleton height={220} />;
  const written = WHY.filter(name => change[name]);
  return (
    <>
      <RecordSection title={t('item.facts')}>
        <ChangeFacts change={change} />
      </RecordSection>
      <RecordSection title={t('item.what')}>
        {written.length === 0 && (
          <Text as="p" color="secondary">
            {t('item.nothing')}
          </Text>
        )}
        {written.map(name => (
          <section key={name} className={styles.text}>
            {written.length > 1 && (
              <h3 className={styles.heading}>{changeField(name).label}</h3>
            )}
            <Markdown>{change[name]!}</Markdown>
          </section>
        ))}
      </RecordSection>
      <ChangeAssessment change={change} />
      <Plans change={change} />
    </>
  );
}
