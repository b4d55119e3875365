import { readinessGatesRef, SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { randomUUID } from 'crypto';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  maria,
  PAYMENTS,
  portfolioOnDatabase,
  sam,
  system,
} from '../../../tests/portfolioOnDatabase';
import { DesignStore } from '../design/DesignStore';
import { registerChecks } from './checks';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CASE = {
  purpose: 'Customers collect points.\n\nMore of it later.',
  valueScore: 4,
  riskScore: 2,
  estimatedCost: 1_200_000,
  businessOwnerRef: 'user:default/sam',
};
describe.each(databases.eachSupportedId())(
  'services of the portfolio on %s',
  databaseId => {
    let knex: Knex;
    let world: Awaited<ReturnType<typeof portfolioOnDatabase>>;

    const why = (asked: Promise<unknown>): Promise<string> =>
      asked.then(() => 'it was done').catch((error: Error) => error.message);
    /** An idea on its way to the decision about its charter. */
    const asked = async (more: object = {}) => {
      const idea = await world.file({
        ownerRef: PAYMENTS,
        estimatedCost: CASE.estimatedCost,
        ...more,
      });
      await world.take(idea.number, 'assess', {
        purpose: CASE.purpose,
        valueScore: CASE.valueScore,
        riskScore: CASE.riskScore,
      });
      return world.take(idea.number, 'ask-charter', {
        businessOwnerRef: CASE.businessOwnerRef,
        fitReason: 'The law asks for it.',
      });
    };
    const chartered = async (more: object = {}) => {
      const service = await asked(more);
      await world.decide(service, 'approved');
      return world.register.get(maria, service.number);
    };

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      world = await portfolioOnDatabase(knex);
      await world.read();
    });

    it('from an idea to the retirement, in the catalog while it is more than an idea', async () => {
      const idea = await world.file({
        title: 'Loyalty',
        ownerRef: PAYMENTS,
        entityName: 'loyalty',
        customers: ['Shop customers', 'Partner shops'],
      });
      expect(idea).toMatchObject({
        number: expect.stringMatching(/^SVC-\d+$/),
        status: 'idea',
        binding: 'named',
        origin: 'idea',
        customers: ['Shop customers', 'Partner shops'],
      });
      const { number } = idea;
      expect((await world.given()).items).toEqual([]);
      expect(
        await why(world.take(number, 'assess', { purpose: 'Points' })),
      ).toBe('valueScore: Value is needed to "Assess"');
      await world.take(number, 'assess', {
        purpose: CASE.purpose,
        valueScore: 4,
        riskScore: 2,
      });
      const charter = { businessOwnerRef: CASE.businessOwnerRef };
      expect(await why(world.take(number, 'ask-charter', charter))).toBe(
        'Estimate what it costs a year first.',
      );
      await world.change(number, { estimatedCost: CASE.estimatedCost });
      const NO_OBJECTIVE =
        'Link the business objective that it serves first, or say why it serves none.';
      expect(await why(world.take(number, 'ask-charter', charter))).toBe(
        NO_OBJECTIVE,
      );
      const { viewer } = await world.register.get(maria, number);
      expect(
        viewer.transitions.find(t => t.name === 'ask-charter'),
      ).toMatchObject({ allowed: false, reason: NO_OBJECTIVE });
      const waiting = await world.take(number, 'ask-charter', {
        ...charter,
        fitReason: 'The law asks for it.',
      });
      expect(waiting).toMatchObject({
        status: 'deciding',
        // In that of the portfolio, as no other one was said.
        costCurrency: 'EUR',
      });
      expect(waiting.viewer.transitions.map(t => t.name)).not.toContain(
        'charter',
      );
      expect(await why(world.take(number, 'charter'))).toBe(
        'It is chartered when those who were asked approve.',
      );
      await world.decide(waiting, 'approved');
      const decided = await world.register.get(maria, number);
      expect(decided).toMatchObject({
        status: 'chartered',
        approval: 'approved',
        binding: 'given',
        givenRef: 'system:default/loyalty',
        charteredAt: expect.any(String),
      });
      const given = await world.given();
      expect(given.items).toEqual([
        {
          ref: 'system:default/loyalty',
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'System',
            metadata: {
              namespace: 'default',
              name: 'loyalty',
              title: 'Loyalty',
              description: 'Customers collect points.',
              annotations: { 'callboard.dev/service': number },
              links: [
                {
                  url: `https://portal.example/itsm/portfolio/records/${number}`,
                  title: `${number} in the service portfolio`,
                },
              ],
            },
            spec: { type: 'service', owner: PAYMENTS },
          },
        },
      ]);
      // The catalog takes it up, and the record is bound to it by itself.
      await world.read(all => [
        ...all,
        system('loyalty', {
          annotations: { 'callboard.dev/service': number },
        }),
      ]);
      expect(await world.register.get(maria, number)).toMatchObject({
        binding: 'provided',
        entityRef: 'system:default/loyalty',
        serviceRef: 'system:default/loyalty',
      });
      await world.take(number, 'design');
      // What gates ask for is tried with the design packages.
      const gates = jest
        .spyOn(DesignStore.prototype, 'ofGates')
        .mockResolvedValue(new Map());
      await world.take(number, 'to-transition');
      const live = await world.take(number, 'operate');
      expect(live).toMatchObject({
        status: 'operation',
        statusCategory: 'resolved',
        liveAt: expect.any(String),
      });
      gates.mockRestore();
      await world.take(number, 'begin-retiring', {
        retireReason: 'Nobody collects.',
        successorRef: 'component:default/cart',
      });
      const { revision } = await world.given();
      await world.take(number, 'retire');
      // It leaves the catalog, which is told so once.
      const after = await world.given(revision);
      expect(after.items).toEqual([{ ref: 'system:default/loyalty' }]);
      expect((await world.given(after.revision)).items).toEqual([]);
    });

    it('what was chartered is decided about again when its case changes, and a rejection ends it', async () => {
      const service = await chartered();
      await world.change(service.number, { valueScore: 1 });
      await world.settle();
      expect(await why(world.take(service.number, 'design'))).toBe(
        'What was chartered has changed; it is decided about again first.',
      );
      await world.decide(service, 'rejected');
      expect(await world.register.get(maria, service.number)).toMatchObject({
        status: 'rejected',
        approval: 'rejected',
      });
      // Taken up again it begins as an idea, and is asked about anew.
      await world.take(service.number, 'reconsider');
      await world.take(service.number, 'assess');
      const again = await world.take(service.number, 'ask-charter');
      await world.decide(again, 'approved');
      const { status } = await world.register.get(maria, service.number);
      expect(status).toBe('chartered');
      // A plan is no case.
      await world.change(service.number, {
        plannedLive: '2026-09-01T00:00:00.000Z',
      });
      expect((await world.take(service.number, 'design')).status).toBe(
        'design',
      );
      // Of one that is being made the case is decided about again too, and it goes on meanwhile.
      await world.change(service.number, { estimatedCost: 9_900_000 });
      await world.decide(service, 'approved');
      expect(await world.register.get(maria, service.number)).toMatchObject({
        status: 'design',
        approval: 'approved',
      });
    });

    it('a gate that does not pass refuses with what is missing, on the button too', async () => {
      const service = await chartered();
      const gates = jest.fn(async (_: string, transition: string) => ({
        passes: transition !== 'design',
        missing: ['Accept the requirements.', 'Name who supports it.'],
      }));
      const find = jest
        .spyOn(world.kernel.services, 'find')
        .mockImplementation((ref: any) =>
          ref === readinessGatesRef ? ({ of: gates } as any) : undefined,
        );
      const reason = 'Accept the requirements. Name who supports it.';
      const { viewer } = await world.register.get(maria, service.number);
      expect(viewer.transitions.find(t => t.name === 'design')).toMatchObject({
        allowed: false,
        reason,
      });
      expect(await why(world.take(service.number, 'design'))).toBe(reason);
      find.mockRestore();
      expect((await world.take(service.number, 'design')).status).toBe(
        'design',
      );
    });

    it('an entity is one service at most, however many bind it at once', async () => {
      await world.read(all => [...all, system('wishes'), system('lists')]);
      const wishes = 'system:default/wishes';
      const ideas = await Promise.all(
        [1, 2, 3, 4].map(() => world.file({ ownerRef: PAYMENTS })),
      );
      const tried = await Promise.all(
        ideas.map(idea =>
          why(world.change(idea.number, { entityRef: wishes })),
        ),
      );
      expect(tried.filter(t => t === 'it was done')).toHaveLength(1);
      const holder = ideas[tried.indexOf('it was done')];
      expect(tried.filter(t => t !== 'it was done')).toEqual(
        Array(3).fill(
          `entityRef: it is ${holder.number} already; unbind it there first, or choose another entity`,
        ),
      );
      // Whoever may not read the other one is not told which it is.
      await world.change(holder.number, { visibility: 'restricted' });
      const other = await world.file(
        { ownerRef: 'group:default/storefront' },
        sam,
      );
      const blind = { ...sam, roles: new Set<never>() };
      expect(
        await why(world.change(other.number, { entityRef: wishes }, blind)),
      ).toBe(
        'entityRef: it is another service of the portfolio already; unbind it there first, or choose another entity',
      );
      // Unbound it is free, and so is what a retired or rejected one was.
      await world.change(holder.number, { entityRef: null });
      const bound = await world.change(
        other.number,
        { entityRef: wishes },
        sam,
      );
      expect(bound).toMatchObject({ binding: 'bound', serviceRef: wishes });
      await world.take(other.number, 'reject', { rejectReason: 'No' }, sam);
      const [free] = ideas.filter(i => i !== holder);
      await world.change(free.number, { entityRef: wishes });
      const { offered } = world;
      const told = await offered.ofEntities([wishes, 'system:default/lists']);
      expect([...told.keys()]).toEqual([wishes]);
      expect(told.get(wishes)).toMatchObject({
        number: free.number,
        statusLabel: 'Idea',
      });
      expect((await offered.briefs([holder.id, free.id])).size).toBe(2);
    });

    it('a name in the catalog is one service’s, and no entity’s that is there', async () => {
      expect(
        await why(world.file({ ownerRef: PAYMENTS, entityName: 'shop' })),
      ).toBe(
        'entityName: the catalog has a system "shop" already; bind the service to it, or choose another name',
      );
      const one = await chartered({ entityName: 'gifts' });
      expect(
        await why(world.file({ ownerRef: PAYMENTS, entityName: 'gifts' })),
      ).toBe(
        `entityName: ${one.number} has that name in the catalog; choose another one`,
      );
      const two = await asked({ entityName: 'gift-cards' });
      await world.decide(two, 'approved');
      const refs = (await world.given()).items.map(({ ref }) => ref);
      expect(refs).toEqual(
        expect.arrayContaining([
          'system:default/gifts',
          'system:default/gift-cards',
        ]),
      );
      // Another entity of the name that comes from elsewhere is not taken for ours.
      await world.read(all => [...all, system('gifts')]);
      expect(await world.register.get(maria, one.number)).toMatchObject({
        binding: 'taken',
      });
      // Bound to it, nothing is given any more.
      const { revision } = await world.given();
      await world.change(one.number, { entityRef: 'system:default/gifts' });
      const { items } = await world.given(revision);
      expect(items).toEqual([{ ref: 'system:default/gifts' }]);
      // What is worked out anew from the journal is the same.
      const { items: before } = await world.given();
      await world.kernel.followers.rebuild('portfolio.entities');
      const { items: after } = await world.given();
      expect(after.filter(i => i.entity)).toEqual(before.filter(i => i.entity));
    });

    it('what runs is taken in as it is, each on its own', async () => {
      await world.read(all => [...all, system('mail'), system('chat')]);
      expect(
        await why(
          world.file({ title: 'Mail', runs: true, ownerRef: PAYMENTS }),
        ),
      ).toBe(
        'entityRef: name the entity in the catalog that it is, since it runs already',
      );
      const { items } = await world.register.takeIn(maria, {
        refs: [
          'system:default/mail',
          'system:default/nowhere',
          'system:default/chat',
        ],
      });
      expect(items.map(i => [i.id, i.done])).toEqual([
        ['system:default/mail', true],
        ['system:default/nowhere', false],
        ['system:default/chat', true],
      ]);
      expect(items[1].reason).toMatch(
        /^refs: there is no system:default\/nowhere in the catalog/,
      );
      const mail = await world.register.get(maria, items[0].number!);
      expect(mail).toMatchObject({
        title: 'mail',
        status: 'operation',
        statusCategory: 'resolved',
        origin: 'running',
        ownerRef: PAYMENTS,
        binding: 'bound',
        resolvedAt: expect.any(String),
      });
      // It was never chartered, so nobody is asked when its case is written down.
      await world.change(mail.number, { valueScore: 3, tier: 'tier-2' });
      await world.settle();
      expect(await world.register.get(maria, mail.number)).not.toHaveProperty(
        'approval',
      );
      const again = await world.register.takeIn(maria, {
        refs: ['system:default/mail'],
      });
      expect(again.items[0].reason).toContain(mail.number);
      // What the CMDB says of a tier counts; of mail it says nothing.
      expect(
        await world.kernel.serviceFacts('system:default/mail'),
      ).toMatchObject({ tier: 'tier-2' });
      const checks = registerChecks(world.kernel, world.store);
      const answers = await Promise.all(
        checks.map(async check => [
          check.key,
          (
            await check.read([{ ref: 'system:default/mail', kind: 'system' }])
          ).get('system:default/mail')?.state,
        ]),
      );
      expect(Object.fromEntries(answers)).toEqual({
        'portfolio-record': 'met',
        'business-owner': undefined,
        'review-date': undefined,
      });
    });

    it('a service whose entity vanished says so, and goes on', async () => {
      await world.read(all => [...all, system('maps')]);
      const maps = await world.file({
        title: 'Maps',
        runs: true,
        entityRef: 'system:default/maps',
      });
      // It is gone when two readings in a row came without it.
      await world.read(all => all.filter(e => e.metadata.name !== 'maps'));
      await world.read();
      expect(await world.register.get(maria, maps.number)).toMatchObject({
        binding: 'gone',
        entityGone: true,
      });
      const { items } = await world.register.list(maria, { q: 'Maps' } as any);
      expect(items.map(i => [i.number, i.entityGone])).toEqual([
        [maps.number, true],
      ]);
      const { offered } = world;
      expect(
        (await offered.ofEntities(['system:default/maps'])).get(
          'system:default/maps',
        ),
      ).toMatchObject({ number: maps.number, entityGone: true });
      await world.change(maps.number, { valueScore: 2 });
      expect(
        (
          await world.take(maps.number, 'begin-retiring', {
            retireReason: 'It is gone.',
          })
        ).status,
      ).toBe('retiring');
      // A renamed one is found under its new name.
      await world.read(all => [...all, system('maps')]);
      await world.read(all =>
        all.map(e =>
          e.metadata.name === 'maps'
            ? system('atlas', {
                uid: 'uid-maps',
                annotations: {
                  'callboard.dev/formerly': 'system:default/maps',
                },
              })
            : e,
        ),
      );
      const [[ref, { number }]] = await offered.ofEntities([
        'system:default/atlas',
      ]);
      expect([ref, number]).toEqual(['system:default/atlas', maps.number]);
    });

    it('what was imported is brought in step with its entity', async () => {
      await world.read(all => [...all, system('pos')]);
      const at = world.clock.now();
      const event = (externalId: string, values: object) => ({
        externalId,
        hash: randomUUID(),
        at,
        order: Number(externalId),
        actorRef: 'user:elsewhere/1',
        creatorRef: 'user:elsewhere/1',
        createdAt: at,
        status: 'operation',
        values: { ...values },
        initial: {},
      });
      const values = {
        title: 'Tills',
        ownerRef: PAYMENTS,
        entityRef: 'system:default/pos',
      };
      await world.kernel.observer.observe(
        {
          caller: SYSTEM_CALLER,
          type: 'service',
          source: 'csv',
          commandId: 'c1',
        },
        [event('1', values), event('2', { ...values, title: 'Other' })],
        async () => undefined,
      );
      await world.settle();
      const { items } = await world.register.list(maria, {
        entity: 'system:default/pos',
        sort: 'created',
        order: 'asc',
      } as any);
      // Both say what they are; one of them holds it, and the other one waits for somebody to choose.
      expect(items.map(i => [i.title, i.entityRef]).sort()).toEqual([
        ['Other', 'system:default/pos'],
        ['Tills', 'system:default/pos'],
      ]);
      const held = await knex('services')
        .where('bound_ref', 'system:default/pos')
        .pluck('record_id');
      expect(held).toHaveLength(1);
    });
  },
);
