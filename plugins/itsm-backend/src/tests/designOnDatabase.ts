import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  milestonePatchSchema,
  newDesignEvidenceSchema,
  newMilestoneSchema,
  sectionMoveSchema,
  sectionPatchSchema,
  type DesignSectionKey,
  type MilestonePatch,
  type NewMilestone,
} from '@callboard/plugin-itsm-common';
import {
  readinessGatesRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { DefaultDesignService } from '../practices/portfolio/design/DesignService';
import { DesignStore } from '../practices/portfolio/design/DesignStore';
import type { Gates } from '../practices/portfolio/design/Gates';
import { MilestoneStore } from '../practices/portfolio/design/MilestoneStore';
import {
  remindOfMilestone,
  remindOfReview,
} from '../practices/portfolio/design/reminders';
import { SectionFacts } from '../practices/portfolio/design/SectionFacts';
import { DefaultTransitionService } from '../practices/portfolio/design/TransitionService';
import { demoCatalog } from '../testing/demoCatalog';
import { FixedClock, kernelOnDatabase, NOON, user } from './kernelOnDatabase';
import { registeredPractices } from './registeredPractices';

export const DAY = 86_400_000;
export const PAYMENTS = 'group:default/payments';
export const CHECKOUT = 'component:default/checkout';
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
export const maria = seesAll(user('maria', ['payments']));
/** Another one of the same team. */
export const anton = seesAll(user('anton', ['payments']));
export const sam = seesAll(user('sam', ['storefront']));
export const rita = seesAll(user('rita', ['marketing']));
export const dana = seesAll(user('dana', ['service-desk'], ['agent', 'admin']));

/** So many days after the clock of the story begins. */
export const day = (n: number) => new Date(NOON + n * DAY).toISOString();

/** `done`, or the name and the words of what was refused. */
export const why = (tried: Promise<unknown>) =>
  tried.then(
    () => 'done',
    error => `${error.name}: ${error.message}`,
  );

/** Designs and plans on a migrated database, with a clock that stands still until it is moved. */
export async function designOnDatabase(knex: Knex) {
  const clock = new FixedClock();
  const sent: NotificationSendOptions[] = [];
  const practices = await registeredPractices();
  const kernel = await kernelOnDatabase(knex, {
    clock,
    practices,
    notifications: {
      send: async notification => {
        sent.push(notification);
      },
    },
  });
  for (const practice of practices) practice.services?.(kernel);
  await kernel.catalog.put(
    demoCatalog.map(e => copyEntity(e, [])),
    clock.now(),
  );
  const store = new DesignStore(knex);
  const milestones = new MilestoneStore(knex, kernel.records);
  const facts = new SectionFacts(kernel, store);
  // Those that hold services up.
  const gates = kernel.services.find(readinessGatesRef) as Gates;
  const design = new DefaultDesignService(kernel, {
    store,
    facts,
    gates,
    remind: remindOfReview(kernel),
  });
  const plans = new DefaultTransitionService(kernel, {
    store: milestones,
    remind: remindOfMilestone(kernel),
  });
  const service = async (status = 'design', more: object = {}) => {
    const { record } = await kernel.records.changeRecord(maria, {
      create: 'service',
      set: { title: 'Loyalty points', ownerRef: PAYMENTS, ...more },
    });
    // Its charter is another story.
    await knex('records')
      .where('id', record.id)
      .update({ status, status_category: 'open' });
    return record;
  };
  const section = async (number: string, key: DesignSectionKey) =>
    (await design.get(maria, number)).sections.find(s => s.key === key)!;
  const write = (
    number: string,
    key: DesignSectionKey,
    patch: object,
    as: Caller = maria,
    version?: number,
  ) => design.write(as, number, key, sectionPatchSchema.parse(patch), version);
  const move = (
    number: string,
    key: DesignSectionKey,
    name: string,
    as: Caller = maria,
    reason?: string,
  ) =>
    design.move(
      as,
      number,
      key,
      sectionMoveSchema.parse({ move: name, reason }),
    );
  const show = (
    number: string,
    key: DesignSectionKey,
    evidence: object = { kind: 'link', url: 'https://docs.example/plan' },
    as: Caller = maria,
  ) =>
    design.addEvidence(
      as,
      number,
      key,
      newDesignEvidenceSchema.parse(evidence),
    );
  return {
    kernel,
    clock,
    sent,
    store,
    design,
    plans,
    gates,
    service,
    section,
    write,
    move,
    show,
    /** Written by one, shown, and accepted by another. */
    accept: async (number: string, key: DesignSectionKey) => {
      await write(number, key, { body: `What is to be said of ${key}` });
      await show(number, key);
      await move(number, key, 'submit');
      return move(number, key, 'accept', anton);
    },
    define: (kind: string, key: string, body: object) =>
      kernel.definitionService.write(SYSTEM_CALLER, kind, key, { body }),
    /** A risk of a service that is open. */
    risk: (serviceRef: string, likelihood: number, impact: number) =>
      kernel.records.changeRecord(maria, {
        create: 'risk',
        set: { title: 'It fails', serviceRef, likelihood, impact },
      }),
    take: (number: string, transition: string, as: Caller = maria) =>
      kernel.records.changeRecord(as, { id: number, transition }),
    add: (number: string, more: Partial<NewMilestone> = {}) =>
      plans.add(
        maria,
        number,
        newMilestoneSchema.parse({
          title: 'Data moved',
          plannedFrom: day(1),
          plannedTo: day(3),
          ...more,
        }),
      ),
    update: (
      number: string,
      id: string,
      patch: MilestonePatch,
      version?: number,
    ) =>
      plans.update(
        maria,
        number,
        id,
        milestonePatchSchema.parse(patch),
        version,
      ),
    settle: async () => {
      for (let i = 0; i < 8; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    },
    journal: async (recordId: string) =>
      knex('journal')
        .where({ subject_id: recordId })
        .where('kind', 'like', 'service.%')
        .orderBy('position')
        .select('kind', 'payload'),
  };
}
