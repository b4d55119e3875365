import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  applyDecision,
  endRound,
  expire,
  refusal,
  refusalToDecide,
  reseat,
  settleRound,
  type ApprovalState,
  type LifecycleTransition,
  type LinkKind,
  type Standing,
} from '@callboard/plugin-itsm-common';
import type {
  ApprovalChange,
  Caller,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { DraftEntry } from '../journal/entries';
import { insertTexts } from '../journal/appendJournal';
import { PayloadWriter } from '../journal/entries';
import type { PrincipalId, PrincipalStore } from '../journal/PrincipalStore';
import { countOpenTasks } from '../tasks/TaskStore';
import {
  insertRound,
  readAskers,
  readNewestRound,
  updateRound,
} from './ApprovalStore';
import type { ApprovalCommand, ApprovalEntry } from './approvalCommand';
import { deciderAt } from './deciderAt';
import { decisionPayload, seatPayloads, stepPayloads } from './payloads';
import { becomesOf } from './followRecord';
import { stampRound, type StoredRound, type StoredSeat } from './model';
import { sayWhatChanged } from './sayWhatChanged';

const ALL_STANDINGS: ReadonlySet<Standing> = new Set(['worker', 'requester']);

/**
 * The approval of one record on its way through the door, under the record's lock: a step that a
 * command takes on it, and what the command's other changes make of it.
 */
export class ApprovalInProgress {
  #before?: StoredRound;
  #after?: StoredRound;
  #isNew = false;
  #writer?: PayloadWriter;
  readonly #entries: ApprovalEntry[] = [];

  constructor(
    private readonly tx: Knex.Transaction,
    private readonly principals: PrincipalStore,
    private readonly command: ApprovalCommand,
  ) {}

  get #rule() {
    return this.command.type.approval!;
  }

  /**
   * Takes a step on the approval.
   *
   * @returns how the approval stands then, and the transition that goes with it
   */
  async take(
    change: ApprovalChange,
    record: StoredRecord,
  ): Promise<{ approval?: ApprovalState; transition?: LifecycleTransition }> {
    const { type, caller } = this.command;
    if (!this.#rule)
      throw new InputError(
        `Records of the type ${type.label} are not approved by anybody`,
      );
    if (!('decide' in change)) this.#guardUpkeep(record);
    this.#before = await readNewestRound(this.tx, record.id);
    this.#after = this.#before;
    if ('ask' in change) return this.#ask(change.ask, record);
    if ('decide' in change) await this.#decide(change.decide, record);
    else if ('reseat' in change) await this.#reseat(change.reseat);
    else if ('expire' in change) this.#expire(change.expire);
    else await this.#remind(change.remind);
    const { state } = this.#after!;
    if (state !== 'approved' && state !== 'rejected')
      return { approval: record.approval };
    // What is said of an older state of the record must not decide over the newer one.
    if (record.approval !== 'requested')
      throw new Error(`${record.number} has an open round that is not asked`);
    const name = state === 'approved' ? this.#rule.approve : this.#rule.reject;
    const decided = { ...record, approval: state };
    const transition = await this.#possible(name, decided, caller);
    return { approval: state, transition };
  }

  #guardUpkeep(record: StoredRecord): void {
    const { caller, canUpdate, standing } = this.command;
    if (caller.kind === 'system') return;
    if (canUpdate && standing.has('worker')) return;
    throw new NotAllowedError(
      `Only those who work on ${record.number} may have its approval asked again`,
    );
  }

  async #possible(
    name: string | undefined,
    subject: StoredRecord,
    caller: Caller,
  ): Promise<LifecycleTransition | undefined> {
    const { lifecycle } = this.command.type;
    const transition = lifecycle.transitions.find(t => t.name === name);
    if (!transition?.from.includes(subject.status)) return undefined;
    const openTasks = transition.tasksDone
      ? await countOpenTasks(this.tx, subject.id)
      : 0;
    const standing = ALL_STANDINGS;
    if (refusal({ lifecycle, transition, subject, standing, openTasks }))
      return undefined;
    const lacks = (transition.required ?? []).some(
      key =>
        (subject[key] === undefined || transition.clears?.includes(key)) &&
        !(transition.defaults?.[key] === 'now') &&
        !(transition.defaults?.[key] === 'caller' && caller.kind === 'user'),
    );
    return lacks ? undefined : transition;
  }

  async #ask(
    asked: Extract<ApprovalChange, { ask: unknown }>['ask'],
    record: StoredRecord,
  ) {
    const { caller, type, now } = this.command;
    const { askAgain } = this.#rule;
    const again = await this.#possible(askAgain, record, caller);
    const purpose = this.#rule.asks(record) ?? (again ? 'before' : undefined);
    if (!purpose) {
      const { label } = type.lifecycle.states[record.status];
      throw new ConflictError(
        `${record.number} is ${label}: there is nothing to approve now`,
      );
    }
    const stands = record.approval;
    if (
      stands === 'approved' ||
      (stands && caller.kind === 'system' && stands !== 'stale')
    )
      throw new ConflictError(`The approval of ${record.number} is ${stands}`);
    if (this.#before) await this.#end('superseded');
    const askedByRef =
      asked.askedByRef ?? (caller.kind === 'user' ? caller.ref : undefined);
    const id = uuidv7({ msecs: now });
    const round: StoredRound = {
      id,
      recordId: record.id,
      round: (this.#before?.round ?? 0) + 1,
      purpose,
      state: 'asked',
      policies: asked.policies,
      recordVersion: record.version + 1,
      askedByRef,
      askedAt: now,
      steps: asked.steps.map((step, i) => ({
        id: uuidv7({ msecs: now }),
        position: i + 1,
        title: step.title,
        quorum: step.quorum,
        veto: step.veto,
        state: 'waiting',
        deadlineMs: step.deadlineMs,
        onDeadline: step.onDeadline,
        escalateTo: step.escalateTo,
        seats: step.seats.map((seat, j) => this.#seat(seat, j + 1, false)),
      })),
    };
    if (round.steps.length === 0)
      throw new Error(`A round of ${record.number} asks nobody`);
    const { round: begun, opened } = stampRound(
      undefined,
      { ...round, ...settleRound(round) },
      now,
    );
    // The row of the round before was written by its end.
    if (this.#before) {
      this.#ended = { before: this.#before, after: this.#after! };
    }
    this.#before = undefined;
    this.#after = begun;
    this.#isNew = true;
    const writer = await this.#people([
      askedByRef,
      ...begun.steps.flatMap(s => s.seats.map(seat => seat.forRef)),
      ...begun.steps.flatMap(s =>
        s.escalateTo.flatMap(who => ('user' in who ? who.user : [])),
      ),
    ]);
    this.#note('approval.asked', 'requester', {
      approval: id,
      round: begun.round,
      purpose,
      policies: begun.policies.map(p => ({ ...p })),
      recordVersion: begun.recordVersion,
      askedBy: askedByRef && writer.person(askedByRef),
      steps: stepPayloads(begun.steps, writer),
      seats: seatPayloads(begun.steps, writer),
      opened,
    });
    return { approval: 'requested' as const, transition: again };
  }

  #ended?: { before: StoredRound; after: StoredRound };

  #seat(
    { forRef, why }: { forRef: string; why: string },
    position: number,
    escalated: boolean,
  ): StoredSeat {
    const id = uuidv7({ msecs: this.command.now });
    return { id, position, forRef, why, escalated, state: 'waiting' };
  }

  async #decide(
    asked: Extract<ApprovalChange, { decide: unknown }>['decide'],
    record: StoredRecord,
  ): Promise<void> {
    const { caller, now, type } = this.command;
    const { seatId, decision, note } = asked;
    const round = this.#before;
    if (!round)
      throw new NotFoundError(`Nobody was asked about ${record.number}`);
    if (
      round.round !== asked.round ||
      round.state === 'superseded' ||
      record.approval === 'stale'
    ) {
      throw await sayWhatChanged(this.tx, {
        type,
        record,
        internal: this.command.standing.has('worker'),
        round: asked.round,
        newest: round,
      });
    }
    const barred = new Set(
      [
        record.requesterRef,
        record.requestedForRef,
        record.assigneeRef,
        ...(await readAskers(this.tx, record.id)),
      ].filter((ref): ref is string => ref !== undefined),
    );
    const decider = await deciderAt(this.tx, {
      round,
      seatId,
      caller,
      barred,
      now,
    });
    const refused = refusalToDecide(round, seatId, decider, barred);
    if (refused) {
      const open = round.steps.some(
        s =>
          s.state === 'open' &&
          s.seats.some(t => t.id === seatId && t.state === 'open'),
      );
      throw open ? new NotAllowedError(refused) : new ConflictError(refused);
    }
    // The next step may open by it, and is told along.
    const writer = await this.#people([
      decider.ref,
      decider.standsInForRef,
      ...round.steps.flatMap(s => s.seats.map(seat => seat.forRef)),
    ]);
    const text = note ? writer.text(note) : undefined;
    const noted: StoredRound = {
      ...round,
      steps: round.steps.map(step => ({
        ...step,
        seats: step.seats.map(seat =>
          seat.id === seatId ? { ...seat, textId: text?.text } : seat,
        ),
      })),
    };
    const decided = applyDecision(noted, seatId, decider, decision, barred);
    const stamped = stampRound(round, { ...noted, ...decided }, now);
    this.#after = stamped.round;
    this.#note(
      'approval.decided',
      'requester',
      decisionPayload(stamped.round, seatId, {
        decision,
        decider,
        note: text,
        opened: stamped.opened,
        writer,
      }),
    );
  }

  #openStep(stepId: string) {
    const step = this.#before?.steps.find(s => s.id === stepId);
    if (this.#before?.state !== 'asked' || step?.state !== 'open')
      throw new ConflictError('The step is not open any more');
    return { round: this.#before, step };
  }

  async #reseat(
    asked: Extract<ApprovalChange, { reseat: unknown }>['reseat'],
  ): Promise<void> {
    const { now } = this.command;
    const { round, step } = this.#openStep(asked.stepId);
    const escalates = asked.because === 'deadline';
    const close = (asked.close ?? []).filter(id =>
      step.seats.some(s => s.id === id && s.state === 'open'),
    );
    if (!escalates && close.length === 0)
      throw new ConflictError('The seats are not open any more');
    const add = asked.add.map((seat, i) =>
      this.#seat(seat, step.seats.length + i + 1, escalates),
    );
    const changed = reseat(round, step.id, { close, add });
    const steps = changed.steps.map(s =>
      s.id === step.id && escalates ? { ...s, escalatedAt: now } : s,
    );
    const { round: stamped } = stampRound(
      round,
      { ...round, ...changed, steps },
      now,
    );
    this.#after = stamped;
    const writer = await this.#people(add.map(s => s.forRef));
    this.#note(
      escalates ? 'approval.escalated' : 'approval.seat-replaced',
      'requester',
      {
        round: round.round,
        step: step.id,
        title: step.title,
        because: asked.because,
        closed: close,
        seats: seatPayloads(
          [{ ...step, seats: add.map(s => ({ ...s, state: 'open' })) }],
          writer,
        ),
      },
    );
  }

  #expire({ stepId }: { stepId: string }): void {
    const { round, step } = this.#openStep(stepId);
    const { round: stamped } = stampRound(
      round,
      { ...round, ...expire(round, stepId) },
      this.command.now,
    );
    this.#after = stamped;
    this.#note('approval.decided', 'requester', {
      round: round.round,
      step: step.id,
      title: step.title,
      decision: 'reject',
      because: 'deadline',
      state: stamped.state,
    });
  }

  async #remind({ stepId }: { stepId: string }): Promise<void> {
    const { round, step } = this.#openStep(stepId);
    const open = step.seats.filter(s => s.state === 'open');
    if (open.length === 0) throw new ConflictError('Nobody is left to remind');
    const writer = await this.#people(open.map(s => s.forRef));
    this.#note('approval.reminded', 'internal', {
      round: round.round,
      step: step.id,
      title: step.title,
      dueAt: step.dueAt,
      seats: seatPayloads([{ ...step, seats: open }], writer),
    });
  }

  /**
   * Works out what the rest of a command makes of the approval: what was approved may have changed,
   * or there is nothing to approve any more.
   *
   * @param transition - that the command takes
   * @param links - kinds of links that come or go
   * @returns how the approval stands then
   * @throws ConflictError for a change of what was approved where it cannot be asked again
   */
  async follow(
    before: StoredRecord,
    after: StoredRecord,
    transition: LifecycleTransition | undefined,
    links: ReadonlySet<LinkKind>,
  ): Promise<ApprovalState | undefined> {
    const { type, caller } = this.command;
    if (!this.#rule || this.#after) return after.approval;
    const becomes = becomesOf({ type, before, after, links, caller });
    if (becomes.refused) throw new ConflictError(becomes.refused);
    if (!becomes.ends) return becomes.approval;
    if (becomes.ends === 'superseded' && transition?.guard) {
      const stale = {
        ...after,
        approval: becomes.approval,
        status: before.status,
      };
      const reason = transition.guard(stale);
      if (reason) throw new ConflictError(reason);
    }
    this.#before = await readNewestRound(this.tx, before.id);
    this.#after = this.#before;
    if (this.#before) await this.#end(becomes.ends);
    if (becomes.ends === 'superseded') {
      this.#note('approval.stale', 'requester', {
        round: this.#before?.round,
        fields: becomes.fields,
        links: becomes.links,
      });
    } else if (this.#before?.state === 'asked') {
      this.#note('approval.withdrawn', 'requester', {
        round: this.#before.round,
      });
    }
    return becomes.approval;
  }

  async #end(state: 'superseded' | 'withdrawn'): Promise<void> {
    const round = this.#before!;
    const ended = endRound(round, state);
    this.#after = stampRound(
      round,
      { ...round, ...ended },
      this.command.now,
    ).round;
  }

  async #people(refs: readonly (string | undefined)[]): Promise<PayloadWriter> {
    const { principals, caller } = this.command;
    const wanted = [
      ...new Set(refs.filter((r): r is string => r !== undefined)),
    ].filter(ref => ref.startsWith('user:') && !principals.has(ref));
    const more =
      wanted.length > 0
        ? await this.principals.ids(wanted, this.tx)
        : new Map<string, PrincipalId>();
    this.#writer = new PayloadWriter(
      this.#after?.recordId ?? '',
      principals.get(caller.ref)!.id,
      new Map([...principals, ...more]),
    );
    return this.#writer;
  }

  #note(
    kind: string,
    audience: DraftEntry['audience'],
    payload: Record<string, unknown>,
  ): void {
    this.#entries.push({ kind, audience, payload });
  }

  /** What the journal is to say, in order. */
  entries(): readonly ApprovalEntry[] {
    return this.#entries;
  }

  /** Writes the rows, once the record's is. */
  async write(): Promise<void> {
    if (this.#writer) await insertTexts(this.tx, this.#writer.texts);
    const ended = this.#ended;
    if (ended) await updateRound(this.tx, ended.before, ended.after);
    if (!this.#after) return;
    if (this.#isNew) await insertRound(this.tx, this.#after);
    else if (this.#before)
      await updateRound(this.tx, this.#before, this.#after);
  }
}
