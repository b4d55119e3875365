import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  newPortfolioServiceSchema,
  portfolioServicePatchSchema,
  portfolioServiceTransitionSchema,
  serviceEntityQuerySchema,
  type PortfolioService,
} from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { syncCatalog } from '../kernel/catalog/syncCatalog';
import { OfferedPortfolio } from '../practices/portfolio/register/OfferedPortfolio';
import { Readiness } from '../practices/portfolio/register/Readiness';
import { DefaultRegisterService } from '../practices/portfolio/register/RegisterService';
import { ServiceEntities } from '../practices/portfolio/register/ServiceEntities';
import { ServiceStore } from '../practices/portfolio/register/ServiceStore';
import { catalogOf } from '../testing/catalogOf';
import { demoCatalog } from '../testing/demoCatalog';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

export const PAYMENTS = 'group:default/payments';
/** The catalog is read by the copy alone, which they may see all of. */
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
export const maria = seesAll(user('maria', ['payments']));
export const sam = seesAll(user('sam', ['storefront']));

/** A system of the catalog that comes from elsewhere, unless its annotations say otherwise. */
export const system = (name: string, more: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, namespace: 'default', uid: `uid-${name}`, ...more },
  spec: { owner: 'payments' },
  relations: [{ type: 'ownedBy', targetRef: PAYMENTS }],
});

/** The service portfolio on a migrated database, with a catalog that changes when it is read anew. */
export async function portfolioOnDatabase(knex: Knex) {
  const clock = new FixedClock();
  const there: Entity[] = [...demoCatalog];
  const kernel = await kernelOnDatabase(knex, {
    clock,
    entities: there,
    config: { app: { baseUrl: 'https://portal.example/' } },
  });
  const store = new ServiceStore(knex);
  const register = new DefaultRegisterService(kernel, {
    store,
    readiness: new Readiness(kernel, store),
  });
  const entities = new ServiceEntities(kernel, store);
  const settle = async () => {
    for (let i = 0; i < 8; i += 1) {
      await kernel.followers.drain();
      if ((await kernel.due.runDue()) === 0) return;
    }
  };
  return {
    kernel,
    clock,
    store,
    register,
    offered: new OfferedPortfolio(kernel, { store, register }),
    settle,
    /** The catalog is read whole, with what it has now. */
    async read(change: (all: Entity[]) => Entity[] = all => all) {
      there.splice(0, Infinity, ...change([...there]));
      clock.pass(60_000);
      await syncCatalog({
        catalog: catalogOf(there),
        credentials: mockCredentials.service(),
        store: kernel.catalog,
        annotations: [],
        clock,
        logger: mockServices.logger.mock(),
      });
      await settle();
    },
    /** What the provider would bring into the catalog after a revision. */
    async given(after = 0, limit = 1000) {
      await settle();
      return entities.page(
        serviceEntityQuerySchema.parse({
          after: String(after),
          limit: String(limit),
        }),
      );
    },
    async file(more: object, by: Caller = maria) {
      return register.file(
        by,
        newPortfolioServiceSchema.parse({
          title: 'A service',
          ...(more as { title?: string }),
        }),
      );
    },
    take: (number: string, transition: string, set: object = {}, by = maria) =>
      register.transition(
        by,
        number,
        portfolioServiceTransitionSchema.parse({ transition, ...set }),
      ),
    change: (number: string, patch: object, by = maria) =>
      register.update(by, number, portfolioServicePatchSchema.parse(patch)),
    /** Who is asked decides, once they were asked. */
    async decide(
      service: PortfolioService,
      decision: 'approved' | 'rejected',
      by = sam,
    ) {
      await settle();
      const round = await knex('approvals')
        .where({ record_id: service.id, state: 'asked' })
        .first();
      const seat = await knex('approval_seats')
        .where({ record_id: service.id, state: 'open', for_ref: by.ref })
        .first();
      await kernel.records.changeRecord(by, {
        id: service.id,
        approval: {
          decide: {
            seatId: seat.id,
            decision: decision === 'approved' ? 'approve' : 'reject',
            note: 'As it was said',
            round: round.round,
          },
        },
      } as any);
      await settle();
    },
  };
}
