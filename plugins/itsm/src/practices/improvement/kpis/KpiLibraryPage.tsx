import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { KpiInfo } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  RouterLink,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { useImprovementAddresses } from '../addresses';
import { BehindNotice } from './BehindNotice';
import styles from './Kpis.module.css';
import { LibraryFilters } from './LibraryFilters';
import { LibraryTable } from './LibraryTable';
import { inOrder } from './order';
import { periodUpToNow, USUAL_PERIOD } from './period';
import { usePracticeName } from './practiceName';
import { judgedOf } from './told';
import type { LibraryRow } from './useLibraryFilter';
import { useLibraryFilter } from './useLibraryFilter';
import { kpisTranslationRef } from './translation';
import { useKpiAnswers, useKpiList } from './useKpis';

const NONE: readonly KpiInfo[] = [];
const practiceOf = ({ practice }: KpiInfo) => practice;

/** What the numbers say as a whole, in a sentence. */
function Answer(props: { rows: readonly LibraryRow[]; isKnown: boolean }) {
  const { rows, isKnown } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const counted = rows.filter(({ kpi }) => !kpi.awaits);
  const waits = rows.length - counted.length;
  const of = (verdict: string) =>
    counted.filter(({ judged }) => judged.verdict === verdict).length;
  const [better, worse] = [of('better'), of('worse')];
  return (
    <p className={styles.answer}>
      {t('library.answer', { count: counted.length } as never)}
      {isKnown && better > 0 && t('library.better', { count: better } as never)}
      {isKnown && worse > 0 && t('library.worse', { count: worse } as never)}
      {!isKnown && '.'}
      {isKnown && t(better + worse > 0 ? 'library.noise' : 'library.allNoise')}
      {waits > 0 && t('library.waits', { count: waits } as never)}
    </p>
  );
}

/** All numbers there are, by practice: what each asks, how it is, and who answers for it. */
export function KpiLibraryPage() {
  const { t } = useTranslationRef(kpisTranslationRef);
  const list = useKpiList();
  const addresses = useImprovementAddresses();
  const practiceName = usePracticeName();
  usePageTitle(t('title'));
  const all = list.data?.items ?? NONE;
  const kpis = useMemo(() => inOrder(all), [all]);
  const zone = list.data?.zone ?? 'utc';
  const asked = useMemo(
    () => kpis.filter(({ awaits }) => awaits === undefined),
    [kpis],
  );
  const questions = useMemo(() => {
    const { from, grain } = periodUpToNow(USUAL_PERIOD, zone, Date.now());
    return asked.map(({ key }) => ({ kpi: key, from, grain }));
  }, [asked, zone]);
  const answers = useKpiAnswers(questions);
  const rows: LibraryRow[] = useMemo(() => {
    const byKey = new Map(answers.data?.map(answer => [answer.kpi, answer]));
    return kpis.map(kpi => {
      const answer = byKey.get(kpi.key);
      return { kpi, answer, judged: judgedOf(kpi, answer) };
    });
  }, [kpis, answers.data]);
  const filter = useLibraryFilter(rows, list.data?.refs);
  const practices = [
    ...new Set(inOrder(filter.rows.map(({ kpi }) => kpi)).map(practiceOf)),
  ];
  return (
    <PageBody title={t('title')}>
      <AdminStates
        query={list}
        isEmpty={({ items }) => items.length === 0}
        empty={{ title: t('library.empty'), next: t('library.emptyNext') }}
      >
        {({ refs }) => (
          <>
            <Answer rows={rows} isKnown={answers.data !== undefined} />
            <BehindNotice answers={answers.data ?? []} />
            <LibraryFilters filter={filter} />
            {practices.length === 0 && <p>{t('library.none')}</p>}
            {practices.map(practice => (
              <section
                key={practice}
                className={`${styles.part} ${styles.library}`}
                aria-labelledby={`numbers-${practice}`}
              >
                <div className={styles.partHead}>
                  <h2 className={styles.heading} id={`numbers-${practice}`}>
                    {practiceName(practice)}
                  </h2>
                  <RouterLink
                    className={styles.way}
                    to={addresses.dashboard({ of: 'practice', practice })}
                  >
                    {t('library.dashboard', {
                      practice: practiceName(practice),
                    })}
                  </RouterLink>
                </div>
                <LibraryTable
                  label={practiceName(practice)}
                  rows={filter.rows.filter(
                    ({ kpi }) => kpi.practice === practice,
                  )}
                  refs={refs}
                  failure={answers.error}
                />
              </section>
            ))}
          </>
        )}
      </AdminStates>
    </PageBody>
  );
}
