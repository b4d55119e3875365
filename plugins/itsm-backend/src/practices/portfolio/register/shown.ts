import {
  CHARTER_TRANSITIONS,
  portfolioServiceSummarySchema,
  type PortfolioServicePage,
  type RefInfo,
  type ServedObjective,
  type Viewer,
} from '@callboard/plugin-itsm-common';
import type {
  RecordKernel,
  RecordValues,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

/** Keys of what lists show. */
export const SUMMARY_KEYS = Object.keys(portfolioServiceSummarySchema.shape);

const INSTANTS = ['plannedStart', 'plannedLive', 'plannedRetire', 'reviewAt'];

/** What somebody says, as it is stored. */
export function stored(
  values: Readonly<Record<string, unknown>>,
): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of INSTANTS)
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  if (Array.isArray(set.customers))
    set.customers = set.customers.join('\n') || null;
  return set;
}

/** A service in the form of the API. */
export function shown(
  records: Pick<RecordKernel, 'present'>,
  record: StoredRecord,
): RecordValues {
  const { customers, ...values } = records.present(record);
  return typeof customers === 'string'
    ? { ...values, customers: customers.split('\n') }
    : values;
}

/** Whether the catalog had what a service is bound to, and has it no longer. */
export const isGone = (
  record: RecordValues,
  refs: Readonly<Record<string, RefInfo>>,
): boolean =>
  typeof record.entityRef === 'string' &&
  refs[record.entityRef]?.dangling === true;

/** A row of the portfolio. */
export function summaryOf(
  records: Pick<RecordKernel, 'present'>,
  record: StoredRecord,
  known: {
    refs: Readonly<Record<string, RefInfo>>;
    objectives?: readonly ServedObjective[];
    managed?: { score?: number; risk?: number };
  },
): PortfolioServicePage['items'][number] {
  const all = shown(records, record);
  const values = SUMMARY_KEYS.filter(key => all[key] !== undefined).map(
    key => [key, all[key]] as const,
  );
  return {
    ...Object.fromEntries(values),
    ...(isGone(record, known.refs) ? { entityGone: true } : {}),
    ...(known.managed ? { managed: known.managed } : {}),
    ...(known.objectives?.length ? { objectives: known.objectives } : {}),
  } as PortfolioServicePage['items'][number];
}

/**
 * What somebody may do: of the transitions none that only a decision takes, and what the record alone does
 * not know of why not.
 */
export const shownViewer = (
  viewer: Viewer,
  refusals: ReadonlyMap<string, string>,
): Viewer => ({
  ...viewer,
  transitions: viewer.transitions
    .filter(({ name }) => !CHARTER_TRANSITIONS.includes(name))
    .map(option => {
      const reason = refusals.get(option.name);
      return option.allowed && reason
        ? { ...option, allowed: false, reason }
        : option;
    }),
});
