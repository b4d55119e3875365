import type {
  CiAttributes,
  CiClassView,
  CiLoad,
  CiLoadResult,
  CiSource,
  LoadCounts,
} from '@callboard/plugin-itsm-common';
import { FakeItsmApi } from '../../../../testing/fakeItsmApi';

type Answers = ConstructorParameters<typeof FakeItsmApi>[0];

export const SERVER_A = 'resource:default/db-01';
export const SERVER_B = 'resource:default/db-01-2';

/** A class with an attribute of each type. */
export const serverClass: CiClassView = {
  key: 'server',
  name: 'Server',
  type: 'server',
  appliesTo: [{ kind: 'component', type: 'service' }],
  attributes: [
    { key: 'serial', label: 'Serial number', type: 'text', need: 'required' },
    {
      key: 'memory',
      label: 'Memory',
      type: 'number',
      need: 'required',
      unit: 'GB',
    },
    {
      key: 'tier',
      label: 'Tier',
      type: 'choice',
      need: 'recommended',
      values: ['gold', 'silver'],
    },
    {
      key: 'warranty-until',
      label: 'Warranty until',
      type: 'date',
      need: 'optional',
    },
    { key: 'console', label: 'Console', type: 'url', need: 'optional' },
  ],
  identification: [['serial'], ['name', 'tier']],
  staleAfterDays: 14,
};

export const noCounts: LoadCounts = {
  rows: 0,
  bad: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  restored: 0,
  stale: 0,
  retired: 0,
  conflicts: 0,
  duplicates: 0,
};

/** A load that went well. */
export function aLoad(changes: Partial<CiLoad> = {}): CiLoad {
  return {
    id: '0190f5f2-0000-7000-8000-00000000a001',
    source: 'vcenter',
    actorRef: 'user:default/priya',
    state: 'done',
    complete: true,
    counts: { ...noCounts, rows: 121, created: 3, unchanged: 118 },
    startedAt: '2026-03-02T08:00:00.000Z',
    finishedAt: '2026-03-02T08:00:04.000Z',
    ...changes,
  };
}

/** Virtual machines, fetched every hour. */
export function aSource(changes: Partial<CiSource> = {}): CiSource {
  return {
    key: 'vcenter',
    name: 'vCenter',
    description: 'Virtual machines',
    precedence: 20,
    precedenceOf: {},
    classes: ['server'],
    onMissing: 'retire',
    pulled: false,
    loads: true,
    items: 121,
    missing: 2,
    lastLoad: aLoad(),
    ...changes,
  };
}

export const byHand = aSource({
  key: 'portal',
  name: 'By hand',
  description: undefined,
  precedence: 0,
  classes: [],
  loads: false,
  items: 4,
  missing: 0,
  lastLoad: undefined,
});

/** What a load would do: one new item, one that changes, and what is left to people. */
export function aResult(changes: Partial<CiLoadResult> = {}): CiLoadResult {
  return {
    source: 'vcenter',
    dryRun: true,
    complete: false,
    counts: {
      ...noCounts,
      rows: 5,
      created: 1,
      updated: 1,
      unchanged: 1,
      bad: 1,
      conflicts: 1,
      duplicates: 1,
    },
    changes: [
      {
        effect: 'created',
        ref: 'resource:default/web-09',
        title: 'web-09',
        externalId: 'vm-9',
        changes: [{ key: 'serial', after: 'S-9', source: 'vcenter' }],
      },
      {
        effect: 'updated',
        ref: SERVER_A,
        title: 'db-01',
        externalId: 'vm-1',
        changes: [{ key: 'memory', before: 32, after: 64, source: 'vcenter' }],
      },
    ],
    conflicts: [
      {
        ref: SERVER_A,
        key: 'tier',
        source: 'portal',
        value: 'gold',
        others: [{ source: 'vcenter', value: 'silver' }],
      },
    ],
    duplicates: [
      {
        line: 4,
        externalId: 'vm-4',
        rule: ['serial'],
        refs: [SERVER_A, SERVER_B],
      },
    ],
    problems: [
      { line: 3, reason: 'Memory: must be a number like 12.5, not "lots"' },
    ],
    ...changes,
  };
}

/** What is known of a thing. */
export function someAttributes(
  changes: Partial<CiAttributes> = {},
): CiAttributes {
  return {
    ref: 'component:default/checkout',
    id: '0190f5f2-0000-7000-8000-00000000c001',
    class: 'server',
    state: 'active',
    owned: false,
    values: [
      {
        key: 'memory',
        value: 64,
        source: 'portal',
        since: '2026-03-01T10:00:00.000Z',
        others: [{ source: 'vcenter', value: 32 }],
      },
      {
        key: 'warranty-until',
        value: '2027-03-31',
        source: 'vcenter',
        since: '2026-03-01T10:00:00.000Z',
        others: [],
      },
    ],
    missing: [
      { key: 'serial', need: 'required' },
      { key: 'tier', need: 'recommended' },
    ],
    sources: [
      {
        key: 'portal',
        name: 'By hand',
        precedence: 0,
        precedenceOf: {},
        seenAt: '2026-03-01T10:00:00.000Z',
      },
      {
        key: 'vcenter',
        name: 'vCenter',
        precedence: 20,
        precedenceOf: {},
        seenAt: '2026-03-02T08:00:00.000Z',
        missingSince: '2026-03-03T08:00:00.000Z',
      },
    ],
    canUpdate: true,
    version: 3,
    refs: {},
    ...changes,
  };
}

/** The definition by which the rows of vCenter are read. */
export const mapping = {
  name: 'vCenter',
  class: 'server',
  columns: [
    { from: 'VM', to: 'externalId' },
    { from: 'Name', to: 'name', required: true },
    { from: 'Memory', to: 'memory', decimal: ',' },
    { from: 'Tier', to: 'tier', mayBeAbsent: true, values: { A: 'gold' } },
  ],
};

/** A server with one source, one class, and whatever the test adds. */
export const aCmdb = (answers: Answers = {}) =>
  new FakeItsmApi({
    'cmdb.sources.list': () => ({ items: [byHand, aSource()] }),
    'cmdb.classes.list': () => ({ items: [serverClass] }),
    'cmdb.cis.facets': () => ({
      kinds: [],
      classes: [{ class: 'server', name: 'Server', count: 121, more: false }],
      fromSources: { count: 121, more: false },
      total: { count: 121, more: false },
      lifecycles: [],
    }),
    'cmdb.loads.list': () => ({ items: [aLoad()], pageInfo: {} }),
    'definitions.get': () => ({ body: mapping }),
    'cmdb.attributes.get': () => someAttributes(),
    ...answers,
  });
