import { incidentLifecycle } from '@callboard/plugin-itsm-common';
import type { Case } from '../Case';
import * as needs from '../needs';
import { mayWork } from '../oracle';

const SERVICE = 'component:default/checkout';

const of = (record: { number: string }) => ({ params: { id: record.number } });

/** Status of what a bulk change says of its only item. */
function statusOfBulk(body: any): number {
  const [{ done, reason }] = body.items;
  if (done) return 200;
  return /^There is no/.test(reason) ? 404 : 403;
}

const GIVEN: Record<string, object> = {
  hold: { holdReason: 'supplier' },
  resolve: { resolution: 'Done', resolutionCode: 'solved' },
  reopen: { reopenReason: 'Not done' },
  cancel: { cancelReason: 'No need' },
  withdraw: { cancelReason: 'No need' },
};

/** Every way through the lifecycle, for whom it says. */
const transitions = incidentLifecycle.transitions.map((t): Case => {
  const who = [...t.who].sort().join(' ');
  return {
    route: 'incidents.transition',
    when: t.name,
    needs: {
      requester: needs.ask,
      worker: needs.work,
      'requester worker': needs.workOrAsk,
    }[who]!,
    status: t.from[0],
    ask: ({ record }) => ({
      ...of(record),
      body: { transition: t.name, ...GIVEN[t.name] },
    }),
  };
});

const patch = (
  when: string,
  body: object,
  need = needs.work,
  more: Partial<Case> = {},
): Case => ({
  route: 'incidents.update',
  when,
  needs: need,
  ask: ({ record }) => ({ ...of(record), body }),
  ...more,
});

/** Incident management. */
export const incidentCases: Case[] = [
  {
    route: 'incidents.list',
    needs: needs.signedIn,
    ask: () => ({ query: { total: 'true', limit: '200' } }),
  },
  {
    route: 'incidents.list',
    when: 'of an entity, by priority',
    needs: needs.signedIn,
    ask: () => ({
      query: {
        entity: 'component:default/cart',
        sort: 'priority',
        limit: '200',
      },
    }),
  },
  {
    route: 'incidents.export',
    needs: needs.signedIn,
    ask: () => ({
      query: {
        columns:
          'number,title,description,majorSummary,custom.open,custom.inner,statedReassignments,assigneeRef',
      },
    }),
  },
  {
    route: 'incidents.file',
    needs: needs.permitted('incident.create'),
    ask: () => ({ body: { serviceRef: SERVICE, title: 'Another one' } }),
  },
  {
    route: 'incidents.file',
    when: 'a restricted one',
    needs: needs.permitted('incident.create'),
    ask: () => ({
      body: {
        serviceRef: SERVICE,
        title: 'Another one',
        visibility: 'restricted',
      },
    }),
  },
  {
    route: 'incidents.file',
    when: 'assigned to oneself',
    needs: needs.takers,
    ask: ({ caller }) => ({
      body: {
        serviceRef: SERVICE,
        title: 'Another one',
        assigneeRef: caller.ref || 'nobody',
      },
    }),
  },
  { route: 'incidents.settings', needs: needs.signedIn },
  {
    route: 'incidents.takeNext',
    when: 'of the owner group',
    needs: needs.queueOfPeople,
    unassigned: true,
    ask: () => ({ body: { queue: 'group:default/payments' } }),
  },
  {
    route: 'incidents.bulk',
    when: 'a field',
    needs: needs.workOrAsk,
    statusOf: statusOfBulk,
    ask: ({ record }) => ({
      body: { items: [{ id: record.number }], patch: { impact: 1 } },
    }),
  },
  {
    route: 'incidents.bulk',
    when: 'a transition',
    needs: needs.work,
    statusOf: statusOfBulk,
    ask: ({ record }) => ({
      body: {
        items: [{ id: record.number }],
        transition: { transition: 'acknowledge' },
      },
    }),
  },
  {
    route: 'incidents.disruptions',
    when: 'of a service',
    needs: needs.signedIn,
    ask: () => ({ query: { entity: SERVICE } }),
  },
  { route: 'incidents.disruptions', needs: needs.signedIn },
  {
    route: 'incidents.get',
    needs: needs.read,
    ask: ({ record }) => of(record),
  },
  patch('a field', { title: 'Something else' }, needs.workOrAsk),
  patch('a field, once work began', { title: 'Something else' }, needs.work, {
    status: 'in-progress',
  }),
  patch('who works on it', { assigneeRef: 'user:default/sam' }),
  patch('whose queue it is in', { ownerRef: 'group:default/storefront' }),
  patch('an internal field', { custom: { inner: 'x' } }),
  patch('who may see it', { visibility: 'restricted' }, needs.workOrAsk),
  ...transitions,
  {
    route: 'incidents.assignToMe',
    needs: needs.workOfPeople,
    ask: ({ record }) => of(record),
  },
  {
    route: 'incidents.declareMajor',
    needs: needs.work,
    ask: ({ record }) => ({
      ...of(record),
      body: { summary: 'Known', nextUpdateAt: null },
    }),
  },
  {
    route: 'incidents.endMajor',
    needs: needs.work,
    ask: ({ record }) => of(record),
  },
  ...(['closeAsDuplicate', 'merge'] as const).flatMap((name): Case[] => [
    {
      route: `incidents.${name}`,
      when: 'into one of the same visibility',
      needs: needs.work,
      ask: async ({ record, make }) => ({
        ...of(record),
        body: { into: (await make.twin(record)).number },
      }),
    },
    {
      route: `incidents.${name}`,
      when: 'an open and a restricted one',
      needs: needs.workWithOther(
        mayWork,
        'who works on both and may change them',
      ),
      ask: async ({ record, make }) => ({
        ...of(record),
        body: { into: (await make.twin(make.other)).number },
      }),
    },
  ]),
  {
    route: 'incidents.rate',
    needs: needs.ask,
    status: 'resolved',
    ask: ({ record }) => ({ ...of(record), body: { score: 5 } }),
  },
];
