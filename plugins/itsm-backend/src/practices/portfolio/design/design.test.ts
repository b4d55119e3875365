import {
  changePermissions,
  milestonePatchSchema,
  newDesignEvidenceSchema,
  newMilestoneSchema,
  sectionMoveSchema,
  sectionPatchSchema,
  servicePermissions,
  USUAL_GATES,
  type DesignSectionKey,
  type MilestonePatch,
  type NewMilestone,
} from '@callboard/plugin-itsm-common';
import {
  readinessGatesRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { DefaultDesignService } from './DesignService';
import { DesignStore } from './DesignStore';
import type { Gates } from './Gates';
import { milestoneRows } from './milestoneRows';
import { MilestoneStore } from './MilestoneStore';
import { remindOfMilestone, remindOfReview } from './reminders';
import { SectionFacts } from './SectionFacts';
import { DefaultTransitionService } from './TransitionService';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const PAYMENTS = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
const maria = seesAll(user('maria', ['payments']));
const paul = seesAll(user('anton', ['payments']));
const sam = seesAll(user('sam', ['storefront']));
const rita = seesAll(user('rita', ['marketing']));
const dana = seesAll(user('dana', ['service-desk'], ['agent', 'admin']));
const day = (n: number) => new Date(NOON + n * DAY).toISOString();

const why = (tried: Promise<unknown>) =>
  tried.then(
    () => 'done',
    error => `${error.name}: ${error.message}`,
  );

describe.each(databases.eachSupportedId())(
  'design and transition on %s',
  databaseId => {
    let knex: Knex;
    let world: Awaited<ReturnType<typeof start>>;

    async function start() {
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
      const facts = new SectionFacts(kernel);
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
      ) =>
        design.write(as, number, key, sectionPatchSchema.parse(patch), version);
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
          return move(number, key, 'accept', paul);
        },
        define: (kind: string, key: string, body: object) =>
          kernel.definitionService.write(SYSTEM_CALLER, kind, key, { body }),
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

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      world = await start();
    });

    const facts = async (recordId: string) =>
      (await world.journal(recordId)).map(({ kind, payload }) => ({
        kind,
        ...(typeof payload === 'string' ? JSON.parse(payload) : payload),
      }));

    it('a section is written by one and accepted by another, with who, before and after', async () => {
      const { id, number } = await world.service();
      expect(await world.section(number, 'security')).toMatchObject({
        state: 'empty',
        version: 0,
        evidence: [],
        moves: [{ name: 'not-needed', allowed: true }],
      });
      await world.write(number, 'security', {
        body: 'Cards are *tokens* <script>alert(1)</script>',
        reviewAt: day(90),
      });
      await world.move(number, 'security', 'submit');
      const own = await world.section(number, 'security');
      expect(own.moves.find(m => m.name === 'accept')).toEqual({
        name: 'accept',
        label: 'Accept',
        allowed: false,
        reason: 'You changed Security last; somebody else accepts it.',
      });
      expect(await why(world.move(number, 'security', 'accept'))).toBe(
        'NotAllowedError: You changed Security last; somebody else accepts it.',
      );
      await world.move(number, 'security', 'accept', paul);
      expect(await world.section(number, 'security')).toMatchObject({
        state: 'accepted',
        authorRef: maria.ref,
        acceptedByRef: paul.ref,
        changed: [],
        reviewAt: day(90),
        reviewDue: false,
      });
      expect(await why(world.move(number, 'security', 'accept', paul))).toBe(
        'ConflictError: Security is accepted as it is.',
      );
      expect(await facts(id)).toMatchObject([
        {
          kind: 'service.section-written',
          section: 'security',
          what: ['body', 'reviewAt'],
          before: { state: 'empty', revision: 0 },
          after: { state: 'draft', revision: 1 },
        },
        { kind: 'service.section-moved', move: 'submit' },
        {
          kind: 'service.section-moved',
          move: 'accept',
          before: { state: 'in-review', acceptedRevision: null },
          after: { state: 'accepted', acceptedRevision: 1 },
        },
      ]);
      // Words and people stand in tables that they can be erased from.
      expect(JSON.stringify(await facts(id))).not.toMatch(/Cards|user:/);
    });

    it('what was accepted and changed is told, and accepted again by somebody else', async () => {
      const { number } = await world.service();
      await world.accept(number, 'support');
      await world.show(number, 'support', { kind: 'text', words: 'Runbook' });
      const changed = await world.section(number, 'support');
      expect(changed).toMatchObject({
        state: 'accepted',
        changed: ['Its text or evidence was changed.'],
      });
      // Who added the evidence does not say of it that it is right, whoever wrote the text.
      expect(await why(world.move(number, 'support', 'accept'))).toMatch(
        'You changed Support model last',
      );
      await world.move(number, 'support', 'accept', paul);
      const [first] = changed.evidence;
      await world.design.removeEvidence(paul, number, 'support', first.id);
      expect((await world.section(number, 'support')).changed).toHaveLength(1);
      expect(
        await why(
          world.design.removeEvidence(paul, number, 'support', first.id),
        ),
      ).toMatch(/^NotFoundError: There is no such evidence any more/);
      expect(await why(world.move(number, 'support', 'accept', paul))).toMatch(
        'You changed',
      );
      await world.move(number, 'support', 'send-back', maria, 'Say who');
      expect(await world.section(number, 'support')).toMatchObject({
        state: 'draft',
        reason: 'Say who',
        changed: [],
      });
    });

    it('what is not needed says why, and takes nothing until it is', async () => {
      const { number } = await world.service();
      await world.move(number, 'capacity', 'not-needed', maria, 'Ten users');
      expect(await world.section(number, 'capacity')).toMatchObject({
        state: 'not-needed',
        reason: 'Ten users',
        reviewDue: false,
      });
      for (const tried of [
        world.write(number, 'capacity', { body: 'More' }),
        world.show(number, 'capacity'),
      ])
        expect(await why(tried)).toBe(
          'ConflictError: Capacity is marked as not needed; take that back first',
        );
      await world.move(number, 'capacity', 'reopen');
      expect((await world.section(number, 'capacity')).state).toBe('empty');
      expect(await why(world.move(number, 'capacity', 'submit'))).toBe(
        'ConflictError: Capacity is empty; “Ask for review” is possible from draft.',
      );
    });

    it('evidence leads to what the caller may read', async () => {
      const { number } = await world.service();
      const { record: secret } = await world.kernel.records.changeRecord(
        maria,
        {
          create: 'incident',
          set: {
            title: 'Leaked keys',
            serviceRef: CHECKOUT,
            visibility: 'restricted',
            impact: 2,
            urgency: 2,
          },
        },
      );
      await world.show(number, 'security', {
        kind: 'record',
        record: secret.number,
        words: 'What we learned',
      });
      const of = async (caller: Caller) =>
        (await world.design.get(caller, number)).sections.find(
          s => s.key === 'security',
        )!.evidence;
      expect(await of(maria)).toMatchObject([
        {
          kind: 'record',
          words: 'What we learned',
          record: { number: secret.number, type: 'incident' },
        },
      ]);
      const [unseen] = await of(dana);
      expect(unseen.record).toBeUndefined();
      expect(
        await why(
          world.show(
            number,
            'security',
            { kind: 'record', record: secret.number },
            dana,
          ),
        ),
      ).toMatch(/^NotFoundError/);
      expect(
        await why(
          world.show(number, 'security', {
            kind: 'attachment',
            attachment: secret.id,
          }),
        ),
      ).toMatch(/^InputError: attachment: SVC-\d+ has no such file/);
    });

    it('of two who write the same section first, one is told', async () => {
      const { number } = await world.service();
      const tried = await Promise.all(
        [maria, paul, dana].map(as =>
          why(world.write(number, 'capacity', { body: as.ref }, as)),
        ),
      );
      expect(tried.filter(said => said === 'done').length).toBe(1);
      for (const said of tried.filter(one => one !== 'done'))
        expect(said).toBe(
          'ConflictError: Capacity was changed meanwhile; look at what it says now',
        );
      expect(
        await why(world.write(number, 'capacity', { body: 'Stale' }, maria, 7)),
      ).toMatch(/^ConflictError: Capacity was changed meanwhile/);
    });

    it('whoever becomes the owner of a section works on it, and others only read it', async () => {
      const { number } = await world.service();
      expect(
        await why(world.write(number, 'security', { body: 'Mine' }, sam)),
      ).toMatch(
        /^NotAllowedError: Only the assignee, the owner group, its collaborators or an agent/,
      );
      expect((await world.design.get(sam, number)).viewer.canEdit).toBe(false);
      await world.write(number, 'security', {
        ownerRef: 'group:default/storefront',
      });
      await world.write(number, 'security', { body: 'Ours' }, sam);
      expect(await world.section(number, 'security')).toMatchObject({
        ownerRef: 'group:default/storefront',
        authorRef: sam.ref,
      });
      expect(
        await why(
          world.write(number, 'security', { ownerRef: 'user:default/nobody' }),
        ),
      ).toMatch(/^InputError: ownerRef/);
    });

    it('a template begins what is empty, and leaves what is written', async () => {
      await world.define('design-template', 'small', {
        name: 'Small service',
        sections: [
          { section: 'requirements', prompts: ['For whom?', 'What?'] },
          { section: 'security', body: 'We hold **no** data.' },
        ],
      });
      const { number } = await world.service();
      await world.write(number, 'security', { body: 'Written' });
      const { sections, templates } = await world.design.applyTemplate(
        maria,
        number,
        'small',
      );
      expect(templates).toContainEqual({ key: 'small', name: 'Small service' });
      expect(sections.map(s => [s.key, s.body]).filter(([, b]) => b)).toEqual([
        ['requirements', '### For whom?\n\n### What?\n'],
        ['security', 'Written'],
      ]);
      expect(
        await why(world.design.applyTemplate(maria, number, 'large')),
      ).toMatch('there is no design template "large"');
    });

    it('the CMDB says what it is made of; what changes there is told of what was accepted', async () => {
      const { number, id } = await world.service('design', {
        entityRef: CHECKOUT,
      });
      const { facts: told } = await world.section(number, 'architecture');
      expect(told).toContainEqual(
        expect.objectContaining({
          label: 'Entity in the catalog',
          value: expect.stringMatching(/checkout/i),
          path: '/catalog/default/component/checkout',
        }),
      );
      expect(told.map(f => f.label)).toContain('Needs directly');
      await world.accept(number, 'architecture');
      expect((await world.section(number, 'architecture')).changed).toEqual([]);
      await knex('design_sections')
        .where({ record_id: id, section_key: 'architecture' })
        .update({
          accepted_facts: JSON.stringify({ 'Needs directly': 'what it was' }),
        });
      expect((await world.section(number, 'architecture')).changed).toEqual(
        expect.arrayContaining(['“Needs directly” is not what it was.']),
      );
      const { missing } = await world.gates.of(id, 'to-transition');
      expect(missing).toContain(
        'Architecture rests on data that changed since it was accepted; have it accepted again.',
      );
    });

    it('nothing is brought in past its gate, by whichever way, until its evidence is there', async () => {
      const { number, id } = await world.service();
      const asked = USUAL_GATES['to-transition'].sections.map(s => s.section);
      expect(await world.gates.of(id, 'to-transition')).toMatchObject({
        passes: false,
        missing: expect.arrayContaining([
          'Requirements is empty; it must be accepted.',
        ]),
      });
      // What has no gate in its way is open.
      expect(await world.gates.of(id, 'stop')).toEqual({
        passes: true,
        missing: [],
      });
      for (const as of [maria, dana, SYSTEM_CALLER])
        expect(await why(world.take(number, 'to-transition', as))).toMatch(
          /^ConflictError: The gate “Ready to be brought in” is closed\. Requirements is empty; it must be accepted\./,
        );
      for (const key of asked) await world.accept(number, key);
      expect(await world.gates.of(id, 'to-transition')).toEqual({
        passes: true,
        missing: [],
      });
      const [{ id: shown }] = (await world.section(number, 'security'))
        .evidence;
      await world.design.removeEvidence(paul, number, 'security', shown);
      expect(await why(world.take(number, 'to-transition'))).toMatch(
        'Security was changed since it was accepted; have it accepted again.',
      );
      await world.move(number, 'security', 'send-back', paul, 'Where is it?');
      await world.move(number, 'security', 'submit');
      await world.move(number, 'security', 'accept', dana);
      expect(await why(world.take(number, 'to-transition'))).toMatch(
        'Security has 0 of 1 pieces of evidence.',
      );
      await world.show(number, 'security');
      await world.move(number, 'security', 'accept', paul);
      expect((await world.take(number, 'to-transition')).record.status).toBe(
        'transition',
      );
      const { gates } = await world.design.gates(maria, number);
      expect(gates.map(g => [g.gate, g.passes, g.behind])).toEqual([
        ['to-transition', true, true],
        ['operate', false, false],
      ]);
    });

    it('no order of steps leads past a gate without its evidence', async () => {
      const people = [maria, paul, dana];
      const keys = ['requirements', 'security'] as const;
      await world.define('readiness-gate', 'both', {
        title: 'Both',
        gate: 'to-transition',
        sections: keys.map(section => ({ section, evidence: 1 })),
      });
      const step = fc.record({
        who: fc.constantFrom(...people),
        key: fc.constantFrom(...keys),
        does: fc.constantFrom(
          'write',
          'show',
          'hide',
          'submit',
          'accept',
          'not-needed',
          'reopen',
          'go',
        ),
      });
      // Steps that lead there often enough, with others between them.
      const way = (key: (typeof keys)[number]) =>
        (['write', 'show', 'submit', 'accept'] as const).map((does, i) => ({
          who: people[i === 3 ? 1 : 0],
          key,
          does,
        }));
      const steps = fc
        .tuple(
          fc.array(step, { maxLength: 6 }),
          fc.array(step, { maxLength: 3 }),
          fc.array(step, { maxLength: 2 }),
        )
        .map(([a, b, c]) => [
          ...a,
          ...way(keys[0]),
          ...b,
          ...way(keys[1]),
          ...c,
        ]);
      let passed = 0;
      await fc.assert(
        fc.asyncProperty(steps, async drawn => {
          const { id, number } = await world.service();
          await world.gates.of(id, 'to-transition');
          const all = [
            ...drawn,
            { who: maria, key: keys[0], does: 'go' as const },
          ];
          for (const { who, key, does } of all) {
            const hide = async () => {
              const { evidence } = await world.section(number, key);
              if (evidence[0])
                await world.design.removeEvidence(
                  who,
                  number,
                  key,
                  evidence[0].id,
                );
            };
            const others: Record<string, () => Promise<unknown>> = {
              write: () => world.write(number, key, { body: 'x' }, who),
              show: () => world.show(number, key, undefined, who),
              hide,
              go: () => world.take(number, 'to-transition', who),
            };
            const done = await why(
              (
                others[does] ??
                (() => world.move(number, key, does, who, 'Because'))
              )(),
            );
            const { status } = await knex('records').where({ id }).first();
            if (does !== 'go' || done !== 'done') {
              expect(status).toBe('design');
              continue;
            }
            // Looked at in the tables, not through what refused or let pass.
            for (const section of keys) {
              const row = await knex('design_sections')
                .where({ record_id: id, section_key: section })
                .first();
              expect(row).toMatchObject({ state: 'accepted' });
              expect(row.accepted_revision).toBe(row.revision);
              expect(row.accepted_by_ref).not.toBe(row.words_by_ref);
              const there = await knex('design_evidence').where(
                'section_id',
                row.id,
              );
              expect(there.length).toBeGreaterThan(0);
            }
            passed += 1;
            break;
          }
        }),
        { numRuns: Number(process.env.PROPERTY_RUNS ?? 12), seed: 8 },
      );
      // A gate that never opens would hold too.
      expect(passed).toBeGreaterThan(1);
      await world.kernel.definitionService.remove(
        SYSTEM_CALLER,
        'readiness-gate',
        'both',
      );
    });

    it('milestones wait for each other, and never in a circle', async () => {
      const { number, id } = await world.service('transition');
      const first = (await world.add(number)).milestones[0];
      await world.add(number, {
        title: 'Team trained',
        plannedFrom: day(2),
        plannedTo: day(4),
        dependsOn: [first.id],
      });
      const { milestones, end } = await world.add(number, {
        title: 'Live',
        plannedFrom: day(3),
        plannedTo: day(4),
        goLive: true,
        dependsOn: [first.id],
      });
      expect(milestones.map(m => [m.title, m.forecast?.critical])).toEqual([
        ['Data moved', true],
        ['Team trained', true],
        ['Live', false],
      ]);
      expect(end).toBe(day(5));
      const live = milestones[2];
      expect(
        await why(world.update(number, first.id, { dependsOn: [live.id] })),
      ).toBe(
        'InputError: dependsOn: milestones would wait for each other in a circle: “Data moved” waits for “Live” waits for “Data moved”',
      );
      for (const [patch, said] of [
        [{ dependsOn: [first.id] }, 'a milestone cannot wait for itself'],
        [{ dependsOn: [id] }, 'the plan has no milestone'],
        [{ plannedTo: day(0) }, 'plannedTo: must not be before plannedFrom'],
        [{ doneAt: day(0) }, 'doneAt: is for a milestone that is done'],
        [
          { state: 'done', doneAt: day(1) },
          'doneAt: must not be in the future',
        ],
      ] as const)
        expect(
          await why(world.update(number, first.id, patch as MilestonePatch)),
        ).toMatch(said);
      expect(
        await why(world.update(number, live.id, { goLive: true }, 7)),
      ).toBe(
        'ConflictError: The milestone was changed meanwhile; look at how it stands now',
      );
      const done = await world.update(number, first.id, { state: 'done' });
      expect(done.milestones[0]).toMatchObject({
        state: 'done',
        doneAt: day(0),
      });
      // A plan without it goes on without it.
      const left = await world.plans.remove(maria, number, first.id);
      expect(left.milestones.map(m => m.dependsOn)).toEqual([[], []]);
      expect((await facts(id)).map(f => f.kind)).toEqual([
        ...Array(3).fill('service.milestone-added'),
        'service.milestone-changed',
        'service.milestone-removed',
      ]);
    });

    it('two who close a circle at once do not both', async () => {
      const { number } = await world.service('transition');
      const a = (await world.add(number)).milestones[0].id;
      const plan = await world.add(number, { title: 'Other' });
      const b = plan.milestones.find(m => m.id !== a)!.id;
      const tried = await Promise.all([
        why(world.update(number, a, { dependsOn: [b] })),
        why(world.update(number, b, { dependsOn: [a] })),
      ]);
      expect(tried.filter(said => said === 'done')).toHaveLength(1);
    });

    it('changes of milestones are linked records, shown to who may read them', async () => {
      const { number, id } = await world.service('transition');
      const [milestone] = (await world.add(number)).milestones;
      const { record: change } = await world.kernel.records.changeRecord(
        maria,
        {
          create: 'change',
          set: {
            title: 'Move the data',
            serviceRef: CHECKOUT,
            ownerRef: PAYMENTS,
            visibility: 'restricted',
            changeType: 'normal',
            plannedStart: NOON + 4 * DAY,
            plannedEnd: NOON + 5 * DAY,
          },
        },
      );
      const plan = await world.plans.linkChange(
        maria,
        number,
        milestone.id,
        change.number,
      );
      expect(plan.milestones[0]).toMatchObject({
        hiddenChanges: 0,
        changes: [
          {
            number: change.number,
            statusLabel: 'Draft',
            plannedEnd: day(5),
            late: true,
          },
        ],
      });
      // Twice is once, and the records say it of each other.
      await world.plans.linkChange(maria, number, milestone.id, change.number);
      expect(
        await knex('links').where({ from_id: id, to_id: change.id }),
      ).toMatchObject([{ kind: 'relates-to' }]);
      expect((await world.plans.get(dana, number)).milestones[0]).toMatchObject(
        { changes: [], hiddenChanges: 1 },
      );
      const refused = (tried: string) =>
        why(world.plans.linkChange(dana, number, milestone.id, tried));
      expect(await refused(change.number)).toMatch(/^NotFoundError/);
      expect(await refused(number)).toMatch(/is no change; name one/);
      const without = await world.plans.unlinkChange(
        maria,
        number,
        milestone.id,
        change.number,
      );
      expect(without.milestones[0].changes).toEqual([]);
    });

    it('plans are listed by what begins first, and leave as a file', async () => {
      await knex('transition_milestones').delete();
      const titles = ['Third', 'First', 'Second'];
      for (const [i, begins] of [9, 1, 5].entries()) {
        const { number } = await world.service('transition', {
          title: titles[i],
        });
        await world.add(number, {
          plannedFrom: day(begins),
          plannedTo: day(begins + 1),
        });
      }
      const over = await world.service('operation', { title: 'Over' });
      const [{ id }] = (await world.add(over.number)).milestones;
      await world.update(over.number, id, { state: 'done' });
      const one = await world.plans.list(maria, { limit: 2 });
      expect(one.items.map(p => p.title)).toEqual(['First', 'Second']);
      const two = await world.plans.list(maria, {
        limit: 2,
        cursor: one.pageInfo.nextCursor,
      });
      expect(two.items.map(p => p.title)).toEqual(['Third']);
      expect(two.pageInfo.nextCursor).toBeUndefined();
      const list = async (query: object) =>
        (await world.plans.list(maria, query)).items.map(p => p.title);
      expect(await list({ show: 'all' })).toEqual([
        'First',
        'Second',
        'Third',
        'Over',
      ]);
      expect(await list({ q: 'SECO' })).toEqual(['Second']);
      expect(await list({ q: '%' })).toEqual([]);
      expect(await list({ owner: ['group:default/storefront'] })).toEqual([]);
      expect(await list({ owner: ['mine'] })).toHaveLength(3);
      // Who may read no service is told of none.
      const scoped = {
        ...rita,
        scopes: new Map([[servicePermissions.read.name, 'none' as const]]),
      };
      expect((await world.plans.list(scoped, {})).items).toEqual([]);
      expect(await why(world.plans.list(maria, { cursor: 'x' }))).toMatch(
        /^InputError: cursor/,
      );
      const rows: string[][] = [];
      for await (const row of milestoneRows(
        place => world.plans.list(maria, { show: 'all', ...place, limit: 1 }),
        3,
      ))
        rows.push(row);
      expect(rows.map(row => row[1])).toEqual(['First', 'Second', 'Third']);
    });

    it('owners hear that a milestone is near and that it is late, once each', async () => {
      await knex('transition_milestones').delete();
      const { number } = await world.service('transition');
      const begins = world.clock.now();
      const inDays = (n: number) => new Date(begins + n * DAY).toISOString();
      const { milestones } = await world.add(number, {
        plannedFrom: inDays(1),
        plannedTo: inDays(10),
        ownerRef: sam.ref,
      });
      await world.write(number, 'security', { reviewAt: inDays(20) });
      const { sent } = world;
      const from = sent.length;
      const until = async (n: number) => {
        world.clock.pass(begins + n * DAY - world.clock.now());
        for (const who of [maria, sam])
          for (const { read } of [servicePermissions, changePermissions])
            world.kernel.sending.known.note(who, read, 'all');
        await world.kernel.sending.known.settled();
        await world.settle();
        return sent.slice(from).map(({ payload }) => payload.topic);
      };
      expect(await until(6)).toEqual([]);
      expect(await until(7.5)).toEqual(['milestone.due-soon']);
      expect(await until(10.5)).toEqual([
        'milestone.due-soon',
        'milestone.late',
      ]);
      expect(sent[from]).toMatchObject({
        recipients: { entityRef: [sam.ref] },
        payload: {
          title: expect.stringMatching(/^SVC-\d+: “Data moved” is due on /),
          link: `/itsm/portfolio/records/${number}/transition`,
        },
      });
      // Done is done: nothing more is said of it, whatever it is planned for.
      await world.update(number, milestones[0].id, { state: 'done' });
      expect((await until(21)).slice(2)).toEqual(['design-section.review-due']);
      expect(await world.section(number, 'security')).toMatchObject({
        reviewDue: true,
      });
    });
  },
);
