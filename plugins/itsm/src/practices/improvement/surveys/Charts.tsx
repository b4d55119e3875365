import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { SURVEY_SCORES } from '@callboard/plugin-itsm-common';
import type { SurveyResults } from '@callboard/plugin-itsm-common';
import {
  BarTable,
  ChartFrame,
  RefLabel,
  refTitle,
  XmrChart,
} from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './Surveys.module.css';
import { surveysTranslationRef } from './translation';
import { pointsOf, shareRange, shareWords } from './words';

/** A chart on a card of its own, as what people wrote is. */
function ChartCard(props: { children: ReactNode }) {
  return (
    <Box bg="neutral" className={styles.card}>
      {props.children}
    </Box>
  );
}

/** What people answer, the best first. */
export function Scores({ total }: Pick<SurveyResults, 'total'>) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { scores, answers } = total;
  if (!scores) return null;
  const most = Math.max(...scores);
  const rows = SURVEY_SCORES.map(({ value }, i) => ({
    value,
    label: t(`score.${value}`),
    count: scores[i],
  })).reverse();
  return (
    <ChartCard>
      <ChartFrame
        title={t('chart.scores')}
        file={{
          rows,
          head: { label: 'score', of: ({ value }) => value },
          columns: [{ label: 'count', of: ({ count }) => count }],
        }}
      >
        <BarTable
          label={t('chart.scores')}
          head={t('chart.score')}
          columns={[t('chart.count'), t('chart.share')]}
          rows={rows.map(({ value, label, count }) => ({
            key: String(value),
            label,
            length: most > 0 ? count / most : undefined,
            numbers: [
              count.toLocaleString('en-US'),
              shareWords(count / Math.max(1, answers)),
            ],
          }))}
        />
      </ChartFrame>
    </ChartCard>
  );
}

/** How satisfied people are with which service. */
export function Services({
  services,
  refs,
}: Pick<SurveyResults, 'services' | 'refs'>) {
  const { t } = useTranslationRef(surveysTranslationRef);
  if (services.length < 2) return null;
  const shareOf = (
    share: { value: number; low?: number; high?: number } | undefined,
    tooFew?: boolean,
  ) => {
    if (!share) return tooFew ? t('tooFew') : t('nothing');
    const range = shareRange(share);
    return `${shareWords(share.value)}${
      range ? ` (${t('range', range)})` : ''
    }`;
  };
  const nameOf = (ref: string | undefined) =>
    ref ? refTitle(ref, refs) : t('chart.others');
  return (
    <ChartCard>
      <ChartFrame
        title={t('chart.services')}
        file={{
          rows: services,
          head: {
            label: 'service',
            of: ({ serviceRef }) => nameOf(serviceRef),
          },
          columns: [
            { label: 'sent', of: ({ sent }) => sent },
            { label: 'answers', of: ({ answers }) => answers },
            {
              label: 'satisfied',
              of: ({ satisfied }) => satisfied?.value ?? '',
            },
          ],
        }}
      >
        <BarTable
          label={t('chart.services')}
          head={t('chart.service')}
          columns={[
            t('chart.satisfiedShare'),
            t('chart.answers'),
            t('chart.responseRate'),
          ]}
          rows={services.map(service => ({
            key: service.serviceRef ?? '',
            label: (
              <span className={styles.service}>
                {service.serviceRef ? (
                  <RefLabel entityRef={service.serviceRef} refs={refs} />
                ) : (
                  t('chart.others')
                )}
              </span>
            ),
            length: service.satisfied?.value,
            numbers: [
              shareOf(service.satisfied, service.tooFew),
              service.answers.toLocaleString('en-US'),
              shareWords(service.responseRate?.value),
            ],
          }))}
        />
      </ChartFrame>
    </ChartCard>
  );
}

/** Satisfaction and response rate, month by month. */
export function OverTime({ results }: { results: SurveyResults }) {
  const { t } = useTranslationRef(surveysTranslationRef);
  return (
    <>
      <ChartCard>
        <XmrChart
          title={t('chart.satisfied')}
          unit="percent"
          direction="up"
          grain="month"
          zone={results.zone}
          points={pointsOf(results, ({ satisfied, answers }) => ({
            value: satisfied?.value,
            count: answers,
          }))}
        />
      </ChartCard>
      <ChartCard>
        <XmrChart
          title={t('chart.rate')}
          unit="percent"
          direction="up"
          grain="month"
          zone={results.zone}
          points={pointsOf(results, ({ responseRate, sent }) => ({
            value: responseRate?.value,
            count: sent,
          }))}
        />
      </ChartCard>
    </>
  );
}
