import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords, paretoOf } from '@callboard/plugin-itsm-common';
import type { KpiGroup, KpiUnit } from '@callboard/plugin-itsm-common';
import type { ReactNode } from 'react';
import { BarTable } from './BarTable';
import type { BarRow } from './BarTable';
import { ChartFrame } from './ChartFrame';
import { chartsTranslationRef } from './translation';

const keyOf = (group: KpiGroup) => group.value ?? '';

/**
 * A number by the values of a dimension, the largest first. Where values add up it says which few make
 * up most of all (Pareto); where they do not, such as medians, it compares them.
 */
export function ParetoChart(props: {
  /** A question, e.g. `Which categories make up most of it?` */
  title: string;
  hideTitle?: boolean;
  unit: KpiUnit;
  /** What the groups are of, e.g. `Category`. */
  dimension: string;
  groups: readonly KpiGroup[];
  /** What all add up to; left out where they do not. */
  whole?: number;
  /** How many there are beside them. */
  moreGroups?: number;
  /** What a group is called, e.g. as a link; its label if left out. */
  nameOf?: (group: KpiGroup) => ReactNode;
  tools?: ReactNode;
}) {
  const { title, hideTitle, unit, dimension, groups, whole } = props;
  const { moreGroups = 0, nameOf, tools } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const isWhole = whole !== undefined;
  const percent = (share: number) => kpiWords(share, 'percent');
  const rest = moreGroups
    ? t('pareto.rest', { count: moreGroups } as never)
    : t('pareto.others');
  const parts = isWhole
    ? paretoOf(groups, { valueOf: ({ total }) => total.value, whole })
    : [];
  const vital = parts.filter(part => part.vital).length;
  const longest = Math.max(
    ...(isWhole
      ? parts.map(({ value }) => value)
      : groups.map(({ total }) => total.value ?? 0)),
  );
  const rows: BarRow[] = isWhole
    ? parts.map(({ group, value, share, cumulative, vital: isVital }, i) => ({
        key: group ? keyOf(group) : 'rest of all',
        label: group ? nameOf?.(group) ?? group.label : rest,
        length: group && value / longest,
        numbers: [kpiWords(value, unit), percent(share), percent(cumulative)],
        weight: isVital ? 'much' : 'little',
        isLastOfMany: i === vital - 1 && vital < parts.length,
      }))
    : groups.map(group => ({
        key: keyOf(group),
        label: nameOf?.(group) ?? group.label,
        length:
          group.total.value === undefined || longest <= 0
            ? undefined
            : group.total.value / longest,
        numbers: [
          kpiWords(group.total.value, unit),
          group.total.count.toLocaleString('en-US'),
        ],
      }));
  const columns = isWhole
    ? [
        t('pareto.column.value'),
        t('pareto.column.share'),
        t('pareto.column.cumulative'),
      ]
    : [t('pareto.column.value'), t('pareto.column.count')];
  const more = !isWhole && moreGroups > 0 && rest;
  return (
    <ChartFrame
      title={title}
      hideTitle={hideTitle}
      tools={tools}
      answer={
        rows.length === 0
          ? t('none')
          : isWhole && vital > 0 && t('pareto.vital', { count: vital } as never)
      }
      file={{
        rows: groups,
        head: { label: dimension, of: group => group.label },
        columns: [
          { label: 'value', of: group => group.total.value ?? '' },
          { label: 'count', of: group => group.total.count },
          { label: 'numerator', of: group => group.total.numerator ?? '' },
        ],
      }}
      legend={more && <span>{more}</span>}
    >
      {rows.length > 0 && (
        <BarTable
          label={title}
          head={dimension}
          columns={columns}
          rows={rows}
        />
      )}
    </ChartFrame>
  );
}
