import type {
  CiHealth,
  CiTask,
  DueConfirmation,
  Finding,
  FindingCounts,
  Health,
  HealthGroup,
} from '@callboard/plugin-itsm-common';
import { FakeItsmApi } from '../../../../testing/fakeItsmApi';

type Answers = ConstructorParameters<typeof FakeItsmApi>[0];

export const DB = 'resource:default/db-01';
export const PLATFORM = 'group:default/platform';

/** What the references in answers are called. */
export const refs = {
  [DB]: { title: 'db-01', kind: 'resource', dangling: false },
  [PLATFORM]: { title: 'Platform', kind: 'group', dangling: false },
  'user:default/jonas': { title: 'Jonas', kind: 'user', dangling: false },
};

const counts = (changes: Partial<FindingCounts> = {}): FindingCounts => ({
  completeness: 0,
  correctness: 0,
  staleness: 0,
  compliance: 0,
  total: 0,
  excused: 0,
  ...changes,
});

/** Items of which most is well. */
export function aGroup(changes: Partial<HealthGroup> = {}): HealthGroup {
  return {
    title: 'All items',
    items: 55,
    scores: {
      overall: 83.9,
      completeness: 71.2,
      correctness: 99.9,
      staleness: 80,
    },
    findings: counts({ completeness: 12, staleness: 3, total: 15 }),
    trend: { since: '2026-02-01', overall: 2.4, completeness: -1.5 },
    ...changes,
  };
}

export const servers = aGroup({
  key: 'server',
  title: 'Server',
  items: 20,
  scores: { overall: 60, completeness: 41.5, correctness: 90 },
  findings: counts({ completeness: 9, correctness: 1, total: 10, excused: 2 }),
  trend: undefined,
});
export const services = aGroup({
  key: 'service',
  title: 'Service',
  items: 30,
  scores: { overall: 97, completeness: 95, correctness: 100 },
  findings: counts({ completeness: 3, total: 3 }),
});
const platform = aGroup({ ...servers, key: PLATFORM, title: 'Platform' });

/** How the data are. */
export function aHealth(changes: Partial<Health> = {}): Health {
  return {
    overall: aGroup(),
    groups: [],
    weights: { completeness: 2, correctness: 2, staleness: 1, compliance: 1 },
    evaluatedAt: '2026-03-01T03:00:00.000Z',
    waiting: 0,
    truncated: false,
    refs,
    ...changes,
  };
}

/** One finding: a server without its serial number. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: '0190f5f2-0000-7000-8000-00000000f001',
    ref: DB,
    title: 'db-01',
    kind: 'resource',
    class: 'server',
    ownerRef: PLATFORM,
    rule: 'attribute-required',
    ruleLabel: 'Required attribute missing',
    dimension: 'completeness',
    severity: 'high',
    field: 'serial',
    message: 'Serial number is missing',
    advice: 'Enter it on the page of the item, or have a source bring it.',
    since: '2026-02-20T09:00:00.000Z',
    ...changes,
  };
}
export const second = aFinding({
  id: '0190f5f2-0000-7000-8000-00000000f002',
  ref: 'resource:default/db-02',
  title: 'db-02',
  message: 'Memory is missing',
});

/** The health of one item. */
export function aCiHealth(changes: Partial<CiHealth> = {}): CiHealth {
  const check = {
    rule: 'owner-missing',
    label: 'No owner',
    dimension: 'completeness' as const,
    severity: 'high' as const,
    weight: 3,
    state: 'passed' as const,
    message: 'It has an owner',
  };
  return {
    ref: DB,
    title: 'db-01',
    class: 'server',
    scores: { overall: 62.5, completeness: 50, correctness: 100 },
    explained: ['Completeness is 50 %: 3 of 6 points.'],
    checks: [
      check,
      {
        ...check,
        rule: 'attribute-required',
        field: 'serial',
        state: 'failed',
        message: 'Serial number is missing',
      },
    ],
    findings: [aFinding()],
    confirmation: {
      everyDays: 90,
      confirmedAt: '2025-11-01T09:00:00.000Z',
      confirmedByRef: 'user:default/jonas',
      dueAt: '2026-01-30T09:00:00.000Z',
      due: true,
      canConfirm: true,
    },
    refs,
    ...changes,
  };
}

/** An item that waits to be confirmed. */
export function aDue(changes: Partial<DueConfirmation> = {}): DueConfirmation {
  return {
    ref: DB,
    title: 'db-01',
    kind: 'resource',
    class: 'server',
    ownerRef: PLATFORM,
    dueAt: '2026-01-30T09:00:00.000Z',
    scores: { overall: 62 },
    findings: 1,
    ...changes,
  };
}

/** A CI task as its page shows it. */
export function aTask(changes: Partial<CiTask> = {}): CiTask {
  return {
    id: '0190f5f2-0000-7000-8000-00000000c001',
    number: 'CIT-7',
    type: 'ci-task',
    title: 'db-01: Serial number is missing',
    status: 'open',
    statusCategory: 'open',
    priority: 3,
    ownerRef: PLATFORM,
    visibility: 'internal',
    version: 1,
    createdAt: '2026-03-01T09:00:00.000Z',
    updatedAt: '2026-03-01T09:00:00.000Z',
    ciRef: DB,
    rule: 'attribute-required',
    finding: 'Serial number is missing',
    advice: 'Enter it on the page of the item.',
    participants: [],
    viewer: {
      standing: ['worker'],
      canUpdate: true,
      canEdit: true,
      seesInternal: true,
      watches: false,
      transitions: [
        {
          name: 'complete',
          label: 'Done',
          to: 'done',
          required: [],
          optional: ['resolution'],
          allowed: true,
        },
      ],
    },
    refs,
    ...changes,
  };
}

const page = <T>(items: T[]) => ({ items, pageInfo: {}, refs });

/** A server with some health and whatever the test adds. */
export function aHealthApi(answers: Answers = {}): FakeItsmApi {
  return new FakeItsmApi({
    'cmdb.health': ({ query }) => {
      if (query?.groupBy === 'owner') return aHealth({ groups: [platform] });
      if (query?.groupBy)
        return aHealth({
          groups: query.owner ? [servers] : [servers, services],
        });
      return aHealth();
    },
    'cmdb.health.history': () => ({ days: [] }),
    'cmdb.health.rules': () => ({
      items: [
        {
          key: 'attribute-required',
          label: 'Required attribute missing',
          dimension: 'completeness',
          severity: 'high',
          weight: 3,
          looksFor: 'One check for each attribute that the class requires.',
        },
      ],
    }),
    'cmdb.classes.list': () => ({
      items: [
        {
          key: 'server',
          name: 'Server',
          type: 'server',
          appliesTo: [],
          attributes: [],
          identification: [],
        },
      ],
    }),
    'cmdb.findings.list': () => page([aFinding(), second]),
    'cmdb.confirmations.list': () =>
      page([aDue(), aDue({ ref: 'resource:default/db-02', title: 'db-02' })]),
    'cmdb.tasks.list': () => page([aTask()]),
    'cmdb.tasks.get': () => aTask(),
    'views.list': () => ({ items: [], refs: {} }),
    'fields.list': () => ({ items: [] }),
    'records.counts': () => ({ counts: {} }),
    ...answers,
  });
}

/** What was asked of a route, oldest first. */
export const asked = (api: FakeItsmApi, route: string) =>
  api.calls.filter(call => call.route === route);
