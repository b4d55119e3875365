import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ObjectiveDetail } from '@callboard/plugin-itsm-common';
import {
  Property,
  PropertyList,
  RecordSection,
  RefLabel,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import { percentWords } from '../outages/outageWords';
import styles from './Objectives.module.css';
import { objectivesTranslationRef } from './translation';
import type { ObjectiveWords } from './translation';
import { lengthWords, targetWords, windowWords } from './words';

/** When an event, or a slice of time, is good. */
function goodWords(
  {
    op,
    value,
    timeSliceTarget,
    timeSliceWindow,
  }: ObjectiveDetail['thresholds'],
  t: ObjectiveWords,
): string | undefined {
  const parts = [
    op !== undefined && value !== undefined
      ? `${t(`page.op.${op}`)} ${value.toLocaleString('en', {
          maximumFractionDigits: 6,
        })}`
      : undefined,
    timeSliceTarget !== undefined && timeSliceWindow !== undefined
      ? t('page.slice', {
          length: lengthWords(timeSliceWindow, t),
          part: targetWords(timeSliceTarget),
        })
      : undefined,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

/** What is promised, to whom it is attached, and how it is measured. */
export function Promised({ objective }: { objective: ObjectiveDetail }) {
  const { window, refs, measuredUntil, ownerRef } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const words = windowWords(window, t);
  const good = goodWords(objective.thresholds, t);
  return (
    <RecordSection title={t('page.promised')}>
      <PropertyList label={t('page.promised')}>
        <Property label={t('page.target')}>
          {targetWords(objective.target)}
        </Property>
        <Property label={t('page.now')}>
          {objective.ratio === undefined ? '–' : percentWords(objective.ratio)}
        </Property>
        <Property label={t('page.window')}>
          {window.kind === 'rolling'
            ? t('page.rolling', { window: words })
            : t('page.calendar', {
                window: words,
                zone: window.timeZone ?? 'UTC',
              })}
        </Property>
        <Property label={t('page.service')}>
          <RefLabel entityRef={objective.entityRef} refs={refs} />
        </Property>
        <Property label={t('page.hears')}>
          <RefLabel entityRef={ownerRef} refs={refs} />
        </Property>
        <Property label={t('page.counted')}>
          {t(`page.method.${objective.budgetingMethod}`)}
        </Property>
        <Property label={t('page.source')}>
          {t(`page.sources.${objective.source}`)}
        </Property>
        {good && <Property label={t('page.good')}>{good}</Property>}
        <Property label={t('page.measured')}>
          {measuredUntil ? (
            <RelativeTime instant={measuredUntil} />
          ) : (
            t('page.notYet')
          )}
        </Property>
        <Property label={t('page.coverage')}>
          {percentWords(objective.coverage)}
        </Property>
        <Property label={t('page.version')}>
          {t(objective.definedIn === 'git' ? 'page.inGit' : 'page.inPortal', {
            version: String(objective.version),
          })}
        </Property>
      </PropertyList>
    </RecordSection>
  );
}

/** What a monitoring system is asked, as it is written. */
export function Queries({ objective }: { objective: ObjectiveDetail }) {
  const { queries } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  if (queries.length === 0) return <></>;
  return (
    <RecordSection title={t('page.queries')}>
      {queries.map(({ part, query, connection }) => (
        <div key={`${part} ${query}`}>
          <span className={styles.hint}>
            {t(`page.part.${part}`)}
            {connection && ` · ${connection}`}
          </span>
          <pre className={styles.query}>{query}</pre>
        </div>
      ))}
    </RecordSection>
  );
}
