import type {
  KpiAnswer,
  KpiInfo,
  KpiPoint,
} from '@callboard/plugin-itsm-common';

const UNITS = {
  count: '',
  percent: ' (share)',
  duration: ' (ms)',
  number: '',
  score: '',
} as const;

const cellsOf = ({
  from,
  to,
  value,
  numerator,
  count,
  complete,
  exact,
}: KpiPoint) => [
  from,
  to,
  value === undefined ? '' : String(value),
  numerator === undefined ? '' : String(numerator),
  String(count),
  complete ? 'yes' : 'no',
  exact ? 'yes' : 'no',
];

/** An answer as a file: its groups, its series, or its total, whichever was asked for first. */
export function exportKpi(
  { name, dimensions }: KpiInfo,
  answer: KpiAnswer,
  by: string | undefined,
): { header: string[]; rows: AsyncGenerator<string[]> } {
  const header = [
    'From',
    'To',
    `${name}${UNITS[answer.unit]}`,
    'Numerator',
    'Count',
    'Complete',
    'Exact',
  ];
  const { groups, series, total } = answer;
  async function* rows(): AsyncGenerator<string[]> {
    if (groups) {
      for (const group of groups)
        yield [group.label, group.value ?? '', ...cellsOf(group.total)];
      return;
    }
    for (const point of series ?? [total]) yield cellsOf(point);
  }
  const label = dimensions.find(d => d.key === by)?.label ?? by ?? '';
  return {
    header: groups ? [label, `${label} (key)`, ...header] : header,
    rows: rows(),
  };
}
