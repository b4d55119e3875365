import {
  CONTINUITY_GAPS,
  RECOVERY_RESULTS,
} from '@callboard/plugin-itsm-common';
import type { ContinuityEntry } from './ContinuityBook';

/** The columns of the file. */
export const CONTINUITY_HEADER = [
  'Service',
  'Reference',
  'Tier',
  'Owner',
  'Recovery time objective (min)',
  'Recovery point objective (min)',
  'Maximum tolerable disruption (min)',
  'Plan',
  'Last test',
  'Result',
  'Took (min)',
  'Lost (min)',
  'Gaps',
  'What is missing',
] as const;

const number = (value: number | undefined) =>
  value === undefined ? '' : String(value);
const gapLabel = (kind: string) =>
  CONTINUITY_GAPS.find(({ value }) => value === kind)!.label;

/** A row for each service. */
export async function* continuityRows(
  entries: AsyncIterable<ContinuityEntry> | Iterable<ContinuityEntry>,
): AsyncGenerator<string[]> {
  for await (const { service, plan, test, gaps } of entries)
    yield [
      service.title,
      service.ref,
      service.tier ?? '',
      service.ownerRef ?? '',
      number(plan?.rtoMinutes),
      number(plan?.rpoMinutes),
      number(plan?.mtdMinutes),
      plan?.planUrl ?? '',
      test ? new Date(test.at).toISOString() : '',
      RECOVERY_RESULTS.find(({ value }) => value === test?.result)?.label ?? '',
      number(test?.rtoMinutes),
      number(test?.rpoMinutes),
      gaps.map(({ kind }) => gapLabel(kind)).join('; '),
      gaps.map(({ words }) => words).join(' '),
    ];
}
