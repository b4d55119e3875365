import type { Case } from '../Case';
import * as needs from '../needs';

const reads = needs.admin('operations.read');
const manages = needs.admin('operations.manage');
const imports = needs.admin('import.run');
const webhooks = needs.admin('webhook.manage');
const erases = needs.admin('person.erase');
/** Nobody knows them, so that a case takes nothing away from the next one. */
const NOBODY = 'user:default/nobody-knows-them';
const YESTERDAY = '2020-01-01T00:00:00.000Z';
const NEWS = { id: 'news' };

/** The columns that the mapping asks for, and no rows. */
const CSV_HEADER =
  'number,ident_state,reassignment_count,reopen_count,sys_mod_count,made_sla,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at,contact_type,category,category,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,resolved_at,closed_at\n';

/** A receiver that nobody listens at. */
const settings = { url: 'http://127.0.0.1:9/hook', enabled: false };

/** What looking after the system takes. */
export const administrationCases: Case[] = [
  { route: 'operations.followers', needs: reads },
  {
    route: 'operations.retryFollower',
    needs: manages,
    ask: () => ({ params: NEWS }),
  },
  {
    route: 'operations.rebuildFollower',
    needs: manages,
    ask: () => ({ params: { id: 'kernel.search' } }),
  },
  { route: 'operations.dueSummary', needs: reads },
  {
    route: 'operations.due',
    needs: reads,
    ask: () => ({ query: { state: 'waiting', limit: '100' } }),
  },
  {
    route: 'operations.retryFailedDue',
    needs: manages,
    ask: () => ({ body: { kind: 'no.such.kind' } }),
  },
  {
    route: 'operations.retryDue',
    needs: manages,
    ask: async ({ make }) => ({ params: { id: await make.dueItem() } }),
  },
  {
    route: 'operations.cancelDue',
    needs: manages,
    ask: async ({ make }) => ({ params: { id: await make.dueItem() } }),
  },
  {
    route: 'deliveries.list',
    needs: reads,
    ask: () => ({ query: { limit: '200' } }),
  },
  {
    route: 'deliveries.get',
    needs: reads,
    ask: async ({ make }) => ({
      params: { id: await make.delivery('failed') },
    }),
  },
  {
    route: 'deliveries.replay',
    needs: manages,
    ask: async ({ make }) => ({
      params: { id: await make.delivery('failed') },
    }),
  },
  {
    route: 'deliveries.cancel',
    needs: manages,
    ask: async ({ make }) => ({
      params: { id: await make.delivery('waiting') },
    }),
  },
  {
    route: 'deliveries.replayFailed',
    needs: manages,
    ask: () => ({ body: { since: YESTERDAY, recipient: 'user:default/no' } }),
  },
  { route: 'handover.list', needs: reads },
  {
    route: 'handover.handOver',
    needs: manages,
    ask: () => ({
      body: { heldAs: 'assignee', from: 'user:default/gone', to: null },
    }),
  },
  {
    route: 'imports.run',
    needs: imports,
    ask: () => ({
      query: { mapping: 'servicenow', source: 'elsewhere' },
      text: { type: 'text/csv', body: CSV_HEADER },
    }),
  },
  { route: 'imports.list', needs: imports },
  {
    route: 'imports.get',
    needs: imports,
    ask: async ({ make }) => ({ params: { id: await make.importRun() } }),
  },
  {
    route: 'erasure.preview',
    needs: erases,
    changesNothing: true,
    ask: () => ({ body: { ref: 'user:default/rita' } }),
  },
  {
    route: 'erasure.erase',
    needs: erases,
    ask: () => ({ body: { ref: NOBODY, confirm: NOBODY } }),
  },
  { route: 'webhooks.list', needs: webhooks },
  {
    route: 'webhooks.add',
    needs: webhooks,
    ask: async ({ make }) => {
      await make.webhook();
      return { body: settings };
    },
  },
  {
    route: 'webhooks.add',
    when: 'that is told of restricted records',
    needs: needs.restrictedAdmin('webhook.manage'),
    ask: async ({ make }) => {
      await make.webhook();
      return { body: { ...settings, includeRestricted: true } };
    },
  },
  {
    route: 'webhooks.get',
    needs: webhooks,
    ask: async ({ make }) => ({ params: { id: await make.webhook() } }),
  },
  {
    route: 'webhooks.change',
    needs: webhooks,
    ask: async ({ make }) => ({
      params: { id: await make.webhook() },
      body: { description: 'Other' },
    }),
  },
  {
    route: 'webhooks.change',
    when: 'one that is told of restricted records',
    needs: needs.restrictedAdmin('webhook.manage'),
    ask: async ({ make }) => ({
      params: { id: await make.webhook({ include_restricted: true }) },
      body: { url: 'http://127.0.0.1:9/elsewhere' },
    }),
  },
  {
    route: 'webhooks.remove',
    needs: webhooks,
    ask: async ({ make }) => ({ params: { id: await make.webhook() } }),
  },
  {
    route: 'webhooks.rotateSecret',
    needs: webhooks,
    ask: async ({ make }) => ({
      params: { id: await make.webhook() },
      body: {},
    }),
  },
  {
    route: 'webhooks.rotateSecret',
    when: 'of one that is told of restricted records',
    needs: needs.restrictedAdmin('webhook.manage'),
    ask: async ({ make }) => ({
      params: { id: await make.webhook({ include_restricted: true }) },
      body: {},
    }),
  },
  {
    route: 'webhooks.test',
    needs: webhooks,
    ask: async ({ make }) => ({ params: { id: await make.webhook() } }),
  },
  {
    route: 'webhooks.deliveries',
    needs: webhooks,
    ask: async ({ make }) => {
      const id = await make.webhook();
      await make.delivery('failed', id);
      return { params: { id } };
    },
  },
  {
    route: 'webhooks.replay',
    needs: webhooks,
    ask: async ({ make }) => {
      const id = await make.webhook();
      const deliveryId = await make.delivery('failed', id);
      return { params: { id, deliveryId } };
    },
  },
  {
    route: 'webhooks.replayFailed',
    needs: webhooks,
    ask: async ({ make }) => ({
      params: { id: await make.webhook() },
      body: { since: YESTERDAY },
    }),
  },
];
