import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  proposalPageSchema,
  proposalSchema,
  type Finder,
} from '@callboard/plugin-itsm-common';
import type { Facts, ItsmKernel } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { seedId } from '../../../tests/kernelOnDatabase';
import { moduleOf } from '../../../tests/notes/notesPractice';
import { Finding } from './Finding';
import {
  ago,
  now,
  seed,
  seedChanges,
  seedRounds,
} from '../../../testing/seedProposals';
import { readProposalSettings } from './settings';
import { WaitStore } from './WaitStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const CART = 'component:default/cart';
const CHECKOUT = 'component:default/checkout';
/** Only who sees all of the catalog sees what is in it no longer, or not yet. */
const HIDDEN = 'component:default/hidden';
const KAFKA = 'component:default/payment';
const PAYMENTS = 'group:default/payments';
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Two or three a week for half a year, and nine in each of the last weeks. */
const noise = (serviceRef: string): Facts[] =>
  times(26, week => week).flatMap(week =>
    times(week < 4 ? 9 : 2 + (week % 2), i => ({
      id: `${serviceRef}-${week}-${i}`,
      stages: { opened: ago(week * 7 + 0.1 + i * 0.3), ended: ago(week * 7) },
      dimensions: { serviceRef },
    })),
  );
const held = (id: string, hours: number, more: Partial<Facts> = {}): Facts => ({
  id,
  stages: { decided: ago(8) },
  dimensions: { ownerRef: PAYMENTS },
  values: { heldMs: hours * HOUR },
  ...more,
});

describe.each(databases.eachSupportedId())('proposals on %s', databaseId => {
  let kernel: ItsmKernel;
  let itsm: RunningItsm;
  let knex: Knex;
  let next = 5_000;

  const facts = (kind: string, rows: readonly Facts[]) =>
    kernel.database.transaction(tx => kernel.facts.put(tx, kind, rows));

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      features: [
        moduleOf({ id: 'peek', title: 'Peek', start: k => void (kernel = k) }),
      ],
      config: {
        itsm: {
          improvement: { hourlyRate: 100, currency: 'CHF' },
          access: { decisionCacheSeconds: 0 },
        },
      },
      decide: (name, ref) => {
        const who = ref?.split('/')[1];
        const isDenied =
          (who === 'sam' && name === 'itsm.kpi.read') ||
          (who === 'rita' &&
            ['itsm.initiative.create', 'catalog.entity.read'].includes(name));
        return {
          result: isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        };
      },
    });
    await seed(knex, [
      ...times(8, i => ({
        number: 1 + i,
        title: `Trouble ${'abcdefgh'[i].repeat(6)}`,
        days: 5 + i * 9,
        serviceRef: CART,
        ciRef: KAFKA,
        hours: 3,
      })),
      ...times(7, i => ({
        number: 20 + i,
        title: ['Voucher is refused', 'Refuses vouchers at checkout'][i % 2],
        days: 4 + i,
        serviceRef: HIDDEN,
        hours: 1,
      })),
      ...times(6, i => ({
        number: 40 + i,
        title: `Forgotten ${'uvwxyz'[i].repeat(7)}`,
        days: 40 + i,
        ownerRef: PAYMENTS,
      })),
    ]);
    await seedChanges(
      knex,
      times(16, i => ({
        number: 100 + i,
        serviceRef: i < 6 ? CART : CHECKOUT,
        caused: i < 4 ? 1 + i : undefined,
      })),
    );
    await seedRounds(
      knex,
      times(16, i => ({
        number: 200 + i,
        of: 100 + i,
        key: i % 2 === 0 ? 'slow' : 'quick',
        hours: i % 2 === 0 ? 50 : 2,
      })),
    );
    await facts('incident', noise(CHECKOUT));
    await facts(
      'sla-held',
      times(6, i => held(`held-${i}`, 10)),
    );
  });
  afterAll(() => itsm.stop());

  const look = async () => {
    const { status, body } = await itsm
      .as('maria')
      .post('/improvement/proposals/look');
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };
  const list = async (as = 'maria', search = '?limit=100') => {
    const { status, body } = await itsm
      .as(as)
      .get(`/improvement/proposals${search}`);
    expect([status, body.error]).toEqual([200, undefined]);
    return proposalPageSchema.parse(body);
  };
  const of = async (finder: Finder, search?: string, as?: string) => {
    const { items } = await list(as, search ?? '?limit=100');
    return items.filter(one => one.finder === finder);
  };
  const act = (id: string, how: string, body?: object, as = 'maria') =>
    itsm.as(as).post(`/improvement/proposals/${id}/${how}`, body);

  it('finds what repeats, where time goes, what changes cause, what is slow, loud and old', async () => {
    await look();
    const page = await list();
    const told = Object.fromEntries(page.items.map(p => [p.finder, p]));
    expect(told['repeated-on-item']).toMatchObject({
      title: expect.stringMatching(/ had 8 incidents in 90 days$/),
      serviceRef: CART,
      estimate: { hours: 2.7, money: 270, currency: 'CHF' },
      measure: { kpi: 'incidents.volume', unit: 'count' },
      viewer: { canAccept: true, canDismiss: true, canRestore: false },
    });
    expect(
      told['repeated-on-item'].evidence.figures.find(
        f => f.label === 'Open, together',
      ),
    ).toMatchObject({ value: 24 * HOUR, before: 0 });
    expect(told['repeated-in-words'].title).toBe(
      '7 incidents in 90 days say “voucher refused”',
    );
    expect(told['time-held'].evidence.figures[0]).toMatchObject({
      value: 60 * HOUR,
    });
    expect(told['changes-causing-incidents'].title).toBe(
      `4 of 6 changes of cart caused incidents`,
    );
    expect(told['slow-approvals'].title).toBe(
      'Half of the decisions by “Policy slow” take more than 2.1 days',
    );
    expect(told['noisy-service']).toMatchObject({ serviceRef: CHECKOUT });
    expect(told['ageing-backlog'].title).toMatch(
      /^6 incidents with Payments have been open/,
    );
    // What would save most comes first, a page at a time, and looking again changes nothing.
    const hours = page.items.map(p => p.estimate.hours);
    expect(hours).toEqual([...hours].sort((a, b) => b - a));
    const first = await list('maria', '?limit=2');
    const second = await list(
      'maria',
      `?limit=100&cursor=${first.pageInfo.nextCursor}`,
    );
    expect([...first.items, ...second.items].map(p => p.id)).toEqual(
      page.items.map(p => p.id),
    );
    expect(await look()).toMatchObject({ added: 0, cameBack: 0, gone: 0 });
    expect((await list()).items.map(p => p.id)).toEqual(
      page.items.map(p => p.id),
    );
  });

  it('shows each caller what is theirs to see, and asks the permission framework once', async () => {
    const before = itsm.permissionCalls();
    const all = await list();
    expect(itsm.permissionCalls() - before).toBe(1);
    expect(all.services).toContain(HIDDEN);
    const some = await list('rita');
    expect(some.items.length).toBeLessThan(all.items.length);
    expect(JSON.stringify(some)).not.toMatch(/hidden|voucher/i);
    expect(some.viewer.canLook).toBe(false);
    expect(some.items[0].viewer).toEqual({
      canAccept: false,
      canDismiss: false,
      canRestore: false,
    });
    const [secret] = await of('repeated-in-words');
    const seen = await itsm
      .as('rita')
      .get(`/improvement/proposals/${secret.id}`);
    expect(seen.status).toBe(404);
    const [{ id }] = some.items;
    const statuses = [
      await act(id, 'accept', {}, 'rita'),
      await act(id, 'dismiss', { reason: 'No' }, 'rita'),
      await itsm.as('rita').post('/improvement/proposals/look'),
      await itsm.as('sam').get('/improvement/proposals'),
      await itsm.anonymous.get('/improvement/proposals'),
    ].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 403, 401]);
  });

  it('filters by kind, service and team, and says what is wrong with a question', async () => {
    const { items } = await list(
      'maria',
      `?finder=ageing-backlog,time-held&team=${PAYMENTS}`,
    );
    expect(items.map(p => p.finder).sort()).toEqual([
      'ageing-backlog',
      'time-held',
    ]);
    const byService = await list('maria', `?service=${CART}&limit=100`);
    expect(byService.items.map(p => p.serviceRef)).toEqual(
      byService.items.map(() => CART),
    );
    for (const search of [
      '?finder=everything',
      '?cursor=forged',
      '?limit=0',
      '?state=lost',
    ])
      expect(
        (await itsm.as('maria').get(`/improvement/proposals${search}`)).status,
      ).toBe(400);
    expect((await act('nothing', 'accept', {})).status).toBe(400);
    expect((await act(seedId(9), 'accept', {})).status).toBe(404);
    const [one] = await of('time-held');
    expect((await act(one.id, 'dismiss', { reason: ' ' })).status).toBe(400);
  });

  it('becomes an initiative with its evidence, once, even with two at once', async () => {
    const [kafka] = await of('repeated-on-item');
    const answers = await Promise.all([
      act(kafka.id, 'accept', { ownerRef: PAYMENTS }),
      act(kafka.id, 'accept', { ownerRef: PAYMENTS }),
    ]);
    // The second one is told to look again, or what it became.
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const { body } = await act(kafka.id, 'accept', {});
    const accepted = proposalSchema.parse(body);
    expect(accepted).toMatchObject({
      state: 'accepted',
      initiative: { number: expect.stringMatching(/^IMP-/) },
    });
    const { body: initiatives } = await itsm
      .as('maria')
      .get('/improvement/initiatives');
    expect(initiatives.items).toHaveLength(1);
    const { body: initiative } = await itsm
      .as('maria')
      .get(`/improvement/initiatives/${accepted.initiative!.number}`);
    expect(initiative).toMatchObject({
      title: kafka.title,
      origin: 'proposal',
      originId: kafka.id,
      ownerRef: PAYMENTS,
      serviceRef: CART,
      kpi: 'incidents.volume',
      kpiWhere: { serviceRef: [CART] },
      hoursEach: 2,
      evidence: expect.stringContaining('- Incidents: 8, before 0'),
    });
    await look();
    expect(await of('repeated-on-item')).toEqual([]);
    expect((await act(kafka.id, 'dismiss', { reason: 'No' })).status).toBe(409);
    expect((await act(kafka.id, 'restore')).status).toBe(409);
  });

  it('stays away when it is dismissed, until its number grew by half', async () => {
    const [aged] = await of('ageing-backlog');
    const { body } = await act(aged.id, 'dismiss', {
      reason: 'We wait for a supplier',
    });
    expect(body).toMatchObject({
      state: 'dismissed',
      reason: 'We wait for a supplier',
      viewer: { canRestore: true },
    });
    expect((await act(aged.id, 'restore')).body).toMatchObject({
      state: 'open',
    });
    await act(aged.id, 'dismiss', { reason: 'We wait for a supplier' });
    const more = (count: number) =>
      seed(
        knex,
        times(count, () => ({
          number: (next += 1),
          title: `Old ${next}`,
          days: 33,
          ownerRef: PAYMENTS,
        })),
      );
    await more(2);
    await look();
    expect(await of('ageing-backlog')).toEqual([]);
    // 9 are half more than 6.
    await more(1);
    expect(await look()).toMatchObject({ cameBack: 1 });
    const [back] = await of('ageing-backlog');
    expect(back).toMatchObject({
      id: aged.id,
      note: expect.stringMatching(/^It was dismissed on .* grew by half/),
    });
    expect(back.reason).toBeUndefined();
    const entries = await knex('journal')
      .where({ subject_type: 'proposal', subject_id: aged.id })
      .orderBy('position');
    expect(entries.map(({ kind }) => kind)).toEqual([
      'proposal.found',
      'proposal.dismissed',
      'proposal.restored',
      'proposal.dismissed',
      'proposal.came-back',
    ]);
    // What people write is no part of the journal, and gone with the decision that it was about.
    expect(JSON.stringify(entries)).not.toContain('supplier');
    expect(await knex('texts').where('subject_id', aged.id)).toEqual([]);
  });

  it('goes when it no longer holds, and says so; it comes back when it does again', async () => {
    const [words] = await of('repeated-in-words');
    const theirs = times(3, i => seedId(20 + i));
    await knex('records')
      .whereIn('id', theirs)
      .update({ status_category: 'cancelled' });
    expect(await look()).toMatchObject({ gone: 1 });
    const [gone] = await of('repeated-in-words', '?state=gone');
    expect(gone).toMatchObject({
      id: words.id,
      note: expect.stringMatching(/^It no longer held on /),
    });
    expect((await act(words.id, 'accept', {})).status).toBe(409);
    await knex('records')
      .whereIn('id', theirs)
      .update({ status_category: 'resolved' });
    expect(await look()).toMatchObject({ cameBack: 1 });
  });

  it('never counts what is restricted', async () => {
    const finding = new Finding(kernel, {
      waits: new WaitStore(knex),
      settings: readProposalSettings(kernel.config),
    });
    const { found: without } = await finding.look();
    expect(without.length).toBeGreaterThan(5);
    const service = fc.constantFrom(CART, CHECKOUT, HIDDEN, undefined);
    const secret = fc.record({
      title: fc.constantFrom('Voucher is refused', 'Trouble', 'Something else'),
      days: fc.integer({ min: 1, max: 170 }),
      serviceRef: service,
      ciRef: fc.constantFrom(KAFKA, HIDDEN, undefined),
      ownerRef: fc.constantFrom(PAYMENTS, undefined),
      hours: fc.constantFrom(4, undefined),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(secret, { minLength: 5, maxLength: 12 }),
        async secrets => {
          const visibility = 'restricted' as const;
          const seeds = secrets.map(one => ({
            ...one,
            number: (next += 1),
            visibility,
          }));
          await seed(knex, seeds);
          const changes = seeds.map(({ number, serviceRef = CART }) => ({
            number: number + 100_000,
            serviceRef,
            caused: number,
            visibility,
          }));
          await seedChanges(knex, changes);
          // One that everybody may read, and that caused what only few may.
          await knex('links').insert({
            id: seedId(seeds[0].number + 800_000),
            kind: 'caused-by',
            from_id: seedId(seeds[0].number),
            to_id: seedId(110),
            created_at: now,
          });
          await seedRounds(
            knex,
            changes.map(({ number }) => ({
              number,
              of: number,
              key: 'quick',
              hours: 90,
            })),
          );
          await facts(
            'incident',
            seeds.map(({ number, days, serviceRef }) => ({
              id: `secret-${number}`,
              stages: { opened: ago(days) },
              dimensions: { serviceRef },
              restricted: true,
            })),
          );
          await facts(
            'sla-held',
            seeds.map(({ number }) =>
              held(`secret-${number}`, 99, { restricted: true }),
            ),
          );
          expect((await finding.look()).found).toEqual(without);
        },
      ),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 5) },
    );
  });
});
