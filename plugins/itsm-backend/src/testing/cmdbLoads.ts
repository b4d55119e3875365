import { Readable } from 'stream';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import type { CiLoadResult } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { KernelParts } from '../kernel/buildKernel';
import { partsOf } from '../practices/cmdb/parts';

/** A class of servers, known by serial number or by name and environment. */
export const SERVER_CLASS = {
  name: 'Server',
  appliesTo: [{ kind: 'component', type: 'service' }],
  attributes: [
    { key: 'serial', label: 'Serial number', need: 'required' },
    {
      key: 'environment',
      label: 'Environment',
      type: 'choice',
      need: 'required',
      values: ['production', 'staging', 'test'],
    },
    {
      key: 'warranty-until',
      label: 'Warranty until',
      type: 'date',
      need: 'recommended',
    },
    { key: 'memory', label: 'Memory', type: 'number', unit: 'GB' },
    { key: 'cost-centre', label: 'Cost centre', pattern: 'CC-\\d{4}' },
    { key: 'virtual', label: 'Virtual', type: 'boolean' },
  ],
  identification: [['serial'], ['name', 'environment']],
};

const columns = [
  { from: 'Asset', to: 'externalId' },
  { from: 'Name', to: 'name' },
  { from: 'Serial No', to: 'serial' },
  { from: 'Env', to: 'environment', values: { prod: 'production' } },
  { from: 'Warranty', to: 'warranty-until', dateFormat: 'dd.MM.yyyy' },
  { from: 'RAM', to: 'memory', decimal: ',' },
  { from: 'Owner', to: 'owner' },
];

/** A spreadsheet of servers. */
export const EXCEL_SOURCE = {
  name: 'Spreadsheet',
  class: 'server',
  columns,
  onMissing: 'retire',
};

/** A hypervisor that answers JSON; what it says of memory counts before all others. */
export const VCENTER_SOURCE = {
  name: 'Hypervisor',
  precedence: 200,
  precedenceOf: { memory: 20 },
  class: 'server',
  columns: [
    { from: 'id', to: 'externalId' },
    { from: 'name', to: 'name' },
    { from: 'hardware.serial', to: 'serial', mayBeAbsent: true },
    { from: 'environment', to: 'environment', mayBeAbsent: true },
    { from: 'hardware.memoryGb', to: 'memory', mayBeAbsent: true },
    { from: 'title', to: 'title', mayBeAbsent: true },
  ],
  onMissing: 'stale',
};

/** The header of {@link EXCEL_SOURCE}. */
export const HEADER = 'Asset;Name;Serial No;Env;Warranty;RAM;Owner';

/** Tables of items, emptied for a story. */
export async function forgetItems(knex: Knex): Promise<void> {
  for (const table of [
    'ci_duplicates',
    'ci_identities',
    'ci_values',
    'ci_claims',
    'ci_load_problems',
    'ci_loads',
    'ci_items',
  ])
    await knex(table).delete();
}

/** Class and sources, and what loads into them. */
export async function loadingInto(kernel: KernelParts) {
  const define = (kind: string, key: string, body: object) =>
    kernel.definitionService.write(SYSTEM_CALLER, kind, key, { body });
  await define('ci-class', 'server', SERVER_CLASS);
  await define('ci-source', 'excel', EXCEL_SOURCE);
  await define('ci-source', 'vcenter', VCENTER_SOURCE);
  const parts = partsOf(kernel);
  const load = (
    source: string,
    rows: { csv: string } | { json: unknown },
    options: { dryRun?: boolean; complete?: boolean; allowMany?: boolean } = {},
  ): Promise<CiLoadResult> =>
    parts.loads.load(SYSTEM_CALLER, {
      source,
      dryRun: false,
      complete: false,
      allowMany: false,
      ...options,
      rows,
    });
  return {
    ...parts,
    define,
    load,
    csv: (lines: readonly string[], options?: Parameters<typeof load>[2]) =>
      load('excel', { csv: [HEADER, ...lines].join('\n') }, options),
    json: (items: readonly object[], options?: Parameters<typeof load>[2]) =>
      load('vcenter', { json: items }, options),
    /** What counts of an item, by key. */
    async valuesOf(ref: string): Promise<Record<string, unknown>> {
      const facts = (await parts.facts.attributesOf([ref])).get(ref);
      return Object.fromEntries(
        [...(facts?.values ?? [])].map(([key, { value }]) => [key, value]),
      );
    },
  };
}

/** A request as a body is read from it. */
export function requestOf(
  chunks: readonly Buffer[],
  headers: Record<string, string>,
): any {
  return Object.assign(Readable.from(chunks), {
    header: (name: string) => headers[name.toLowerCase()],
  });
}
