import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Initiative } from '@callboard/plugin-itsm-common';
import { PropertyList, RecordSection } from '@callboard/plugin-itsm-react';
import { InitiativeProperty } from './InitiativeProperty';
import styles from './Record.module.css';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

const whole = (value: number) => Math.round(value).toLocaleString('en-US');

/** What an initiative saved in hours and money, how that was reckoned, and what was assumed. */
export function Benefit(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
}) {
  const { initiative, page } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const measures = page.measures.data;
  if (!measures?.kpi) return null;
  const { benefit, windows } = measures;
  const every = initiative.measureEvery ?? 'month';
  const isKnown = benefit && windows.length > 0;
  const isLost = isKnown && benefit.hours < 0;
  const money =
    isKnown && benefit.money !== undefined && !isLost
      ? ` · ${whole(benefit.money)} ${benefit.currency ?? ''}`
      : '';
  const quiet =
    !benefit && initiative.baselineValue !== undefined
      ? t('benefit.notReckoned')
      : t('benefit.none');
  const common = { initiative, page };
  return (
    <RecordSection title={t('benefit.title')}>
      {!isKnown && (
        <Text as="p" color="secondary">
          {quiet}
        </Text>
      )}
      {isKnown && (
        <div className={styles.stack}>
          <div>
            <p className={styles.worth}>
              {isLost
                ? t('benefit.lost', { hours: whole(-benefit.hours) })
                : `${t('benefit.hours', {
                    hours: whole(benefit.hours),
                  })}${money}`}
            </p>
            <p className={styles.question}>
              {t('benefit.eachWindow', {
                hours: whole(benefit.hoursEachWindow),
                every,
              })}
            </p>
          </div>
          <details>
            <summary>{t('benefit.formula')}</summary>
            <ol className={styles.formula}>
              {benefit.formula.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </details>
        </div>
      )}
      {benefit && (
        <div className={styles.assumed}>
          <PropertyList label={t('benefit.assume')}>
            <InitiativeProperty
              name="hoursEach"
              {...common}
              empty={`${benefit.hoursEach} h`}
            />
            <InitiativeProperty
              name="hourlyRate"
              {...common}
              empty={
                benefit.hourlyRate === undefined
                  ? '–'
                  : `${benefit.hourlyRate} ${benefit.currency ?? ''}`
              }
            />
          </PropertyList>
        </div>
      )}
    </RecordSection>
  );
}
