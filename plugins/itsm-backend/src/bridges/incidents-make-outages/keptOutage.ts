import type {
  JournalRow,
  KeptOutage,
  StoredRecord,
} from '@callboard/plugin-itsm-node';

/** The name under which the bridge keeps outages. */
export const KEEPER = 'incidents-make-outages';

/** Fields of an incident that decide whether, and of what, there is an outage. */
const DECIDING = new Set(['major', 'majorAnnounced', 'serviceRef']);

const fieldsOf = ({ payload }: JournalRow): Set<unknown> =>
  new Set(
    ((payload.changes ?? []) as { field: string }[]).map(({ field }) => field),
  );

/** What an entry may mean for the outage of its record. */
export type Meaning = 'decides' | 'moves' | 'nothing';

/**
 * Whether an entry decides that there is an outage, or moves the record along its lifecycle, which
 * matters to those that have one.
 */
export function meaningOf(entry: JournalRow): Meaning {
  if (entry.subjectType !== 'record') return 'nothing';
  const fields = fieldsOf(entry);
  if (fields.has('majorAnnounced') || fields.has('major')) return 'decides';
  const moves =
    entry.kind === 'record.transitioned' ||
    [...DECIDING, 'status', 'resolvedAt'].some(field => fields.has(field));
  return moves ? 'moves' : 'nothing';
}

/**
 * The outage that an incident makes: of its service, from when it was opened to when it was resolved,
 * once it is an announced major incident.
 *
 * @param at - when something was learned of it last: an outage of which the announcement was taken
 *   back is over then
 * @param had - whether it made one before
 */
export function keptOutageOf(
  incident: StoredRecord,
  at: number,
  had: boolean,
): KeptOutage | undefined {
  const { id: recordId, serviceRef, createdAt, statusCategory } = incident;
  const announced = Boolean(incident.major && incident.majorAnnounced);
  const begins = announced && incident.visibility === 'internal';
  if (!had && !(begins && serviceRef)) return undefined;
  // Filed by mistake, or about no service any more: then there was none.
  if (!serviceRef || statusCategory === 'cancelled')
    return { keeper: KEEPER, recordId };
  const span = { entityRef: serviceRef, begin: createdAt };
  if (!announced)
    return { keeper: KEEPER, recordId, outage: { ...span, over: at } };
  const isOver = statusCategory === 'resolved' || statusCategory === 'closed';
  const end = isOver
    ? incident.resolvedAt ?? incident.closedAt ?? at
    : undefined;
  return { keeper: KEEPER, recordId, outage: { ...span, end } };
}
