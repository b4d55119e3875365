import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { kpiRoutes, kpiWords } from '@callboard/plugin-itsm-common';
import type { KpiExplanation, KpiInfo } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { AdminTable } from '../../../core/admin/AdminTable';
import styles from './KpiPage.module.css';
import { kpisTranslationRef } from './translation';
import type { AskedOfKpi } from './useKpiQuestion';

/** What was read for the number, in words. */
function useReadWords() {
  const { t } = useTranslationRef(kpisTranslationRef);
  return ({ from, grain, spans }: KpiExplanation['read'][number]) => {
    if (from === 'facts') return t('page.explain.facts');
    if (from === 'practice') return t('page.explain.practice');
    return t('page.explain.rollups', {
      count: spans,
      grain: grain ?? '',
    } as never);
  };
}

function Told({ explanation }: { explanation: KpiExplanation }) {
  const { words, terms, read, recount, exactWords, formula, kpi } = explanation;
  const { t } = useTranslationRef(kpisTranslationRef);
  const readWords = useReadWords();
  return (
    <div className={styles.explained}>
      <ol className={styles.sentences}>
        {words.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ol>
      {terms.length > 0 && (
        <AdminTable
          label={t('page.explain.terms')}
          items={terms}
          idOf={({ role, words: what }) => `${role} ${what}`}
          columns={[
            {
              id: 'term',
              label: t('page.explain.term'),
              render: ({ words: what }) => what,
            },
            {
              id: 'count',
              label: t('page.explain.count'),
              align: 'right',
              render: ({ count }) => count.toLocaleString('en-US'),
            },
            {
              id: 'sum',
              label: t('page.explain.sum'),
              align: 'right',
              render: ({ sum }) => kpiWords(sum, kpi.unit),
            },
          ]}
        />
      )}
      <p className={styles.quiet}>
        {read.length > 0 &&
          `${t('page.explain.read', {
            what: read.map(readWords).join(', '),
          })} `}
        {exactWords}{' '}
        {recount &&
          (recount.equal
            ? t('page.explain.equal')
            : t('page.explain.unequal', {
                value: kpiWords(recount.value, kpi.unit),
              }))}
      </p>
      <details className={styles.formula}>
        <summary>{t('page.explain.formula')}</summary>
        <pre>{JSON.stringify(formula, null, 2)}</pre>
      </details>
    </div>
  );
}

/** How the number came to be, for whoever asks. */
export function Explanation(props: {
  info: KpiInfo;
  asked: AskedOfKpi;
  zone: string;
}) {
  const { info, asked } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const isOpen = asked.url.get('explain') !== '';
  const { data, error, refetch } = useItsmQuery(kpiRoutes.explain, {
    params: { key: info.key },
    query: { ...asked.query, statistic: asked.main.statistic },
    enabled: isOpen,
    keepPrevious: true,
  });
  return (
    <RecordSection
      title={t('page.explain.title')}
      actions={
        <Button
          variant="secondary"
          aria-expanded={isOpen}
          onPress={() =>
            asked.url.set(
              { explain: isOpen ? undefined : '1' },
              { replace: true },
            )
          }
        >
          {t(isOpen ? 'page.explain.hide' : 'page.explain.show')}
        </Button>
      }
    >
      {isOpen && !data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {isOpen && !data && !error && <Skeleton height={160} />}
      {isOpen && data && <Told explanation={data} />}
      {!isOpen && <p className={styles.quiet}>{info.formulaWords}</p>}
    </RecordSection>
  );
}
