import type { Entity } from '@backstage/catalog-model';
import type { ApprovalDecision } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../kernel/buildKernel';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { demoCatalog } from '../testing/demoCatalog';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';
import { registeredPractices } from './registeredPractices';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const CHECKOUT = 'component:default/checkout';
export const CART = 'component:default/cart';

function person(name: string, ...groups: string[]): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, uid: `uid-user-${name}`, etag: `e-${name}` },
    spec: { memberOf: groups },
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  };
}

const team = (name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, uid: `uid-group-${name}`, etag: `e-${name}` },
  spec: { type: 'team', children: [] },
});

/** The demo shop with enough people to decide: payments own checkout, admins are the last resort. */
export const APPROVERS: Entity[] = [
  ...demoCatalog,
  team('cab'),
  team('admins'),
  team('ghosts'),
  person('paul', 'payments'),
  person('sue', 'storefront'),
  person('cora', 'cab'),
  person('carl', 'cab'),
  person('ada', 'admins'),
  person('zoe'),
];

const GROUPS: Record<string, string[]> = {
  maria: ['payments'],
  paul: ['payments'],
  sam: ['storefront'],
  sue: ['storefront'],
  cora: ['cab'],
  carl: ['cab'],
  ada: ['admins'],
};

/** Stories of approvals on a database, in the words that they are told in. */
export class ApprovalStories {
  private constructor(
    readonly knex: Knex,
    readonly kernel: KernelParts,
    readonly clock: FixedClock,
  ) {}

  static async on(knex: Knex): Promise<ApprovalStories> {
    const clock = new FixedClock();
    // Without what works out risk anew in the background: it would ask again at times of its own.
    const practices = (await registeredPractices()).map(practice =>
      practice.id === 'changes'
        ? { ...practice, projections: undefined, dueHandlers: undefined }
        : practice,
    );
    const kernel = await kernelOnDatabase(knex, {
      clock,
      practices,
      entities: APPROVERS,
      config: {
        itsm: { access: { roles: { admin: ['group:default/admins'] } } },
      },
    });
    const known = APPROVERS.map(entity => copyEntity(entity, []));
    await kernel.catalog.put(known, clock.now());
    return new ApprovalStories(knex, kernel, clock);
  }

  as(name: string): Caller {
    return user(name, GROUPS[name], name === 'ada' ? ['admin'] : []);
  }

  /** Does all there is to do now. */
  async settle(): Promise<void> {
    for (let i = 0; i < 8; i += 1) {
      await this.kernel.followers.drain();
      await this.kernel.due.runDue();
    }
    await this.kernel.followers.drain();
  }

  /** Defines the only policies there are. */
  async policies(bodies: Record<string, object>): Promise<void> {
    const kind = 'approval-policy';
    const { definitionService, definitions } = this.kernel;
    for (const { key } of await definitions.list(kind))
      if (!(key in bodies))
        await definitionService.remove(SYSTEM_CALLER, kind, key);
    for (const [key, body] of Object.entries(bodies))
      await definitionService.write(SYSTEM_CALLER, kind, key, { body });
    this.clock.pass(3_000);
  }

  /** A change that Rita asked for, assessed, with nobody asked yet. */
  async assessed(set: object = {}): Promise<string> {
    const { records } = this.kernel;
    const start = this.clock.now() + 7 * DAY;
    const { record } = await records.changeRecord(SYSTEM_CALLER, {
      create: 'change',
      set: {
        title: 'Renew certificates',
        changeType: 'normal',
        serviceRef: CHECKOUT,
        requesterRef: 'user:default/rita',
        justification: 'They run out',
        plan: 'Replace them',
        rollbackPlan: 'Put the old ones back',
        risk: 'low',
        plannedStart: start,
        plannedEnd: start + HOUR,
        ...set,
      },
    });
    await this.take(record.number, 'submit');
    await this.settle();
    return record.number;
  }

  /** A change for which approval was asked. */
  async asked(set: object = {}): Promise<string> {
    const number = await this.assessed(set);
    await this.take(number, 'request-approval');
    await this.settle();
    return number;
  }

  take(id: string, transition: string, set: object = {}, by = SYSTEM_CALLER) {
    return this.kernel.records.changeRecord(by, {
      id,
      transition,
      set: { ...set },
    });
  }

  /** Whoever works on it changes fields. */
  change(id: string, set: object, by = this.as('maria')) {
    return this.kernel.records.changeRecord(by, { id, set: { ...set } });
  }

  async record(id: string) {
    return (await this.kernel.records.view(SYSTEM_CALLER, id)).record;
  }

  rounds(id: string, as: Caller = SYSTEM_CALLER) {
    return this.kernel.approving.approvals.ofRecord(as, id);
  }

  async round(id: string) {
    return (await this.rounds(id)).items[0];
  }

  /** Who is asked, step by step, as `group cab (open)`. */
  async who(id: string): Promise<string[][]> {
    const round = await this.round(id);
    return round.steps.map(step =>
      step.seats.map(s => `${s.forRef.replace(':default/', ' ')} ${s.state}`),
    );
  }

  inbox(name: string, query = {}) {
    return this.kernel.approving.approvals.inbox(this.as(name), query);
  }

  /** The numbers of what waits for somebody. */
  async waitsFor(name: string): Promise<string[]> {
    return (await this.inbox(name)).items.map(i => i.record.number);
  }

  /** Decides about a record as somebody, at the first seat that is theirs. */
  async decide(
    name: string,
    number: string,
    decision: ApprovalDecision = 'approve',
    note: string | undefined = decision === 'reject' ? 'Too early' : undefined,
  ) {
    const { items } = await this.inbox(name);
    const item = items.find(i => i.record.number === number);
    if (!item) throw new Error(`Nothing of ${number} waits for ${name}`);
    return this.kernel.approving.approvals.decide(this.as(name), item.seat.id, {
      decision,
      note,
      round: item.round,
    });
  }

  /** Kinds of the record's journal entries on approvals, oldest first. */
  async told(number: string): Promise<string[]> {
    const { id } = await this.record(number);
    return this.knex('journal')
      .where('subject_id', id)
      .where('kind', 'like', 'approval.%')
      .orderBy('position')
      .pluck('kind');
  }

  /** Somebody leaves the company. */
  async leaves(name: string): Promise<void> {
    await this.kernel.catalog.remove(
      [`user:default/${name}`],
      this.clock.now(),
    );
  }
}
