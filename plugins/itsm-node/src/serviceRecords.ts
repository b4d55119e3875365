import type { ServiceRecord } from '@callboard/plugin-itsm-common';
import { isPermittedSome } from './assertPermitted';
import type { ItsmKernel } from './kernel';
import type { RecordListOptions, StoredRecord } from './records';
import type { ServiceViewInput } from './serviceViews';

/** Records of one section of a page. */
const SHOWN = 8;

/** What counts of a record in a section, milliseconds since the epoch. */
export interface ServiceRecordTimes {
  at?: number;
  until?: number;
}

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

/**
 * A record as the page of a service lists it.
 *
 * @param ref - the service whose page it is
 */
export function toServiceRecord(
  kernel: Pick<ItsmKernel, 'recordTypes'>,
  ref: string,
  record: StoredRecord,
  times: ServiceRecordTimes = {},
): ServiceRecord {
  const type = kernel.recordTypes.all().find(t => t.type === record.type);
  const about = [record.ciRef, record.serviceRef].find(
    one => typeof one === 'string' && one !== ref,
  ) as string | undefined;
  return {
    number: record.number,
    type: record.type,
    title: record.title,
    status: record.status,
    statusLabel: type?.lifecycle.states[record.status]?.label ?? record.status,
    statusCategory: record.statusCategory,
    priority: record.priority as ServiceRecord['priority'],
    aboutRef: about,
    at: iso(times.at),
    until: iso(times.until),
    assigneeRef: record.assigneeRef,
  };
}

/** Records of a type that have to do with a service: the first few, and how many there are. */
export interface RecordsOfService {
  records: StoredRecord[];
  total: number;
}

/**
 * Records of one type that touch a service or one of its parts and that the caller may read: filed
 * against it, naming it, or linked to it, under former names too. Three statements beside the names.
 *
 * @returns undefined if the caller may read none of the type: their section is not theirs to see
 */
export async function recordsOfService(
  kernel: Pick<ItsmKernel, 'recordTypes' | 'records'>,
  { caller, ref }: Pick<ServiceViewInput, 'caller' | 'ref'>,
  asked: { type: string } & Pick<
    RecordListOptions,
    'category' | 'status' | 'filter' | 'sort' | 'order' | 'limit'
  >,
): Promise<RecordsOfService | undefined> {
  const { type: name, limit = SHOWN, ...filters } = asked;
  const type = kernel.recordTypes.all().find(t => t.type === name);
  if (!type || !isPermittedSome(caller, type.permissions.read))
    return undefined;
  const page = await kernel.records.list(caller, {
    ...filters,
    types: [name],
    entity: ref,
    limit,
    total: true,
  });
  return { records: page.items, total: page.total ?? page.items.length };
}

/** The same as a section of the page. */
export function sectionOf(
  kernel: Pick<ItsmKernel, 'recordTypes'>,
  ref: string,
  found: RecordsOfService,
  timesOf: (record: StoredRecord) => ServiceRecordTimes,
): { items: ServiceRecord[]; total?: number } {
  const items = found.records.map(record =>
    toServiceRecord(kernel, ref, record, timesOf(record)),
  );
  return found.total > items.length ? { items, total: found.total } : { items };
}
