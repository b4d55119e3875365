import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords } from '@callboard/plugin-itsm-common';
import type { KpiPoint, KpiUnit } from '@callboard/plugin-itsm-common';
import { BarTable } from './BarTable';
import { ChartFrame } from './ChartFrame';
import { periodTime } from './timeWords';
import { chartsTranslationRef } from './translation';

type Told = Pick<KpiPoint, 'from' | 'to' | 'value' | 'count' | 'complete'>;

/** How much more or less a number is than another: of percentages in points, of all else in percent. */
export function useDifferenceWords(): (
  now: number | undefined,
  then: number | undefined,
  unit: KpiUnit,
) => string {
  const { t } = useTranslationRef(chartsTranslationRef);
  return (now, then, unit) => {
    if (now === undefined || then === undefined) return t('compare.nothing');
    const difference = now - then;
    if (difference === 0) return t('compare.same');
    const way = difference > 0 ? 'compare.more' : 'compare.less';
    const size = Math.abs(difference);
    if (unit === 'percent') {
      return t(way, {
        change: t('compare.points', {
          points: (size * 100).toLocaleString('en-US', {
            maximumSignificantDigits: 2,
          }),
        }),
      });
    }
    if (unit === 'score' || then <= 0)
      return t(way, { change: kpiWords(size, unit) });
    return t(way, { change: kpiWords(size / then, 'percent') });
  };
}

/** A number of two periods beside each other, and by how much they differ. */
export function PeriodCompare(props: {
  /** A question, e.g. `Is it more than a year ago?` */
  title: string;
  hideTitle?: boolean;
  unit: KpiUnit;
  zone: string;
  now: Told;
  then: Told;
}) {
  const { title, hideTitle, unit, zone, now, then } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const differenceOf = useDifferenceWords();
  const most = Math.max(now.value ?? 0, then.value ?? 0);
  const rows = [now, then];
  return (
    <ChartFrame
      title={title}
      hideTitle={hideTitle}
      answer={`${differenceOf(now.value, then.value, unit)}.`}
      file={{
        rows,
        head: { label: 'from', of: ({ from }) => from },
        columns: [
          { label: 'to', of: ({ to }) => to },
          { label: 'value', of: ({ value }) => value ?? '' },
          { label: 'count', of: ({ count }) => count },
        ],
      }}
    >
      <BarTable
        label={title}
        head={t('compare.column.period')}
        columns={[t('compare.column.value'), t('compare.column.count')]}
        rows={rows.map((told, i) => ({
          key: told.from,
          label: `${periodTime(told, zone)}${
            told.complete ? '' : ` (${t('soFar')})`
          }`,
          length:
            told.value === undefined || most <= 0
              ? undefined
              : told.value / most,
          numbers: [
            kpiWords(told.value, unit),
            told.count.toLocaleString('en-US'),
          ],
          weight: i === 0 ? 'much' : 'little',
        }))}
      />
    </ChartFrame>
  );
}
