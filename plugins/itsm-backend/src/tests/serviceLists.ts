import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  CataloguePage,
  PortfolioServicePage,
  ServicePage,
  ServiceStanding,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { demoCatalog } from '../testing/demoCatalog';
import { requests, slo } from '../testing/openSlo';
import { startItsm, type RunningItsm } from '../testing/startItsm';

/** What there is in the catalog. */
export const SHOP = 'system:default/shop';
export const CHECKOUT = 'component:default/checkout';
export const CART = 'component:default/cart';
export const ORPHAN = 'component:default/orphan';
export const API = 'api:default/prices';
const PAYMENTS = 'group:default/payments';
const SERVICES = [SHOP, CHECKOUT, CART];

/** What some may not read; others what is there. Of Nora the catalog is asked what she sees. */
const HIDDEN: Readonly<Record<string, RegExp>> = {
  'user:default/lena': /incident|service-levels|cost/,
  'user:default/nora': /catalog.entity.read/,
  'user:default/olaf': /incident/,
};
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => ({
  result: HIDDEN[userRef ?? '']?.test(permission)
    ? AuthorizeResult.DENY
    : AuthorizeResult.ALLOW,
});

const prices: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'prices', uid: 'uid-prices', etag: 'e-prices' },
  spec: { type: 'openapi', lifecycle: 'production' },
};

/** What else there is, each on its own but that news need mail. */
export const OTHERS = ['mail', 'news', 'maps', 'search', 'games'].map(
  name => `component:default/${name}`,
);
const [MAIL, NEWS, MAPS, SEARCH] = OTHERS;
/** What maps were called before. */
const ATLAS = 'component:default/atlas';

const others: Entity[] = OTHERS.map(ref => {
  const [, name] = ref.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, uid: `uid-${name}`, etag: `e-${name}` },
    spec: { type: 'service', lifecycle: 'production' },
    relations: ref === NEWS ? [{ type: 'dependsOn', targetRef: MAIL }] : [],
  };
});

const catalog: Entity[] = [...demoCatalog, prices, ...others].map(entity => {
  const related = (...relations: NonNullable<Entity['relations']>) => ({
    ...entity,
    spec: { ...entity.spec, lifecycle: 'production' },
    relations: [...(entity.relations ?? []), ...relations],
  });
  switch (entity.metadata.name) {
    case 'shop':
      return related(
        { type: 'hasPart', targetRef: CHECKOUT },
        { type: 'hasPart', targetRef: CART },
      );
    case 'checkout':
      return related({ type: 'dependsOn', targetRef: CART });
    case 'cart':
      return related({ type: 'dependencyOf', targetRef: CHECKOUT });
    default:
      return entity;
  }
});

/** Lists of services of a running backend, as people see them. */
export class ServiceLists {
  private constructor(readonly itsm: RunningItsm) {}

  static async start(knex: Knex): Promise<ServiceLists> {
    const itsm = await startItsm({
      knex,
      decide,
      entities: catalog,
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
    // The catalog is read in the background, and services are looked at.
    while (
      (await knex('service_profiles').whereIn('ref', SERVICES)).length <
      SERVICES.length
    )
      await new Promise(resolve => setTimeout(resolve, 20));
    await itsm.caughtUp();
    const lists = new ServiceLists(itsm);
    await lists.#trouble(knex);
    return lists;
  }

  /** What a call answers that is to succeed. */
  async ok(asked: PromiseLike<{ status: number; body: any }>): Promise<any> {
    const { status, body } = await asked;
    if (status < 300) return body;
    throw new Error(`${status}: ${body.error?.message}`);
  }

  file(set: object): Promise<any> {
    return this.ok(
      this.itsm
        .as('maria')
        .post('/portfolio/records', { ownerRef: PAYMENTS, ...set }),
    );
  }

  cards(who: string, query: object = {}): Promise<CataloguePage> {
    return this.ok(this.itsm.as(who).get('/portfolio/catalogue').query(query));
  }

  async #onPage(who: string, ref: string): Promise<string> {
    const page: ServicePage = await this.ok(
      this.itsm.as(who).get(`/portfolio/services/${ref.replace(':', '/')}`),
    );
    return page.health.worst;
  }

  /** What the pages and the cards of the services say to somebody. */
  async said(who: string): Promise<Record<string, string[]>> {
    const { items } = await this.cards(who);
    const word = (ref: string) =>
      items.find(item => item.ref === ref)?.health?.health ?? 'unknown';
    const told: Record<string, string[]> = {};
    for (const ref of SERVICES)
      told[ref.split('/')[1]] = [await this.#onPage(who, ref), word(ref)];
    return told;
  }

  /** Services of the portfolio in the order of the list, page by page. */
  async listed(
    who: string,
    query: object,
  ): Promise<PortfolioServicePage['items']> {
    const rows: PortfolioServicePage['items'] = [];
    let cursor: string | undefined;
    do {
      const page: PortfolioServicePage = await this.ok(
        this.itsm
          .as(who)
          .get('/portfolio/records')
          .query({ limit: 10, ...query, cursor }),
      );
      rows.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return rows;
  }

  /** All of them, each with what is told beside it. */
  async beside(
    who: string,
  ): Promise<(Partial<ServiceStanding> & { title: string })[]> {
    const rows = await this.listed(who, {});
    const { items }: { items: ServiceStanding[] } = await this.ok(
      this.itsm
        .as(who)
        .get('/portfolio/records/standings')
        .query({ records: rows.map(({ id }) => id).join() }),
    );
    return rows.map(({ id, title }) => ({
      title,
      ...items.find(one => one.id === id),
    }));
  }

  /** Waits until it is known what fails with what is down: how items stand is kept for a moment. */
  async settled(): Promise<void> {
    const until = Date.now() + 20_000;
    while (Date.now() < until) {
      const { items } = await this.cards('maria', { limit: 100 });
      const news = items.find(({ ref }) => ref === NEWS);
      if (news?.health?.health === 'at-risk') return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('What is down is not known within 20 s');
  }

  /** All kinds of trouble: announced, under another name, by plan, and with a budget that burns. */
  async #trouble(knex: Knex): Promise<void> {
    const { itsm } = this;
    const hour = 3_600_000;
    const now = Date.now();
    const urgent = (serviceRef: string, more: object) =>
      this.ok(
        itsm.as('dana').post('/incidents', {
          ...{ title: 'Does not work', serviceRef, impact: 1, urgency: 1 },
          ...more,
        }),
      );
    const { number } = await urgent(MAIL, {});
    await this.ok(
      itsm.as('zoe').put(`/incidents/${number}/major`, {
        summary: 'No mail',
        nextUpdateAt: new Date(now + hour).toISOString(),
        announced: true,
      }),
    );
    const { id } = await urgent(MAPS, {});
    await knex('records').where({ id }).update({ service_ref: ATLAS });
    await knex('catalog_aliases').insert({
      alias_ref: ATLAS,
      ref: MAPS,
      since: now,
    });
    const window = 'a-window-of-search';
    await knex('maintenance_windows').insert({
      ...{ id: window, source: 'window', source_key: 'search' },
      ...{ title: 'Search', impact: 'degraded', state: 'running' },
      ...{ starts_at: now - hour, ends_at: now + hour, started_at: now - hour },
      ...{ version: 1, journal_head: '', created_at: now, updated_at: now },
    });
    await knex('maintenance_items').insert({
      ...{ maintenance_id: window, ref: SEARCH, role: 'named', distance: 0 },
      ...{ at_creation: true, at_start: true },
    });
    await this.ok(
      itsm.as('zoe').put('/definitions/objective/games', {
        body: slo('games', { ...requests, service: 'games' }),
      }),
    );
    await knex('sl_objective_alerts').insert({
      ...{ id: 'an-alert', objective_key: 'games', severity: 'page' },
      ...{ started_at: now - hour, long_window: hour, short_window: hour },
      ...{ threshold: 1, rate: 2 },
    });
    await itsm.caughtUp();
  }
}
