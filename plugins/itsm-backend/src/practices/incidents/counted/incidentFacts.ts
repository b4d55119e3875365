import {
  incidentLifecycle,
  type IncidentState,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import {
  valuesAfter,
  type Facts,
  type JournalRow,
  type RecordFacts,
} from '@callboard/plugin-itsm-node';
import { incidentFactKind } from './factKind';

/** What is known of an incident after some of its journal. It is kept as JSON. */
export interface IncidentLife {
  openedAt?: number;
  status: string;
  /** When it left New for work, waiting or a resolution, the first time. */
  takenUpAt?: number;
  /** The field of that name. */
  acknowledgedAt?: number;
  /** At last; empty while it is open. */
  resolvedAt?: number;
  closedAt?: number;
  cancelledAt?: number;
  /** While it is on hold, since when. */
  waitsSince?: number;
  /** How long it was on hold before that. */
  waitedMs: number;
  everWaited: boolean;
  reopens: number;
  ownerRef?: string;
  /** Groups that had it, each once, in the order in which they got it. */
  groups: readonly string[];
  /** The one that has it, or had it last. */
  group?: string;
  reassignments: number;
  cameBack: boolean;
  serviceRef?: string;
  priority?: number;
  category?: string;
  channel?: string;
  major: boolean;
  statedReassignments?: number;
  statedReopens?: number;
  statedResolvedAt?: number;
  statedSlaMet?: boolean;
}

const categoryOf = (status: string): StatusCategory =>
  incidentLifecycle.states[status as IncidentState]?.category ?? 'open';
const isDone = (status: string) =>
  ['resolved', 'closed'].includes(categoryOf(status));
const isOver = (status: string) =>
  isDone(status) || categoryOf(status) === 'cancelled';

/** The fields that are taken over as they stand. */
const TAKEN = [
  'acknowledgedAt',
  'ownerRef',
  'serviceRef',
  'priority',
  'category',
  'channel',
  'statedReassignments',
  'statedReopens',
  'statedResolvedAt',
  'statedSlaMet',
] as const satisfies readonly (keyof IncidentLife)[];

/** What an entry says of the incident's fields. */
function withFields(life: IncidentLife, entry: JournalRow): IncidentLife {
  const set = valuesAfter(entry);
  if (set.size === 0) return life;
  const after: Record<string, unknown> = { ...life };
  for (const key of TAKEN) if (set.has(key)) after[key] = set.get(key);
  if (set.has('major')) after.major = set.get('major') === true;
  return after as unknown as IncidentLife;
}

/**
 * Who has it now. Being put into a group's queue for the first time is no reassignment, nor is what is
 * put right once it is over; that it had no group in between makes no difference.
 *
 * @param over - whether it was over before the entry and is after it
 */
function withGroup(life: IncidentLife, over: boolean): IncidentLife {
  const { ownerRef, group, groups } = life;
  if (ownerRef === undefined || ownerRef === group) return life;
  if (over && group !== undefined) return life;
  const known = groups.includes(ownerRef);
  return {
    ...life,
    group: ownerRef,
    groups: known ? groups : [...groups, ownerRef],
    reassignments: life.reassignments + (group === undefined ? 0 : 1),
    cameBack: life.cameBack || known,
  };
}

/** What entering a status does, as the record's own instants follow from it. */
function withStatus(
  life: IncidentLife,
  status: string,
  at: number,
): IncidentLife {
  if (status === life.status) return life;
  const category = categoryOf(status);
  const after: IncidentLife = { ...life, status };
  if (category !== 'cancelled' && status !== incidentLifecycle.initial)
    after.takenUpAt ??= at;
  if (after.waitsSince !== undefined && category !== 'waiting') {
    after.waitedMs += Math.max(0, at - after.waitsSince);
    after.waitsSince = undefined;
  }
  switch (category) {
    case 'resolved':
      return {
        ...after,
        resolvedAt: at,
        closedAt: undefined,
        cancelledAt: undefined,
      };
    case 'closed':
      return {
        ...after,
        resolvedAt: after.resolvedAt ?? at,
        closedAt: at,
        cancelledAt: undefined,
      };
    case 'cancelled':
      return { ...after, cancelledAt: at };
    default:
  }
  if (category === 'waiting') {
    after.waitsSince ??= at;
    after.everWaited = true;
  }
  return {
    ...after,
    resolvedAt: undefined,
    closedAt: undefined,
    cancelledAt: undefined,
    reopens: after.reopens + (isDone(life.status) ? 1 : 0),
  };
}

const since = (opened: number, at: number | undefined) =>
  at === undefined ? undefined : Math.max(0, at - opened);

/** The marks that an incident bears. */
function marksOf(life: IncidentLife, frontLine: readonly string[]): string[] {
  const { groups, group, statedReassignments, statedReopens, statedSlaMet } =
    life;
  const atFront =
    frontLine.length > 0
      ? groups.length > 0 && groups.every(ref => frontLine.includes(ref))
      : groups.length > 0 && group === groups[0];
  const bears: [string, boolean][] = [
    ['major', life.major],
    ['firstTimeFix', life.reassignments === 0 && life.reopens === 0],
    ['neverReassigned', life.reassignments === 0],
    ['pingPong', life.cameBack],
    ['pushToFront', atFront],
    ['everWaiting', life.everWaited],
    ['reopened', life.reopens > 0],
    ['statedReassignmentsKnown', statedReassignments !== undefined],
    ['statedNeverReassigned', statedReassignments === 0],
    ['statedReopensKnown', statedReopens !== undefined],
    ['statedReopened', (statedReopens ?? 0) > 0],
    ['statedSlaKnown', statedSlaMet !== undefined],
    ['statedSlaKept', statedSlaMet === true],
  ];
  return bears.filter(([, is]) => is).map(([mark]) => mark);
}

/**
 * What is counted of an incident, from its journal: for those filed here and for those brought in from
 * elsewhere alike, whose events are entries of the same kinds.
 *
 * - **Opened** when it was filed, or when its source says that it began.
 * - **Acknowledged** when somebody said that they have seen it; where nobody did, when it first left New
 *   for work, for waiting, or resolved.
 * - **Resolved** when it was resolved at last; one that was reopened is open since it was opened. Closed
 *   without having been resolved is resolved and closed at once.
 * - **Cancelled** ones leave the backlog (`ended`) and are no resolution.
 * - **On hold** is the time in a status of the category waiting, until the last resolution.
 *
 * Service, team, priority, category and channel are those that it has now, or had at last.
 *
 * @param frontLine - groups that are the front line; where none is named, the group that had it first is
 */
export function incidentFacts(
  frontLine: readonly string[] = [],
): RecordFacts<IncidentLife> {
  return {
    kind: incidentFactKind(frontLine),
    recordTypes: ['incident'],
    begin: () => ({
      status: incidentLifecycle.initial,
      waitedMs: 0,
      everWaited: false,
      reopens: 0,
      groups: [],
      reassignments: 0,
      cameBack: false,
      major: false,
    }),
    apply(life, entry) {
      const { kind, at } = entry;
      if (!kind.startsWith('record.')) return life;
      const begun =
        kind === 'record.created' && life.openedAt === undefined
          ? { ...life, openedAt: at }
          : life;
      const status = entry.status ?? begun.status;
      const over = isOver(begun.status) && isOver(status);
      return withStatus(withGroup(withFields(begun, entry), over), status, at);
    },
    facts(life, recordId): readonly Facts[] {
      const { openedAt } = life;
      if (openedAt === undefined) return [];
      const cancelled = life.cancelledAt !== undefined;
      const resolved = cancelled ? undefined : life.resolvedAt;
      const closed = cancelled ? undefined : life.closedAt;
      const acknowledged = life.acknowledgedAt ?? life.takenUpAt;
      return [
        {
          id: recordId,
          recordId,
          stages: {
            opened: openedAt,
            acknowledged,
            resolved,
            closed,
            ended: life.cancelledAt ?? resolved,
            statedResolved: life.statedResolvedAt,
          },
          dimensions: {
            serviceRef: life.serviceRef,
            ownerRef: life.ownerRef,
            priority: life.priority?.toString(),
            category: life.category,
            channel: life.channel,
          },
          values: {
            ackMs: since(openedAt, acknowledged),
            resolveMs: since(openedAt, resolved),
            closeMs: since(openedAt, closed),
            waitingMs: life.waitedMs,
            reassignments: life.reassignments,
            reopens: life.reopens,
            statedResolveMs: since(openedAt, life.statedResolvedAt),
            statedReassignments: life.statedReassignments,
          },
          marks: marksOf(life, frontLine),
        },
      ];
    },
  };
}
