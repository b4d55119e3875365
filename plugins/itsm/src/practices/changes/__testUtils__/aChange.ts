import type { Change, ChangeSummary } from '@callboard/plugin-itsm-common';
import { FakeItsmApi } from '../../../testing/fakeItsmApi';

export const checkout = 'component:default/checkout';

/** A change as lists show it. */
export function aChange(changes: Partial<ChangeSummary> = {}): ChangeSummary {
  return {
    id: '0190f5f2-0000-7000-8000-000000000088',
    number: 'CHG-88',
    type: 'change',
    title: 'Upgrade the orders database',
    status: 'draft',
    statusCategory: 'draft',
    serviceRef: checkout,
    ownerRef: 'group:default/payments',
    visibility: 'internal',
    version: 3,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    changeType: 'normal',
    expectedImpact: 'none',
    ...changes,
  };
}

/** What somebody who works on it may take from a draft. */
const offer = (
  name: string,
  label: string,
  to: string,
  required: string[],
) => ({
  name,
  label,
  to,
  required,
  optional: [],
  allowed: true,
});

/** A change as its page shows it, to somebody who works on it. */
export function aWholeChange(changes: Partial<Change> = {}): Change {
  return {
    ...aChange(),
    affects: [],
    warnings: [],
    participants: [],
    refs: {},
    viewer: {
      standing: ['worker'],
      canUpdate: true,
      canEdit: true,
      seesInternal: true,
      watches: false,
      transitions: [
        offer('submit', 'Submit', 'assess', [
          'justification',
          'plan',
          'rollbackPlan',
          'plannedStart',
          'plannedEnd',
        ]),
        offer('start-emergency', 'Start now', 'implement', []),
      ],
    },
    ...changes,
  };
}

/** A page of changes. */
export const aPage = (items: ChangeSummary[] = []) => ({
  items,
  pageInfo: {},
  total: items.length,
  refs: {},
});

/** A server with whatever the test adds. */
export function aServer(
  answers: ConstructorParameters<typeof FakeItsmApi>[0] = {},
) {
  return new FakeItsmApi({
    'changes.list': () => aPage(),
    'changes.windows.standing': () => ({ items: [], refs: {} }),
    'records.counts': ({ body }: any) => ({
      counts: Object.fromEntries(
        Object.keys(body.queries).map((name, i) => [name, i]),
      ),
    }),
    'views.list': () => ({ items: [], refs: {} }),
    'fields.list': () => ({ items: [] }),
    'templates.list': () => ({ items: [] }),
    'approvals.inbox': () => ({ items: [], pageInfo: {}, refs: {} }),
    ...answers,
  });
}
