import {
  changeLifecycle,
  type ChangeState,
} from '@callboard/plugin-itsm-common';
import type { Asks, Call, Case } from '../Case';
import * as needs from '../needs';

const SERVICE = 'component:default/checkout';
const CART = 'component:default/cart';
const MINUTE = 60_000;

/** What a change must be for a transition to be possible. */
const BEFORE: Record<string, { record?: object; change?: object } | undefined> =
  {
    schedule: { change: { change_type: 'standard', pre_approved: true } },
    authorize: { record: { approval: 'approved' } },
    reject: { record: { approval: 'rejected' } },
    'start-emergency': { change: { change_type: 'emergency' } },
    start: {
      change: {
        change_type: 'standard',
        pre_approved: true,
        planned_start: Date.now() - MINUTE,
        planned_end: Date.now() + 60 * MINUTE,
      },
    },
  };

const GIVEN: Record<string, object> = {
  'send-back': { sentBackReason: 'More words' },
  finish: { outcome: 'successful' },
  cancel: { cancelReason: 'No need' },
  withdraw: { cancelReason: 'No need' },
};

/** A call about a change that is to everybody what the record is. */
const ofChange =
  (
    more: (asks: Asks) => Call | Promise<Call> = () => ({}),
    status: ChangeState = 'draft',
    before?: { record?: object; change?: object },
  ) =>
  async (asks: Asks): Promise<Call> => {
    const change = await asks.make.change(asks.record, status, before);
    return { params: { id: change.number }, ...(await more(asks)) };
  };

/** Every way through the lifecycle, for whom it says. */
const transitions = changeLifecycle.transitions.map((t): Case => {
  const who = [...t.who].sort().join(' ');
  return {
    route: 'changes.transition',
    when: t.name,
    needs: {
      requester: needs.ask,
      worker: needs.work,
      'requester worker': needs.workOrAsk,
    }[who]!,
    ask: ofChange(
      () => ({ body: { transition: t.name, ...GIVEN[t.name] } }),
      t.from[0],
      BEFORE[t.name],
    ),
  };
});

const patch = (
  when: string,
  body: object,
  need = needs.work,
  status: ChangeState = 'draft',
): Case => ({
  route: 'changes.update',
  when,
  needs: need,
  ask: ofChange(() => ({ body }), status),
});

/** Status of what a bulk change says of its only item. */
function statusOfBulk(body: any): number {
  const [{ done, reason }] = body.items;
  if (done) return 200;
  return /^There is no/.test(reason) ? 404 : 403;
}

/** Both changes of the scene are there to be listed. */
const listed =
  (query: Record<string, string>) =>
  async ({ record, make }: Asks): Promise<Call> => {
    await make.change(record);
    await make.change(make.other);
    return { query };
  };

/** Change enablement: the record. */
export const changeCases: Case[] = [
  {
    route: 'changes.list',
    needs: needs.signedIn,
    ask: listed({ total: 'true', limit: '200' }),
  },
  {
    route: 'changes.list',
    when: 'of an entity, by its window',
    needs: needs.signedIn,
    ask: listed({ entity: CART, sort: 'plannedStart', limit: '200' }),
  },
  {
    route: 'changes.export',
    needs: needs.signedIn,
    ask: listed({ columns: 'number,title,description,plan,assigneeRef' }),
  },
  {
    route: 'changes.file',
    needs: needs.permitted('change.create'),
    ask: () => ({
      body: { serviceRef: SERVICE, title: 'Another one', affects: [CART] },
    }),
  },
  {
    route: 'changes.file',
    when: 'assigned to oneself',
    needs: needs.takersOf('change.create'),
    ask: ({ caller }) => ({
      body: {
        serviceRef: SERVICE,
        title: 'Another one',
        assigneeRef: caller.ref || 'nobody',
      },
    }),
  },
  { route: 'changes.settings', needs: needs.signedIn },
  {
    route: 'changes.bulk',
    needs: needs.workOrAsk,
    statusOf: statusOfBulk,
    ask: async ({ record, make }) => ({
      body: {
        items: [{ id: (await make.change(record)).number }],
        patch: { title: 'Something else' },
      },
    }),
  },
  { route: 'changes.get', needs: needs.read, ask: ofChange() },
  patch('a field', { title: 'Something else' }, needs.workOrAsk),
  patch(
    'a field, once it is submitted',
    { title: 'Something else' },
    needs.work,
    'assess',
  ),
  patch('who works on it', { assigneeRef: 'user:default/sam' }),
  patch('who may see it', { visibility: 'restricted' }, needs.workOrAsk),
  ...transitions,
  {
    route: 'changes.assignToMe',
    needs: needs.workOfPeople,
    ask: ofChange(),
  },
  {
    route: 'changes.setAffected',
    needs: needs.workOrAsk,
    ask: ofChange(() => ({ body: { refs: [SERVICE] } })),
  },
  {
    route: 'changes.copy',
    needs: needs.readAndCreate('change.create'),
    ask: ofChange(),
  },
];
