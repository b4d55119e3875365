import {
  changeLifecycle,
  type ChangeState,
  type StatusCategory,
} from '@callboard/plugin-itsm-common';
import {
  valuesAfter,
  type Facts,
  type JournalRow,
  type RecordFacts,
} from '@callboard/plugin-itsm-node';
import { CHANGE_FACTS } from './factKind';

/** What is known of a change after some of its journal. It is kept as JSON. */
export interface ChangeLife {
  filedAt?: number;
  status: string;
  /** When the work was finished, by its status. */
  doneAt?: number;
  closedAt?: number;
  /** While a decision is asked for, since when. */
  askedAt?: number;
  /** How long decisions were waited for before that. */
  waitedMs: number;
  /** When it was decided about at last. */
  decidedAt?: number;
  /** Whether approvals are told by rounds, as they are of changes that are decided here. */
  rounds: boolean;
  actualEnd?: number;
  outcome?: string;
  changeType?: string;
  serviceRef?: string;
  ownerRef?: string;
  risk?: string;
  templateKey?: string;
}

const TAKEN = [
  'actualEnd',
  'outcome',
  'changeType',
  'serviceRef',
  'ownerRef',
  'risk',
  'templateKey',
] as const satisfies readonly (keyof ChangeLife)[];

const categoryOf = (status: string): StatusCategory =>
  changeLifecycle.states[status as ChangeState]?.category ?? 'open';

/** What an entry says of the change's fields. */
function withFields(life: ChangeLife, entry: JournalRow): ChangeLife {
  const set = valuesAfter(entry);
  const after: Record<string, unknown> = { ...life };
  for (const key of TAKEN) if (set.has(key)) after[key] = set.get(key);
  return after as unknown as ChangeLife;
}

/** A decision is asked for. One that is asked for already is waited for since then. */
const asked = (life: ChangeLife, at: number): ChangeLife => ({
  ...life,
  askedAt: life.askedAt ?? at,
});

/** Nobody is waited for any more, as it was decided or is no longer asked. */
function answered(life: ChangeLife, at: number, decided: boolean): ChangeLife {
  if (life.askedAt === undefined) return life;
  return {
    ...life,
    askedAt: undefined,
    waitedMs: life.waitedMs + Math.max(0, at - life.askedAt),
    decidedAt: decided ? at : life.decidedAt,
  };
}

/** What a step of an approval does. */
function withApproval(life: ChangeLife, entry: JournalRow): ChangeLife {
  const { kind, at, payload } = entry;
  const known = { ...life, rounds: true };
  switch (kind) {
    case 'approval.asked':
      return asked(known, at);
    case 'approval.decided':
      return payload.state === 'approved' || payload.state === 'rejected'
        ? answered(known, at, true)
        : known;
    case 'approval.stale':
    case 'approval.withdrawn':
      return answered(known, at, false);
    default:
      return life;
  }
}

/** What entering a status does. */
function withStatus(life: ChangeLife, status: string, at: number): ChangeLife {
  if (status === life.status) return life;
  let after: ChangeLife = { ...life, status };
  // Of history from elsewhere there are no rounds: being in Authorize is being asked about.
  if (!life.rounds) {
    if (status === 'authorize') after = asked(after, at);
    else if (life.status === 'authorize')
      after = answered(
        after,
        at,
        !['draft', 'assess', 'cancelled'].includes(status),
      );
  }
  switch (categoryOf(status)) {
    case 'resolved':
      return { ...after, doneAt: at, closedAt: undefined };
    case 'closed':
      return { ...after, doneAt: after.doneAt ?? at, closedAt: at };
    default:
      return { ...after, doneAt: undefined, closedAt: undefined };
  }
}

const MARK_OF_OUTCOME: Readonly<Record<string, readonly string[]>> = {
  successful: ['successful'],
  issues: ['issues'],
  failed: ['failed', 'unsuccessful'],
  'rolled-back': ['rolledBack', 'unsuccessful'],
};
const MARK_OF_TYPE: Readonly<Record<string, readonly string[]>> = {
  emergency: ['emergency'],
  standard: ['standard'],
};

/**
 * What is counted of a change, from its journal: for those filed here and for those brought in from
 * elsewhere alike.
 *
 * - **Filed** when it was filed, as a draft or otherwise.
 * - **Decided** when it was approved or rejected at last. The time to decide is how long decisions were
 *   asked for, all rounds together; a pre-approved standard change has none. Of history from elsewhere it
 *   is the time in Authorize.
 * - **Finished** when the work ended (`actualEnd`; if nobody said so, when it came to review), however it
 *   ended. **Live** is the same of those that were successful, with issues or without.
 * - An emergency that was written down afterwards has a lead time of 0.
 *
 * Service, team, type, risk and template are those that it has now, or had at last.
 */
export const changeFacts: RecordFacts<ChangeLife> = {
  kind: CHANGE_FACTS,
  recordTypes: ['change'],
  entryKinds: [
    'approval.asked',
    'approval.decided',
    'approval.stale',
    'approval.withdrawn',
  ],
  begin: () => ({
    status: changeLifecycle.initial,
    waitedMs: 0,
    rounds: false,
  }),
  apply(life, entry) {
    const { kind, at } = entry;
    if (kind.startsWith('approval.')) return withApproval(life, entry);
    if (!kind.startsWith('record.')) return life;
    const begun =
      kind === 'record.created' && life.filedAt === undefined
        ? { ...life, filedAt: at }
        : life;
    const status = entry.status ?? begun.status;
    return withStatus(withFields(begun, entry), status, at);
  },
  facts(life, recordId): readonly Facts[] {
    const { filedAt, doneAt, outcome, changeType } = life;
    if (filedAt === undefined) return [];
    const finished =
      doneAt === undefined ? undefined : life.actualEnd ?? doneAt;
    const isLive = outcome === 'successful' || outcome === 'issues';
    const live = isLive ? finished : undefined;
    return [
      {
        id: recordId,
        recordId,
        stages: {
          filed: filedAt,
          decided: life.decidedAt,
          live,
          finished,
          closed: life.closedAt,
        },
        dimensions: {
          serviceRef: life.serviceRef,
          ownerRef: life.ownerRef,
          changeType,
          risk: life.risk,
          templateKey: life.templateKey,
        },
        values: {
          leadMs: live === undefined ? undefined : Math.max(0, live - filedAt),
          approvalMs: life.decidedAt === undefined ? undefined : life.waitedMs,
        },
        marks: [
          ...(MARK_OF_OUTCOME[finished === undefined ? '' : outcome ?? ''] ??
            []),
          ...(MARK_OF_TYPE[changeType ?? ''] ?? []),
        ],
      },
    ];
  },
};
