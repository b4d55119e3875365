import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  StandardChangeSummary,
  StandardRunView,
} from '@callboard/plugin-itsm-common';
import { RouterLink, useRecordHref } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiCloseLine, RiErrorWarningLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { choiceLabel } from '../fields';
import styles from './Standard.module.css';
import { standardTranslationRef } from './translation';

type Look = 'good' | 'issues' | 'bad';
const ICONS = {
  good: RiCheckLine,
  issues: RiErrorWarningLine,
  bad: RiCloseLine,
} as const;

/** What a run counts as. */
function lookOf({ good, outcome, incidentCount }: StandardRunView): Look {
  if (good) return 'good';
  return outcome === 'issues' && incidentCount === 0 ? 'issues' : 'bad';
}

/** A run in one sentence. */
function useRunWords() {
  const { t } = useTranslationRef(standardTranslationRef);
  return (run: StandardRunView): string => {
    const when = DateTime.fromISO(run.at).toLocaleString(DateTime.DATE_MED);
    const change = run.change?.number ?? t('aRun');
    if (run.good) return t('runGood', { when, change });
    const outcome = choiceLabel('outcome', run.outcome).toLocaleLowerCase();
    if (run.incidentCount === 0) return t('runBad', { when, change, outcome });
    return t('runCaused', {
      when,
      change,
      outcome,
      count: run.incidentCount,
      incidents: run.incidents[0] ?? t('anIncident'),
    });
  };
}

/** The last runs as small marks, the newest on the right; each leads to its change. */
export function SuccessRecord(props: { standard: StandardChangeSummary }) {
  const { standard } = props;
  const { t } = useTranslationRef(standardTranslationRef);
  const hrefOf = useRecordHref();
  const wordsOf = useRunWords();
  if (standard.history.length === 0) {
    return (
      <Text as="p" color="secondary">
        {t('noRuns')}
      </Text>
    );
  }
  return (
    <>
      <ul
        className={styles.runs}
        aria-label={t('runs', { title: standard.title })}
      >
        {standard.history.map((run, i) => {
          const look = lookOf(run);
          const Icon = ICONS[look];
          const words = wordsOf(run);
          const href =
            run.change && hrefOf({ type: 'change', number: run.change.number });
          return (
            <li
              key={run.change?.id ?? i}
              className={`${styles.run} ${styles[look]}`}
              title={words}
            >
              {href ? (
                <RouterLink to={href} aria-label={words}>
                  <Icon aria-hidden />
                </RouterLink>
              ) : (
                <Icon role="img" aria-label={words} />
              )}
            </li>
          );
        })}
      </ul>
      {standard.runs > 0 && (
        <Text as="p" color="secondary">
          {t('runsCount', {
            good: String(standard.goodRuns),
            count: standard.runs,
          })}
        </Text>
      )}
    </>
  );
}
