import {
  deadlineMs,
  erasedIdOf,
  kindOf,
  missingSeats,
  type ApprovalPolicy,
  type Approver,
  type PolicyStep,
} from '@callboard/plugin-itsm-common';
import type {
  CatalogReader,
  Clock,
  Definition,
  Definitions,
  PolicyFollowed,
  SeatToAsk,
  ServiceFacts,
  StepToAsk,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { Subject } from '../deliveries/subjects';
import type { Members } from '../news/Members';
import { APPROVAL_POLICY_KIND } from './approvalPolicyKind';
import { readAskers } from './ApprovalStore';
import type { ApproverRoles } from './ApproverRoles';
import { matchSeats } from './matchSeats';
import type { PolicyPredicates } from './PolicyPredicates';

/** What a round would ask. */
export interface PlannedRound {
  policies: PolicyFollowed[];
  steps: StepToAsk[];
}

/** Who is asked where no policy applies. */
const DEFAULT_STEP: PolicyStep = {
  title: 'Owner of the service',
  who: [{ role: 'service-owner' }],
};
const OTHERWISE: PolicyStep = {
  title: 'Owner of the record',
  who: [{ role: 'owner' }],
};
const IN_PLACE = 'in place of somebody who cannot decide here';
const ADMIN = 'administrators, because nobody else can decide here';

/** As long as a title may be. */
const LONGEST_TITLE = 200;

/**
 * Steps that ask the same people for as much are one: nobody decides the same thing twice. It says all
 * that it is for, so that an exception can be read in the round even where the same people grant it.
 */
function askedOnce(steps: readonly StepToAsk[]): StepToAsk[] {
  const once = new Map<string, StepToAsk>();
  for (const step of steps) {
    const { seats, quorum, veto, title } = step;
    const key = JSON.stringify([seats.map(s => s.forRef).sort(), quorum, veto]);
    const same = once.get(key);
    const isSaid = same?.title.split(', ').includes(title);
    const both = same && !isSaid ? `${same.title}, ${title}` : undefined;
    if (!same) once.set(key, step);
    else if (both && both.length <= LONGEST_TITLE)
      once.set(key, { ...same, title: both });
  }
  return [...once.values()];
}

/**
 * Works out who is to be asked about a record, by the policies as they are now. Looks at definitions,
 * catalog and rights, so never inside a transaction.
 *
 * All policies that apply are followed in their order, their steps one after the other; a step that
 * asks the same as an earlier one is asked once. A seat that nobody can decide at — the person left,
 * or it is their own record — goes to whom the step escalates to, else to administrators.
 */
export class RoundPlanner {
  constructor(
    private readonly deps: {
      knex: Knex;
      definitions: Pick<Definitions, 'list'>;
      catalog: CatalogReader;
      members: Members;
      roles: ApproverRoles;
      predicates: PolicyPredicates;
      clock: Clock;
      serviceFacts: (ref: string) => Promise<ServiceFacts>;
      /** Users and groups of the role admin. */
      admins: () => readonly string[];
    },
  ) {}

  async plan(subject: Subject, askedByRef?: string): Promise<PlannedRound> {
    const { record } = subject;
    const policies = await this.#policies(subject);
    const affected = await this.#affected(subject);
    const barred = await this.barred(subject, askedByRef);
    const wanted: { step: PolicyStep; why: string }[] = policies.flatMap(p =>
      p.body.steps.map(step => ({ step, why: p.body.title })),
    );
    for (const role of this.deps.roles.all()) {
      const named = wanted.some(({ step }) =>
        step.who.some(w => 'role' in w && w.role === role.role),
      );
      if (named || !role.alwaysAsked?.(record)) continue;
      const who = [{ role: role.role }];
      wanted.push({ step: { title: role.label, who }, why: role.label });
    }
    const steps: StepToAsk[] = [];
    const resolve = (who: readonly Approver[], why: string) =>
      this.#resolve(subject, affected, who, why);
    for (const { step, why } of wanted) {
      const seats = await resolve(step.who, why);
      steps.push(await this.#step(step, seats, resolve, barred));
    }
    if (steps.length === 0) {
      const seats = await resolve(DEFAULT_STEP.who, DEFAULT_STEP.title);
      const step = seats.length > 0 ? DEFAULT_STEP : OTHERWISE;
      const asked =
        seats.length > 0 ? seats : await resolve(step.who, step.title);
      steps.push(await this.#step(step, asked, resolve, barred));
    }
    return {
      policies: policies.map(({ key, version, body }) => ({
        key,
        version,
        title: body.title,
      })),
      steps: askedOnce(steps),
    };
  }

  /** Who may decide nothing about a record: it is theirs. */
  async barred(
    { record }: Pick<Subject, 'record'>,
    askedByRef?: string,
  ): Promise<Set<string>> {
    return new Set(
      [
        record.requesterRef,
        record.requestedForRef,
        record.assigneeRef,
        askedByRef,
        ...(await readAskers(this.deps.knex, record.id)),
      ].filter((ref): ref is string => ref !== undefined),
    );
  }

  /**
   * Whom to ask in place of seats that nobody can decide at: those that the policies name now, else
   * whom the step escalates to, else administrators.
   */
  async inPlaceOf(
    subject: Subject,
    step: Pick<StepToAsk, 'title' | 'escalateTo'>,
    taken: readonly string[],
    count: number,
  ): Promise<SeatToAsk[]> {
    const planned = (await this.plan(subject)).steps.find(
      s => s.title === step.title,
    );
    const affected = await this.#affected(subject);
    const others = [
      ...(planned?.seats ?? []),
      ...(await this.#resolve(subject, affected, step.escalateTo, IN_PLACE)),
    ];
    return this.#fill(others, taken, count, await this.barred(subject));
  }

  /** Whom to ask when a deadline passes. */
  async escalation(
    subject: Subject,
    step: Pick<StepToAsk, 'escalateTo'>,
  ): Promise<SeatToAsk[]> {
    const affected = await this.#affected(subject);
    const why = 'nobody decided in time';
    const asked = await this.#resolve(subject, affected, step.escalateTo, why);
    const barred = await this.barred(subject);
    const can = await this.#eligible(asked, barred);
    const able = asked.filter((_, i) => can[i].length > 0);
    if (able.length > 0) return able;
    return this.deps.admins().map(forRef => ({ forRef, why }));
  }

  /** For each seat who may decide there: people who are there, and for whom nothing speaks against it. */
  async eligible(
    seats: readonly { forRef: string }[],
    barred: ReadonlySet<string>,
  ): Promise<string[][]> {
    return this.#eligible(seats, barred);
  }

  async #policies(subject: Subject): Promise<Definition<ApprovalPolicy>[]> {
    const { definitions, predicates, clock } = this.deps;
    const { record, type } = subject;
    const all = await definitions.list<ApprovalPolicy>(APPROVAL_POLICY_KIND);
    const ofType = all.filter(p => p.body.records.includes(type.type));
    if (ofType.length === 0) return [];
    const facts = record.serviceRef
      ? await this.deps.serviceFacts(record.serviceRef)
      : {};
    return ofType
      .filter(
        ({ body }) =>
          !body.when ||
          predicates.matches(body.when, subject, facts, clock.now()),
      )
      .sort(
        (a, b) =>
          (a.body.order ?? 100) - (b.body.order ?? 100) ||
          (a.key < b.key ? -1 : 1),
      );
  }

  async #affected({ record }: Subject): Promise<string[]> {
    const linked: string[] = await this.deps
      .knex('links')
      .where({ from_id: record.id, kind: 'affects' })
      .whereNotNull('to_ref')
      .orderBy('to_ref')
      .pluck('to_ref');
    const all = record.serviceRef ? [record.serviceRef, ...linked] : linked;
    return [...new Set(all)];
  }

  async #resolve(
    { record }: Subject,
    affected: readonly string[],
    who: readonly Approver[],
    why: string,
  ): Promise<SeatToAsk[]> {
    const { roles, catalog, clock } = this.deps;
    const seats: SeatToAsk[] = [];
    for (const one of who) {
      if ('user' in one) seats.push({ forRef: one.user, why });
      else if ('group' in one)
        for (let i = 0; i < (one.seats ?? 1); i += 1)
          seats.push({ forRef: one.group, why });
      else {
        const role = roles.find(one.role);
        const now = clock.now();
        const refs =
          (await role?.resolve({ record, affected, catalog, now })) ?? [];
        // Who is named already, or by two roles, is asked once.
        for (const forRef of refs)
          if (!seats.some(s => s.forRef === forRef))
            seats.push({ forRef, why: role!.label });
      }
    }
    return seats;
  }

  async #step(
    step: PolicyStep,
    asked: readonly SeatToAsk[],
    resolve: (who: readonly Approver[], why: string) => Promise<SeatToAsk[]>,
    barred: ReadonlySet<string>,
  ): Promise<StepToAsk> {
    const { title, quorum = 'any', veto = true, escalateTo = [] } = step;
    const can = matchSeats(await this.#eligible(asked, barred));
    const kept = asked.filter((_, i) => can[i]);
    const lost = asked.length - kept.length;
    const seat = (s: SeatToAsk, i: number) => ({
      ...s,
      id: `${i}`,
      state: 'waiting' as const,
      escalated: false,
    });
    const lacks = missingSeats({
      id: '',
      position: 1,
      quorum,
      veto,
      state: 'waiting',
      seats: asked.map(seat),
    });
    const wanted = lost + lacks;
    const others =
      wanted > 0
        ? await this.#fill(
            await resolve(escalateTo, IN_PLACE),
            kept.map(s => s.forRef),
            wanted,
            barred,
          )
        : [];
    return {
      title,
      quorum,
      veto,
      deadlineMs: step.deadline ? deadlineMs(step.deadline) : undefined,
      onDeadline: step.onDeadline ?? 'escalate',
      escalateTo,
      // With nobody to take their place, those who were named stay: somebody may join them.
      seats: others.length > 0 ? [...kept, ...others] : asked,
    };
  }

  /** As many seats as wanted, of those named and else of administrators who can decide. */
  async #fill(
    named: readonly SeatToAsk[],
    taken: readonly string[],
    wanted: number,
    barred: ReadonlySet<string>,
  ): Promise<SeatToAsk[]> {
    const admins = this.deps.admins().map(forRef => ({ forRef, why: ADMIN }));
    for (const pool of [named, admins]) {
      const fresh = pool.filter(s => !taken.includes(s.forRef));
      const can = await this.#eligible(fresh, barred);
      const able = fresh.filter((_, i) => can[i].length > 0);
      if (able.length > 0)
        return Array.from({ length: wanted }, (_, i) => able[i % able.length]);
    }
    return [];
  }

  async #eligible(
    seats: readonly { forRef: string }[],
    barred: ReadonlySet<string>,
  ): Promise<string[][]> {
    const { members, catalog } = this.deps;
    const refs = [...new Set(seats.map(s => s.forRef))];
    const groups = refs.filter(ref => kindOf(ref) === 'group');
    const people = await members.of(groups);
    const all = [...new Set([...refs, ...[...people.values()].flat()])];
    const gone = await catalog.gone(all);
    const may = (ref: string) =>
      !gone.has(ref) && !barred.has(ref) && erasedIdOf(ref) === undefined;
    return seats.map(({ forRef }) => {
      if (!may(forRef)) return [];
      return kindOf(forRef) === 'group'
        ? (people.get(forRef) ?? []).filter(may)
        : [forRef];
    });
  }
}
