import {
  initiativeSummarySchema,
  MEASURED_TRANSITIONS,
  type InitiativePage,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type {
  RecordKernel,
  RecordValues,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { whereOf } from './where';

/** Keys of what lists show. */
export const SUMMARY_KEYS = Object.keys(initiativeSummarySchema.shape);

const INSTANTS = ['baselineFrom', 'baselineTo', 'dueAt'];

/** What somebody says, as it is stored. */
export function stored(
  values: Readonly<Record<string, unknown>>,
): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of INSTANTS)
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  return set;
}

/** An initiative in the form of the API. */
export function shown(
  records: Pick<RecordKernel, 'present'>,
  record: StoredRecord,
): RecordValues {
  const { kpiWhere, ...values } = records.present(record);
  const where = whereOf(kpiWhere);
  return where ? { ...values, kpiWhere: where } : values;
}

/** A row of the register. */
export function summaryOf(
  records: Pick<RecordKernel, 'present'>,
  record: StoredRecord,
): InitiativePage['items'][number] {
  const all = shown(records, record);
  return Object.fromEntries(
    SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
      key,
      all[key],
    ]),
  ) as InitiativePage['items'][number];
}

/** What somebody may do: of the transitions none that only measuring takes. */
export const shownViewer = (viewer: Viewer): Viewer => ({
  ...viewer,
  transitions: viewer.transitions.filter(
    ({ name }) => !MEASURED_TRANSITIONS.includes(name),
  ),
});
