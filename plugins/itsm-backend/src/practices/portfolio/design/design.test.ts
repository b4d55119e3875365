import { createHash } from 'crypto';
import {
  impactServiceRef,
  promiseFeasibilityRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  anton,
  CHECKOUT,
  dana,
  day,
  designOnDatabase,
  maria,
  sam,
  why,
} from '../../../tests/designOnDatabase';
import { SectionFacts } from './SectionFacts';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'design packages on %s',
  databaseId => {
    let knex: Knex;
    let world: Awaited<ReturnType<typeof designOnDatabase>>;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      world = await designOnDatabase(knex);
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
      await world.move(number, 'security', 'accept', anton);
      expect(await world.section(number, 'security')).toMatchObject({
        state: 'accepted',
        authorRef: maria.ref,
        acceptedByRef: anton.ref,
        changed: [],
        reviewAt: day(90),
        reviewDue: false,
      });
      expect(await why(world.move(number, 'security', 'accept', anton))).toBe(
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
      await world.move(number, 'support', 'accept', anton);
      const [first] = changed.evidence;
      await world.design.removeEvidence(anton, number, 'support', first.id);
      expect((await world.section(number, 'support')).changed).toHaveLength(1);
      expect(
        await why(
          world.design.removeEvidence(anton, number, 'support', first.id),
        ),
      ).toMatch(/^NotFoundError: There is no such evidence any more/);
      expect(await why(world.move(number, 'support', 'accept', anton))).toMatch(
        'You changed',
      );
      await world.move(number, 'support', 'send-back', maria, 'Say who');
      expect(await world.section(number, 'support')).toMatchObject({
        state: 'draft',
        reason: 'Say who',
        changed: [],
      });
    });

    it('what somebody said of the words of another goes with them, and nothing else', async () => {
      const { id, number } = await world.service();
      const leaver = { ...anton, ref: 'user:default/leaver' };
      for (const key of ['security', 'support', 'capacity'] as const) {
        await world.write(number, key, { body: `All of ${key}` });
        await world.move(number, key, 'submit');
      }
      await world.move(number, 'security', 'send-back', leaver, 'Say who');
      await world.move(number, 'support', 'send-back', anton, 'Say when');
      await world.move(number, 'capacity', 'send-back', leaver, 'Say more');
      // What is said of it now is of who said it last.
      await world.move(number, 'capacity', 'submit');
      await world.move(number, 'capacity', 'send-back', anton, 'Say less');
      await world.kernel.erasure.erase(dana, {
        ref: leaver.ref,
        level: 'identity-and-texts',
        force: true,
      });
      const kept = await knex('design_sections')
        .where('record_id', id)
        .orderBy('section_key')
        .select('state', 'words', 'reason');
      expect(kept).toEqual([
        { state: 'draft', words: 'All of capacity', reason: 'Say less' },
        { state: 'draft', words: 'All of security', reason: null },
        { state: 'draft', words: 'All of support', reason: 'Say when' },
      ]);
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
      const { version } = await world.section(number, 'capacity');
      const tried = await Promise.all(
        [maria, anton, dana].map(as =>
          why(world.write(number, 'capacity', { body: as.ref }, as, version)),
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
      // What alone takes it down; it needs nothing that something else could stand in for.
      const { items } = await world.kernel.services
        .find(impactServiceRef)!
        .needed(maria, [CHECKOUT]);
      expect(items.length).toBeGreaterThan(1);
      expect(
        told.find(f => f.label === 'Single points of failure')!.value,
      ).toMatch(/^[1-9]\d*: /);
      await world.accept(number, 'architecture');
      expect((await world.section(number, 'architecture')).changed).toEqual([]);
      const sectionRow = knex('design_sections').where({
        record_id: id,
        section_key: 'architecture',
      });
      const { accepted_facts: kept } = await sectionRow.clone().first();
      // As it was kept before names were: as a hash, and then something of it was renamed.
      const was = 'component:default/a-name-before';
      const [[, ...refs]] = JSON.parse(JSON.parse(kept)['Needs directly']);
      await sectionRow.clone().update({
        accepted_facts: JSON.stringify({
          ...JSON.parse(kept),
          'Needs directly': createHash('sha256')
            .update(JSON.stringify([[was, ...refs.slice(1)].sort().join(' ')]))
            .digest('hex')
            .slice(0, 16),
        }),
      });
      const { changed } = await world.section(number, 'architecture');
      expect(changed).toEqual(['“Needs directly” is not what it was.']);
      await knex('catalog_aliases').insert({
        alias_ref: was,
        ref: refs[0],
        since: 1,
      });
      expect((await world.section(number, 'architecture')).changed).toEqual([]);
      await knex('catalog_aliases').where({ alias_ref: was }).delete();
      await sectionRow.clone().update({
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

    it('promises that cannot hold are told with those that are made, to whoever may know of them', async () => {
      const record = {
        ...(await world.service('design')),
        entityRef: CHECKOUT,
      };
      const asked: (string | undefined)[] = [];
      const find = (ref: { id: string }): unknown =>
        ref.id === promiseFeasibilityRef.id
          ? {
              infeasible: async (entity?: string) => {
                asked.push(entity);
                return [
                  { id: 'a', entityRef: CHECKOUT, source: 'Gold', excess: 1.5 },
                ];
              },
            }
          : world.kernel.services.find(ref as any);
      const data = new SectionFacts(
        {
          ...world.kernel,
          services: { ...world.kernel.services, find: find as any },
        },
        world.store,
      );
      const found = await data.of(SYSTEM_CALLER, record);
      expect(asked).toEqual([CHECKOUT]);
      expect(found.get('service-levels')).toContainEqual({
        label: 'Cannot hold',
        value: 'Gold: it is promised 1.5 times what those behind it allow',
        path: '/itsm/service-levels/feasibility/component/default/checkout',
        fault: true,
        kept: true,
        basis: { words: 'Gold' },
      });
      const blind = { ...maria, scopes: new Map() };
      expect(
        (await data.of(blind, record)).get('service-levels') ?? [],
      ).toEqual([]);
    });

    it('a service whose entity vanished keeps its package, and says so', async () => {
      const { number, id } = await world.service('design', {
        entityRef: 'component:default/cart',
      });
      await world.accept(number, 'architecture');
      await knex('services')
        .where('record_id', id)
        .update({ entity_ref: 'component:default/vanished' });
      expect(await world.section(number, 'architecture')).toMatchObject({
        state: 'accepted',
        facts: [
          {
            label: 'Entity in the catalog',
            value: 'component:default/vanished is not in the catalog any more',
            fault: true,
          },
        ],
        changed: expect.arrayContaining([
          '“Entity in the catalog” is not what it was.',
        ]),
      });
      await knex('services').where('record_id', id).update({ bound_ref: null });
    });
  },
);
