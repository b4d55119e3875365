import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { HOSTILE, shopCatalog } from '../../../tests/shopCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { PART_OF_CATALOG } from '../../../testing/partOfCatalog';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { statementsOf } from '../../../testing/statementsOf';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const ago = (hours: number) =>
  new Date(Date.now() - hours * HOUR).toISOString();
const CHECKOUT = 'component:default/checkout';
const SHOP = 'system:default/shop';
const PAGE = '/portfolio/services';

/** Rita may see the checkout alone, Sam neither changes nor service levels, Nobody no services. */
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => {
  const who = userRef?.split('/')[1];
  if (permission === 'catalog.entity.read' && who === 'rita')
    return PART_OF_CATALOG;
  const denied: Record<string, string[]> = {
    sam: ['itsm.change.read', 'itsm.service-levels.read', 'itsm.service.read'],
    nobody: ['itsm.portfolio.read'],
  };
  return denied[who ?? '']?.includes(permission)
    ? { result: AuthorizeResult.DENY }
    : { result: AuthorizeResult.ALLOW };
};

describe.each(databases.eachSupportedId())(
  'the page of a service on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        decide,
        entities: shopCatalog,
        config: {
          itsm: {
            access: {
              roles: {
                agent: ['group:default/service-desk'],
                admin: ['user:default/zoe'],
                restrictedReader: [],
              },
              decisionCacheSeconds: 0,
            },
          },
        },
      });
    });
    afterAll(() => itsm.stop());

    const ok = async (asked: PromiseLike<{ status: number; body: any }>) => {
      const { status, body } = await asked;
      expect([status < 300, body.error?.message]).toEqual([true, undefined]);
      return body;
    };
    const page = (who: string, path: string): Promise<ServicePage> =>
      ok(itsm.as(who).get(`${PAGE}/${path}`));
    const file = (body: object) => ok(itsm.as('dana').post('/incidents', body));
    const reasons = ({ health }: ServicePage) =>
      health.reasons.map(reason => `${reason.health} ${reason.words}`);
    const absent = ({ absent: all }: ServicePage) =>
      Object.fromEntries(all.map(({ section, because }) => [section, because]));

    it('says of any component what it is, who answers for it and where they are, with no extra file', async () => {
      const before = itsm.permissionCalls();
      const told = await page('maria', 'Component/Default/Checkout');
      expect(itsm.permissionCalls() - before).toBe(1);
      expect(told).toMatchObject({
        ref: CHECKOUT,
        title: 'Checkout',
        kind: 'component',
        type: 'service',
        lifecycle: 'production',
        // Text as it was written: what draws it makes it harmless.
        description: HOSTILE,
        tags: ['money', 'java'],
        ownerRef: 'group:default/payments',
        systemRef: SHOP,
        contact: {
          people: [{ ref: 'group:default/payments', role: 'owner' }],
          members: ['user:default/maria'],
          onCall: [
            {
              words: 'PagerDuty, service P1X2',
              url: 'https://app.pagerduty.com/service-directory/P1X2',
            },
          ],
          working: [],
        },
      });
      // A link that would run something is none.
      expect(told.links).toEqual([
        {
          url: 'https://acme.slack.com/archives/C1',
          title: 'Ask us',
          kind: 'chat',
        },
        {
          url: 'https://wiki.acme.com/runbook',
          title: 'Runbook',
          kind: 'runbook',
        },
      ]);
      expect(told.contact.channels.map(({ url }) => url)).toEqual([
        'https://acme.slack.com/archives/C1',
        'mailto:payments@acme.com',
      ]);
      expect(told.sections.dependsOn).toEqual({
        items: [{ ref: 'component:default/cart', relation: 'it needs this' }],
      });
      expect(
        (await page('maria', 'component/default/cart')).sections.usedBy,
      ).toEqual({ items: [{ ref: CHECKOUT, relation: 'needs it' }] });
      // Everything named has a name.
      expect(told.refs['user:default/maria'].title).toBe('Maria Payments');
      expect(absent(told)).not.toHaveProperty('open');
    });

    it('shows what is open on it and on its parts, and takes its health from that', async () => {
      const calm = await page('maria', 'component/default/checkout');
      expect(reasons(calm)).toContain('healthy No urgent incident is open');
      expect(calm.health.worst).toBe('healthy');
      const small = await file({
        title: 'A label is wrong',
        serviceRef: CHECKOUT,
        impact: 3,
        urgency: 3,
      });
      const large = await file({
        title: 'Checkout returns 502',
        serviceRef: CHECKOUT,
        impact: 1,
        urgency: 1,
      });
      await ok(
        itsm.as('maria').patch(`/incidents/${large.number}`, {
          assigneeRef: 'user:default/maria',
        }),
      );
      const told = await page('maria', 'component/default/checkout');
      expect(told.sections.open).toEqual({
        items: [
          expect.objectContaining({
            number: large.number,
            priority: 1,
            statusLabel: 'New',
          }),
          expect.objectContaining({ number: small.number, priority: 5 }),
        ],
      });
      expect(told.health.worst).toBe('degraded');
      expect(told.contact.working).toEqual([
        { ref: 'user:default/maria', numbers: [large.number] },
      ]);
      // What is open on a part is open on the system, and says on which.
      const system = await page('maria', 'system/default/shop');
      expect(system.parts).toEqual({
        refs: ['component:default/cart', CHECKOUT, 'component:default/hidden'],
        total: 3,
      });
      expect(system.sections.open!.items[0]).toMatchObject({
        number: large.number,
        aboutRef: CHECKOUT,
      });
      expect(system.health.reasons[0]).toMatchObject({
        health: 'degraded',
        aboutRef: CHECKOUT,
      });
      // An outage of it is worse than any incident.
      await ok(
        itsm.as('maria').post('/service-levels/outages', {
          entityRef: CHECKOUT,
          kind: 'outage',
          begin: ago(1),
          record: large.number,
        }),
      );
      const down = await page('maria', 'component/default/checkout');
      expect(down.health.worst).toBe('down');
      expect(reasons(down)[0]).toBe(
        `down An outage is on record, ${large.number}`,
      );
    });

    it('says what it promises, whether it keeps that, and when somebody answers', async () => {
      const define = (kind: string, key: string, body: object) =>
        ok(itsm.as('zoe').put(`/definitions/${kind}/${key}`, { body }));
      await define('calendar', 'always', {
        name: 'Around the clock',
        timeZone: 'UTC',
        week: Object.fromEntries(
          [
            'monday',
            'tuesday',
            'wednesday',
            'thursday',
            'friday',
            'saturday',
            'sunday',
          ].map(day => [day, [{ from: '00:00', to: '24:00' }]]),
        ),
      });
      await define('agreement', 'gold', {
        name: 'Gold',
        type: 'sla',
        items: [CHECKOUT],
        availability: { target: '99.9%' },
        targets: [
          {
            metric: 'response',
            goals: [
              { when: { priority: 1 }, within: '15m', calendar: 'always' },
              { within: '4h', calendar: 'always' },
            ],
          },
        ],
      });
      const told = await page('maria', 'component/default/checkout');
      expect(told.sections.promises).toEqual([
        expect.objectContaining({
          words: '99.9 % available a month',
          source: 'Gold',
          // It was down for an hour before.
          state: 'broken',
          kept: expect.stringMatching(/^99\.8\d* % in 30 days, 1 outage$/),
          path: '/itsm/service-levels/agreements/gold',
        }),
        expect.objectContaining({
          words: 'First response within 15 min to 4 h',
          kind: 'agreement',
        }),
      ]);
      expect(told.contact.hours).toEqual({
        title: 'Around the clock',
        zone: 'UTC',
        open: true,
      });
    });

    it('says what is about to change and what changed', async () => {
      const plan = {
        changeType: 'normal',
        description: 'New certificates.',
        justification: 'The old ones end.',
        plan: 'Put them in.',
        rollbackPlan: 'Put the old ones back.',
        serviceRef: CHECKOUT,
      };
      const change = await ok(
        itsm.as('maria').post('/changes', {
          title: 'Renew certificates',
          ...plan,
          plannedStart: ago(-24),
          plannedEnd: ago(-25),
        }),
      );
      await ok(
        itsm.as('maria').post(`/changes/${change.number}/transitions`, {
          transition: 'submit',
        }),
      );
      const told = await page('maria', 'component/default/checkout');
      expect(told.sections.upcoming!.items).toEqual([
        expect.objectContaining({
          number: change.number,
          at: expect.stringMatching(/Z$/),
        }),
      ]);
      expect(told.sections.changed).toEqual({ items: [] });
      // Whoever may not read changes is told that there is something that they may not see.
      const sam = await page('sam', 'component/default/checkout');
      expect(sam.sections).not.toHaveProperty('upcoming');
      expect(absent(sam)).toMatchObject({ upcoming: 'not-allowed' });
      // What is promised to people they may know; how it goes is for whoever may read service levels.
      expect(told.sections.promises).not.toEqual([]);
      expect(told.sections.promises!.every(({ state }) => state)).toBe(true);
      expect(sam.sections.promises).toEqual(
        told.sections.promises!.map(({ words, source, kind }) => ({
          words,
          source,
          kind,
        })),
      );
      expect(sam.contact.hours).toEqual(told.contact.hours);
      expect([told.partial, sam.partial]).toEqual([
        [],
        ['promises', 'changed'],
      ]);
    });

    it('says what its record in the portfolio says of it, to whoever may read that', async () => {
      const filed = await ok(
        itsm.as('maria').post('/portfolio/records', {
          title: 'Checkout',
          entityRef: CHECKOUT,
          purpose: 'Takes the money.',
          customers: ['Shoppers', 'Partners'],
          ownerRef: 'group:default/payments',
          businessOwnerRef: 'user:default/rita',
          tier: 'tier-1',
        }),
      );
      const told = await page('maria', 'component/default/checkout');
      expect(told).toMatchObject({
        tier: 'tier-1',
        record: {
          number: filed.number,
          purpose: 'Takes the money.',
          customers: ['Shoppers', 'Partners'],
        },
      });
      expect(told.contact.people).toContainEqual({
        ref: 'user:default/rita',
        role: 'business-owner',
      });
      const without = await page('sam', 'component/default/checkout');
      expect(without).not.toHaveProperty('record');
    });

    it('shows nothing of what somebody may not see, not in a list and not in a number', async () => {
      // Rita has no group that owns anything; her catalog has the shop without the hidden part.
      const rita = await page('rita', 'system/default/shop');
      expect(rita.parts).toEqual({
        refs: ['component:default/cart', CHECKOUT],
        total: 2,
      });
      expect(JSON.stringify(rita)).not.toContain('hidden');
      const secret = await ok(
        itsm.as('dana').post('/incidents', {
          title: 'Somebody stole cards',
          serviceRef: CHECKOUT,
          impact: 1,
          urgency: 1,
          visibility: 'restricted',
        }),
      );
      const told = await page('sam', 'component/default/checkout');
      expect(JSON.stringify(told)).not.toContain(secret.number);
      expect(JSON.stringify(told)).not.toContain('stole');
      const refused = await itsm
        .as('nobody')
        .get(`${PAGE}/system/default/shop`);
      expect([refused.status, refused.body.error.message]).toEqual([
        403,
        'You do not have the permission itsm.portfolio.read; ask an administrator of the portal for it',
      ]);
    });

    it('answers what is no service, or not there, with a sentence', async () => {
      for (const [path, words] of [
        [
          'component/default/nowhere',
          'There is no service component:default/nowhere',
        ],
        ['group/default/payments', 'group:default/payments is no service'],
        ['component/default/%20%20', 'is no reference of an entity'],
        ['component/default/a%2Fb', 'is no reference of an entity'],
        [`component/default/${'x'.repeat(201)}`, ''],
        ['component/default/%00', ''],
      ]) {
        const { status, body } = await itsm.as('maria').get(`${PAGE}/${path}`);
        expect([path, status === 404 || status === 400]).toEqual([path, true]);
        expect(body.error.message).toContain(words);
      }
    });

    it('a practice that fails costs the page its sections, and nothing else', async () => {
      await knex.schema.renameTable('sl_outages', 'sl_outages_away');
      const told = await page('maria', 'component/default/checkout');
      await knex.schema.renameTable('sl_outages_away', 'sl_outages');
      expect(absent(told)).toMatchObject({ promises: 'failed' });
      expect(told.sections.open!.items).not.toEqual([]);
      // What nobody brings is another thing than what is not for the reader.
      expect(Object.values(absent(told))).not.toContain('not-allowed');
    });

    it('asks as much of a system of many parts as of one component', async () => {
      const parts = Array.from({ length: 150 }, (_, n) => ({
        source_ref: SHOP,
        type: 'hasPart',
        target_ref: `component:default/many-${n}`,
      }));
      const asked = (enough?: number) =>
        statementsOf(knex, () => page('maria', 'system/default/shop'), enough);
      const few = await asked();
      for (let i = 0; i < parts.length; i += 50)
        await knex('catalog_relations').insert(parts.slice(i, i + 50));
      // Of each part one more would be 150.
      const many = await asked(few + 20);
      await knex('catalog_relations')
        .whereLike('target_ref', 'component:default/many-%')
        .delete();
      expect(many).toBeLessThanOrEqual(few + 20);
    });

    it('tells the number of its record to those who may read that, in its checks as well', async () => {
      const { record } = await page('maria', 'component/default/checkout');
      const { number } = record!;
      await ok(
        itsm.as('dana').patch(`/portfolio/records/${number}`, {
          reviewAt: new Date(Date.now() + 1_000 * HOUR).toISOString(),
        }),
      );
      const told = (checks: readonly { key: string; words?: string }[]) =>
        checks.flatMap(({ key, words }) =>
          ['portfolio-record', 'review-date'].includes(key) ? [words] : [],
        );
      const onPage = async (who: string) =>
        told((await page(who, 'component/default/checkout')).checklist!.checks);
      const ofChecks = async (who: string) =>
        told(
          (
            await ok(
              itsm.as(who).get('/portfolio/managed/component/default/checkout'),
            )
          ).checks,
        );
      // It is looked at soon after it changed.
      for (let i = 0; i < 200; i += 1) {
        if ((await onPage('maria')).every(Boolean)) break;
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const all = [number, expect.stringMatching(/^\d{4}-\d\d-\d\d$/)];
      expect(await onPage('maria')).toEqual(all);
      expect(await ofChecks('maria')).toEqual(all);
      const none = [undefined, undefined];
      expect(await onPage('sam')).toEqual(none);
      expect(await ofChecks('sam')).toEqual(none);
    });

    it('tells since when a service is gone, and what is left of it', async () => {
      const left = await file({
        title: 'Nobody owns this',
        serviceRef: 'component:default/orphan',
      });
      await knex('catalog_entities')
        .where('ref', 'component:default/orphan')
        .update({ removed_at: Date.UTC(2026, 0, 2) });
      const told = await page('maria', 'component/default/orphan');
      expect(told.goneSince).toBe('2026-01-02T00:00:00.000Z');
      expect(told.sections.open!.items.map(({ number }) => number)).toEqual([
        left.number,
      ]);
      expect(told.contact.people).toEqual([]);
    });
  },
);
