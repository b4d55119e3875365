import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { serviceAddressSchema } from '../services/page';
import {
  cataloguePageSchema,
  catalogueQuerySchema,
  managedExportQuerySchema,
  managedListQuerySchema,
  managedPageSchema,
  managedSummarySchema,
  offeringDocumentSchema,
  offeringListQuerySchema,
  offeringPageSchema,
  offeringParamsSchema,
  offeringSchema,
  recomputeSchema,
  serviceChecklistSchema,
} from './schema';

const permission = 'itsm.portfolio.read';
const numbers = 'itsm.kpi.read';

/** The service catalogue: which services there are, what they offer, and how well they are managed. */
export const catalogueRoutes = {
  list: defineRoute({
    name: 'catalogue.list',
    method: 'get',
    permission,
    path: '/portfolio/catalogue',
    summary:
      'Services as people who are no engineers look for them: what they do, what they offer and how to ask for it. What is offered first, as a keyset page; services that the caller may not see in the catalog are left out. A page may have fewer than asked for and a next one all the same.',
    query: catalogueQuerySchema,
    response: cataloguePageSchema,
  }),
  offerings: defineRoute({
    name: 'offerings.list',
    method: 'get',
    permission,
    path: '/portfolio/offerings',
    summary:
      'What services offer, by name, as a keyset page. They are definitions of the kind offering.',
    query: offeringListQuerySchema,
    response: offeringPageSchema,
  }),
  offering: defineRoute({
    name: 'offerings.get',
    method: 'get',
    permission,
    path: '/portfolio/offerings/:key',
    summary:
      'One offering, with the service levels it comes with and how to ask for it.',
    params: offeringParamsSchema,
    response: offeringSchema,
  }),
  documents: defineRoute({
    name: 'offerings.documents',
    method: 'get',
    path: '/portfolio/offering-documents',
    summary:
      'All that is offered, for the index of Backstage’s search. Only its plugin may ask.',
    services: ['plugin:search'],
    response: z.object({ items: z.array(offeringDocumentSchema) }),
  }),
  managed: defineRoute({
    name: 'managed-services.list',
    method: 'get',
    permission: numbers,
    path: '/portfolio/managed',
    summary:
      'How well services are managed: their scores and what they lack, the worst first, as a keyset page. Services that the caller may not see in the catalog are left out. Takes itsm.portfolio.read as well.',
    query: managedListQuerySchema,
    response: managedPageSchema,
  }),
  managedSummary: defineRoute({
    name: 'managed-services.summary',
    method: 'get',
    permission: numbers,
    path: '/portfolio/managed/summary',
    summary:
      'How well services are managed, by team and by what is missing most, of all that the caller may see. Takes itsm.portfolio.read as well.',
    response: managedSummarySchema,
  }),
  exportManaged: defineRoute({
    name: 'managed-services.export',
    method: 'get',
    permission: numbers,
    path: '/portfolio/managed/export',
    summary:
      'How well services are managed as CSV, with the filters of the list. Texts that a spreadsheet would run as a formula begin with an apostrophe. Takes itsm.portfolio.read as well.',
    query: managedExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  checklist: defineRoute({
    name: 'managed-services.get',
    method: 'get',
    permission,
    path: '/portfolio/managed/:kind/:namespace/:name',
    summary:
      'What a service has of what a managed service has, with what to do about the rest.',
    params: serviceAddressSchema,
    response: serviceChecklistSchema,
  }),
  recompute: defineRoute({
    name: 'managed-services.recompute',
    method: 'post',
    permission: 'itsm.portfolio.update',
    path: '/portfolio/managed/recompute',
    summary:
      'Plans to look at one service now, or, for the role admin, at all of them; both happen by themselves.',
    body: recomputeSchema,
    response: z.object({ planned: z.literal(true) }),
    status: 202,
    takesKey: false,
  }),
} as const;
