import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  type ApprovalDecisionInput,
  type Decided,
  type FieldChange,
  type InboxCount,
  type InboxPage,
  type InboxQuery,
  type RecordApprovals,
  type SeatToDecide,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CatalogReader,
  Clock,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { standingOf } from '../access/standing';
import { toIso, whereAmong } from '../database';
import type { PrincipalStore } from '../journal/PrincipalStore';
import type { Records } from '../records/Records';
import type { LoadedRecord } from '../records/RecordStore';
import type { RecordTypes, RegisteredType } from '../RecordTypes';
import { askingFor } from './approvalDueWork';
import {
  readAskers,
  readNewestRound,
  readRounds,
  readRoundWith,
  readSeatsOf,
} from './ApprovalStore';
import {
  changesSinceLook,
  noteLook,
  readLooks,
  type Look,
} from './changesSinceLook';
import { deputisedBy, type Deputised } from './deputies';
import { canTake } from './followRecord';
import { countInbox, listInbox } from './listInbox';
import type { StoredRound } from './model';
import {
  placeOf,
  presentInboxItem,
  refsOfChanges,
  refsOfItem,
  refsOfWaiting,
  visibleChanges,
  withoutHidden,
} from './presentInbox';
import {
  presentApprovalRecord,
  presentRound,
  refsOfRound,
  type RoundViewer,
} from './presentRounds';
import type { RoundPlanner } from './RoundPlanner';
import { shownFields } from './shownFields';

/** What approvals of the API are made from. */
export interface ApprovalDeps {
  knex: Knex;
  records: Records;
  types: RecordTypes;
  principals: PrincipalStore;
  catalog: CatalogReader;
  catalogAccess: CatalogAccess;
  authorizer: Authorizer;
  planner: RoundPlanner;
  clock: Clock;
}

const barredOf = (
  record: Pick<
    StoredRecord,
    'requesterRef' | 'requestedForRef' | 'assigneeRef'
  >,
  askers: readonly string[],
) =>
  new Set(
    [
      record.requesterRef,
      record.requestedForRef,
      record.assigneeRef,
      ...askers,
    ].filter((ref): ref is string => ref !== undefined),
  );

/**
 * Approvals for the API. Whoever may read a record sees who is asked about it; deciding asks for no
 * permission beside reading and being asked. Changes go through the door.
 */
export class Approvals {
  constructor(private readonly deps: ApprovalDeps) {}

  /** What waits for the caller. One permission call, and five statements: whom
   * they stand in for, what waits, and at the same time its seats, its changes and its names. */
  async inbox(asked: Caller, query: InboxQuery): Promise<InboxPage> {
    const { knex, principals, catalog } = this.deps;
    const { caller, deputised } = await this.#asked(asked);
    const { cursor, limit, ...question } = query;
    const page = await listInbox(
      knex,
      { caller, deputised, types: this.#approved(), query: question },
      { cursor, limit },
    );
    const looked = page.items.flatMap(({ look, ...i }) =>
      look ? [{ ...i, look }] : [],
    );
    const [seats, changes, refs] = await Promise.all([
      readSeatsOf(
        knex,
        page.items.map(i => i.step.id),
      ),
      changesSinceLook(
        knex,
        principals,
        looked.map(({ record, type, worker, look }) => ({
          recordId: record.id,
          type,
          internal: worker,
          look,
        })),
      ),
      catalog.describe([
        ...page.items.flatMap(refsOfWaiting),
        ...deputised.map(d => d.ref),
      ]),
    ]);
    const items = page.items.flatMap(item => {
      const step = { ...item.step, seats: seats.get(item.step.id)! };
      // What was read a moment later may be gone by then.
      const seat = step.seats.find(s => s.id === item.seatId);
      if (!seat) return [];
      const { round, record, worker } = item;
      return [
        presentInboxItem(
          item,
          { round: { ...round, state: 'asked', steps: [step] }, step, seat },
          round.steps,
          {
            caller,
            deputised,
            worker,
            barred: barredOf(
              record,
              round.askedByRef ? [round.askedByRef] : [],
            ),
            notes: new Map(),
          },
          changes.get(record.id) ?? [],
        ),
      ];
    });
    const readable = await withoutHidden(
      this.deps.catalogAccess,
      caller,
      items,
    );
    const ofChanges = readable.flatMap(i => refsOfChanges(i.changes));
    return {
      items: readable,
      pageInfo: { nextCursor: page.nextCursor },
      refs: {
        ...refs,
        ...(await catalog.describe(
          ofChanges.filter(ref => ref && !(ref in refs)),
        )),
      },
    };
  }

  /** How many wait for the caller. */
  async count(asked: Caller): Promise<InboxCount> {
    const { knex, clock } = this.deps;
    const { caller, deputised } = await this.#asked(asked);
    const types = this.#approved();
    return countInbox(
      knex,
      { caller, deputised, types, query: {} },
      clock.now(),
    );
  }

  /** One seat with what is needed to decide. @throws NotFoundError */
  async seat(asked: Caller, seatId: string): Promise<SeatToDecide> {
    const caller = await this.#scoped(asked, { catalog: true });
    const { round, loaded, viewer } = await this.#seatOf(caller, seatId);
    const { knex, catalog, catalogAccess } = this.deps;
    const { record, type } = loaded;
    const newest = await readNewestRound(knex, record.id);
    const { changes, look } = await this.#changes(
      caller,
      loaded,
      viewer.worker,
    );
    const linked: string[] = await knex('links')
      .where({ from_id: record.id, kind: 'affects' })
      .whereNotNull('to_ref')
      .orderBy('to_ref')
      .limit(200)
      .pluck('to_ref');
    const seen =
      linked.length > 0
        ? await catalogAccess.readable(caller, linked)
        : new Set<string>();
    const affected = linked.filter(ref => seen.has(ref));
    const item = presentInboxItem(
      { record, type, look },
      placeOf(round, seatId),
      round.steps.length,
      viewer,
      changes,
    );
    const [shown] = await withoutHidden(this.deps.catalogAccess, caller, [
      item,
    ]);
    const fields = shownFields(record, type, viewer.worker);
    return {
      ...shown,
      fields,
      affected,
      asked: presentRound(round, viewer),
      isCurrent: newest?.id === round.id && round.state === 'asked',
      refs: await catalog.describe([
        ...refsOfItem(shown),
        ...refsOfRound(round),
        ...affected,
        ...fields.flatMap(f =>
          ['user', 'group', 'entity'].includes(f.type)
            ? [f.value as string | undefined]
            : [],
        ),
      ]),
    };
  }

  /**
   * Decides at a seat.
   *
   * @throws ConflictError if it was decided meanwhile, or what was asked has changed
   */
  async decide(
    asked: Caller,
    seatId: string,
    decision: ApprovalDecisionInput,
  ): Promise<Decided> {
    const { knex, catalog, clock } = this.deps;
    const caller = await this.#scoped(asked);
    const { loaded } = await this.#seatOf(caller, seatId);
    if (caller.kind !== 'user')
      throw new NotAllowedError('People decide; sign in as one');
    if ((await catalog.gone([caller.ref])).has(caller.ref))
      throw new NotAllowedError(
        'You are not in the catalog any more; somebody else is asked in your place',
      );
    const { record } = await this.deps.records.changeRecord(caller, {
      id: loaded.record.id,
      approval: { decide: { seatId, ...decision } },
    });
    await noteLook(knex, caller.ref, record.id, clock.now());
    const round = await readRoundWith(knex, { seat: seatId });
    return {
      approval: record.approval,
      state: round!.state,
      record: presentApprovalRecord(record, loaded.type),
    };
  }

  /** All rounds of a record. @throws NotFoundError */
  async ofRecord(asked: Caller, recordId: string): Promise<RecordApprovals> {
    const caller = await this.#scoped(asked, { update: true, catalog: true });
    return this.#ofRecord(
      caller,
      await this.deps.records.load(caller, recordId),
    );
  }

  async #ofRecord(
    caller: Caller,
    loaded: LoadedRecord,
  ): Promise<RecordApprovals> {
    const { knex, catalog, clock } = this.deps;
    const { record, type } = loaded;
    const rounds = await readRounds(knex, record.id);
    const worker = this.#works(caller, loaded);
    const viewer = await this.#viewer(caller, {
      worker,
      deputised: await deputisedBy(knex, caller, clock.now()),
      barred: barredOf(
        record,
        rounds.flatMap(r => r.askedByRef ?? []),
      ),
      rounds,
    });
    const { changes, look } =
      rounds.length > 0
        ? await this.#changes(caller, loaded, worker)
        : { changes: [], look: undefined };
    const shown = await visibleChanges(
      this.deps.catalogAccess,
      caller,
      changes,
    );
    return {
      approval: record.approval,
      items: rounds.map(round => presentRound(round, viewer)),
      refs: await catalog.describe([
        ...rounds.flatMap(refsOfRound),
        ...refsOfChanges(shown),
      ]),
      changes: shown,
      lookedAt: toIso(look?.at),
      viewer: {
        canAskAgain: worker && loaded.canUpdate && canAskAgain(record, type),
      },
    };
  }

  /** Notes that the caller has seen the record as it is. */
  async looked(asked: Caller, recordId: string): Promise<void> {
    const caller = await this.#scoped(asked);
    const { record } = await this.deps.records.load(caller, recordId);
    const { knex, clock } = this.deps;
    await noteLook(knex, caller.ref, record.id, clock.now());
  }

  /** Has the approval asked anew, by the policies as they are now. */
  async askAgain(asked: Caller, recordId: string): Promise<RecordApprovals> {
    const caller = await this.#scoped(asked, { update: true, catalog: true });
    const { records, planner } = this.deps;
    const loaded = await records.load(caller, recordId);
    const { record, type, participants } = loaded;
    if (!type.approval)
      throw new InputError(
        `Records of the type ${type.label} are not approved by anybody`,
      );
    if (!loaded.canUpdate || !this.#works(caller, loaded))
      throw new NotAllowedError(
        `Only those who work on ${record.number} may have its approval asked again`,
      );
    if (!canAskAgain(record, type)) {
      const { label } = type.lifecycle.states[record.status];
      throw new ConflictError(
        record.approval === 'approved'
          ? `${record.number} is approved as it is; a change of it asks again by itself`
          : `${record.number} is ${label}: there is nothing to approve now`,
      );
    }
    const subject = { record, type, participants };
    const planned = await planner.plan(subject, caller.ref);
    await records.changeRecord(caller, askingFor(subject, planned));
    return this.#ofRecord(caller, await records.load(caller, recordId));
  }

  #approved(): RegisteredType[] {
    return this.deps.types.all().filter(t => t.approval);
  }

  /** The caller with what they may read of what is approved, and whom they stand in for now. */
  async #asked(
    asked: Caller,
  ): Promise<{ caller: Caller; deputised: readonly Deputised[] }> {
    const { knex, authorizer, clock } = this.deps;
    const read = this.#approved().map(t => t.permissions.read);
    const [caller, deputised] = await Promise.all([
      authorizer.withScopes(asked, read),
      deputisedBy(knex, asked, clock.now()),
    ]);
    return { caller, deputised };
  }

  #scoped(
    caller: Caller,
    along: { update?: boolean; catalog?: boolean } = {},
  ): Promise<Caller> {
    const permissions = this.deps.types
      .all()
      .flatMap(t => [
        t.permissions.read,
        ...(along.update ? [t.permissions.update] : []),
      ]);
    const { catalog } = along;
    return this.deps.authorizer.withScopes(caller, permissions, { catalog });
  }

  #works(caller: Caller, { record, participants }: LoadedRecord): boolean {
    const collaborates = participants.some(
      p =>
        p.role === 'collaborator' && caller.ownership.includes(p.principalRef),
    );
    return standingOf(caller, record, collaborates).has('worker');
  }

  async #seatOf(caller: Caller, seatId: string) {
    const { knex, records, clock } = this.deps;
    const missing = () =>
      new NotFoundError(
        `There is no seat ${seatId} of an approval, or you may not see its record`,
      );
    const round = await readRoundWith(knex, { seat: seatId });
    if (!round) throw missing();
    const loaded = await records.load(caller, round.recordId).catch(() => {
      throw missing();
    });
    const viewer = await this.#viewer(caller, {
      worker: this.#works(caller, loaded),
      deputised: await deputisedBy(knex, caller, clock.now()),
      barred: barredOf(loaded.record, await readAskers(knex, round.recordId)),
      rounds: [round],
    });
    return { round, loaded, viewer };
  }

  async #viewer(
    caller: Caller,
    of: {
      worker: boolean;
      deputised: readonly Deputised[];
      barred: ReadonlySet<string>;
      rounds: readonly StoredRound[];
    },
  ): Promise<RoundViewer> {
    const { rounds, ...rest } = of;
    const ids = rounds
      .flatMap(r => r.steps)
      .flatMap(s => s.seats)
      .flatMap(s => s.textId ?? []);
    const rows =
      ids.length > 0
        ? await whereAmong(this.deps.knex('texts'), 'id', ids)
            .whereNotNull('body')
            .select('id', 'body')
        : [];
    const notes = new Map<string, string>(rows.map(r => [r.id, r.body]));
    return { caller, notes, ...rest };
  }

  async #changes(
    caller: Caller,
    { record, type }: LoadedRecord,
    internal: boolean,
  ): Promise<{ changes: FieldChange[]; look?: Look }> {
    const { knex, principals } = this.deps;
    const look = (await readLooks(knex, caller.ref, [record.id])).get(
      record.id,
    );
    if (!look) return { changes: [] };
    const changes = await changesSinceLook(knex, principals, [
      { recordId: record.id, type, internal, look },
    ]);
    return { changes: changes.get(record.id)!, look };
  }
}

/** Whether there is something to be asked about a record that is not approved as it is. */
function canAskAgain(record: StoredRecord, type: RegisteredType): boolean {
  const rule = type.approval;
  if (!rule || record.approval === 'approved') return false;
  return (
    rule.asks(record) !== undefined ||
    canTake(type, rule.askAgain, record.status)
  );
}
