import { makeFinding } from '../makeFinding';
import type { Asks, Case } from '../Case';
import * as needs from '../needs';
import { ACTION } from '../world';

const reader = needs.permitted('cmdb.read');
const ref = 'component:default/checkout';
const READS = { changesNothing: true };

/** What became of the only thing that was named. */
const statusOfOne = ({ items: [one] }: any) =>
  one.done || /already/.test(one.reason) ? 200 : 403;

const aboutFinding =
  (more: object = {}) =>
  async ({ make }: Asks) => ({
    body: { findings: [await makeFinding(make)], ...more },
  });

/** How healthy configuration items are, and who puts right what is wrong. */
export const cmdbHealthCases: Case[] = [
  {
    route: 'cmdb.health',
    needs: reader,
    ask: () => ({ query: { groupBy: 'owner', kind: 'component' } }),
  },
  {
    route: 'cmdb.health.history',
    needs: reader,
    ask: () => ({ query: { groupBy: 'class', key: 'none' } }),
  },
  { route: 'cmdb.health.rules', needs: reader, ask: () => ({}) },
  {
    route: 'cmdb.health.evaluate',
    needs: needs.admin('cmdb.update'),
    ask: () => ({}),
  },
  {
    route: 'cmdb.findings.list',
    needs: reader,
    ask: () => ({ query: { ref } }),
  },
  {
    route: 'cmdb.findings.export',
    needs: reader,
    ask: () => ({ query: { severity: 'high' } }),
  },
  { route: 'cmdb.ci-health', needs: reader, ask: () => ({ query: { ref } }) },
  {
    route: 'cmdb.findings.tasks',
    needs: needs.permitted('ci-task.create'),
    statusOf: statusOfOne,
    ask: aboutFinding(),
  },
  {
    route: 'cmdb.findings.excuse',
    needs: needs.ciOwners,
    statusOf: statusOfOne,
    ask: asks => {
      const until = new Date(Date.now() + 86_400_000).toISOString();
      return aboutFinding({ reason: 'It is known.', until })(asks);
    },
  },
  {
    route: 'cmdb.findings.unexcuse',
    needs: needs.ciOwners,
    statusOf: statusOfOne,
    ask: aboutFinding(),
  },
  {
    route: 'cmdb.confirmations.list',
    needs: reader,
    ask: () => ({ query: { owner: 'group:default/payments', within: '365' } }),
  },
  {
    route: 'cmdb.confirmations.confirm',
    needs: needs.ciOwners,
    statusOf: statusOfOne,
    ask: () => ({ body: { refs: [ref] } }),
  },
  { route: 'cmdb.tasks.list', needs: needs.signedIn, ask: () => ({}) },
  { route: 'cmdb.export', needs: needs.signedIn, ask: () => ({}) },
  {
    route: 'cmdb.tasks.get',
    needs: needs.read,
    ask: async ({ make, record }) => ({
      params: { id: await make.ciTask(record) },
    }),
  },
  {
    route: 'cmdb.tasks.update',
    needs: needs.workOrAsk,
    ask: async ({ make, record }) => ({
      params: { id: await make.ciTask(record) },
      body: { priority: 5 },
    }),
  },
  {
    route: 'cmdb.tasks.transition',
    needs: needs.work,
    ask: async ({ make, record }) => ({
      params: { id: await make.ciTask(record) },
      body: { transition: 'decline', reason: 'It is retired soon.' },
    }),
  },
  {
    route: `${ACTION}cmdb-health`,
    needs: reader,
    ask: () => ({ body: { groupBy: 'class' } }),
    ...READS,
  },
  {
    route: `${ACTION}list-cmdb-findings`,
    needs: reader,
    ask: () => ({ body: { ref: [ref], limit: 5 } }),
    ...READS,
  },
];
