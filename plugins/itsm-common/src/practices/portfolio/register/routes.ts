import { z } from 'zod';
import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  newPortfolioServiceSchema,
  portfolioServiceBulkSchema,
  portfolioServiceListQuerySchema,
  portfolioServicePageSchema,
  portfolioServicePatchSchema,
  portfolioServiceSchema,
  portfolioServiceTransitionSchema,
  portfolioSettingsSchema,
  serviceEntityPageSchema,
  serviceEntityQuerySchema,
  serviceStandingSchema,
  serviceStandingsQuerySchema,
  takeInSchema,
} from './schema';

const READ = 'itsm.service.read';
const UPDATE = 'itsm.service.update';
const CREATE = 'itsm.service.create';

/** The services of the portfolio, from the idea to the retirement. */
export const portfolioServiceRoutes = {
  list: defineRoute({
    name: 'portfolioServices.list',
    method: 'get',
    path: '/portfolio/records',
    summary:
      'Services of the portfolio that the caller may read, as a keyset page.',
    permission: READ,
    query: portfolioServiceListQuerySchema,
    response: portfolioServicePageSchema,
  }),
  file: defineRoute({
    name: 'portfolioServices.file',
    method: 'post',
    path: '/portfolio/records',
    summary:
      'Puts an idea, or a service that runs already, into the portfolio.',
    permission: CREATE,
    body: newPortfolioServiceSchema,
    response: portfolioServiceSchema,
    status: 201,
  }),
  standings: defineRoute({
    name: 'portfolioServices.standings',
    method: 'get',
    path: '/portfolio/records/standings',
    summary:
      'For each of up to 100 services that the caller may read and whose entity they may see, how that does, and what it cost last month.',
    permission: READ,
    query: serviceStandingsQuerySchema,
    response: z.object({ items: z.array(serviceStandingSchema) }),
  }),
  settings: defineRoute({
    name: 'portfolioServices.settings',
    method: 'get',
    path: '/portfolio/records/settings',
    summary: 'How services are handled here, so that a form can say it.',
    response: portfolioSettingsSchema,
  }),
  bulk: defineRoute({
    name: 'portfolioServices.bulk',
    method: 'post',
    path: '/portfolio/records/bulk',
    summary:
      'Edits or moves up to 100 services, each on its own, and says what became of each.',
    permission: UPDATE,
    body: portfolioServiceBulkSchema,
    response: bulkResultSchema,
  }),
  takeIn: defineRoute({
    name: 'portfolioServices.takeIn',
    method: 'post',
    path: '/portfolio/records/take-in',
    summary:
      'Takes up to 100 entities that run already into the portfolio, each on its own, and says what became of each.',
    permission: CREATE,
    body: takeInSchema,
    response: bulkResultSchema,
  }),
  entities: defineRoute({
    name: 'portfolioServices.entities',
    method: 'get',
    path: '/portfolio/entities',
    summary:
      'Chartered services as catalog entities, by revision, for the entity provider. Only the catalog may ask.',
    services: ['plugin:catalog'],
    query: serviceEntityQuerySchema,
    response: serviceEntityPageSchema,
  }),
  get: defineRoute({
    name: 'portfolioServices.get',
    method: 'get',
    path: '/portfolio/records/:id',
    summary:
      'One service by number or id, with what the caller may do with it and why not.',
    permission: READ,
    params: recordIdParamsSchema,
    response: portfolioServiceSchema,
  }),
  update: defineRoute({
    name: 'portfolioServices.update',
    method: 'patch',
    path: '/portfolio/records/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed. A change of what was chartered is decided about again.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: portfolioServicePatchSchema,
    response: portfolioServiceSchema,
  }),
  transition: defineRoute({
    name: 'portfolioServices.transition',
    method: 'post',
    path: '/portfolio/records/:id/transitions',
    summary:
      'Moves a service along its lifecycle. Nobody charters one alone: that takes the decision of those who are asked.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: portfolioServiceTransitionSchema,
    response: portfolioServiceSchema,
  }),
  assignToMe: defineRoute({
    name: 'portfolioServices.assignToMe',
    method: 'post',
    path: '/portfolio/records/:id/assign-to-me',
    summary:
      'Assigns a service to the caller. With If-Match it is refused if somebody else was faster.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: portfolioServiceSchema,
  }),
} as const;
