import { copyFileSync, mkdtempSync, writeFileSync } from 'fs';
import { request } from 'http';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ImportRun } from '@callboard/plugin-itsm-common';
import { stringify } from 'csv-stringify/sync';
import type { RunningItsm } from '../../testing/startItsm';

const EXAMPLES = resolvePackagePath(
  '@callboard/plugin-itsm-backend',
  '../../examples/records',
);

/** Objectives, and services with the name that one only can hold. */
const MORE = {
  objectives: `description: Objectives
type: business-objective
instants: { format: iso, zone: UTC }
externalId: number
at: at
createdAt: at
actor: user:default/{actor}
creator: user:default/{actor}
status: { column: state, values: { draft: draft, active: active } }
fields:
  title: { column: title }
  intent: { column: intent }
  periodTo: { column: to, as: instant }
`,
  holders: `description: What holds an entity
type: service
instants: { format: iso, zone: UTC }
externalId: number
at: at
createdAt: at
actor: user:default/{actor}
creator: user:default/{actor}
status: { column: state, values: { operation: operation } }
fields:
  title: { column: title }
  boundRef: { column: entity }
`,
};

/** A folder with the mappings of the demo for services and needs, and {@link MORE}. */
export function mappingsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mappings-'));
  for (const name of ['demo-services.yaml', 'demo-demand.yaml'])
    copyFileSync(join(EXAMPLES, name), join(folder, name));
  for (const [name, text] of Object.entries(MORE))
    writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

const BEGUN = '2025-03-01T09:00:00Z';
const BEFORE_ALL = { number: '', state: '', at: BEGUN, opened_at: BEGUN };
const SERVICE =
  'step,actor,requester,title,purpose,entity,name,business_owner,customers,tier,value,expected,risk,cost,currency,start,live,retire,review,fit,reject_reason,retire_reason,successor,chartered_at,live_at,origin,owner,assignee';
const NEED =
  'step,actor,requester,title,who_for,why,source,customers,desired_by,value,value_reason,cost,cost_reason,risk,risk_reason,fit,fit_reason,evidence,answer,deferred_until,service,owner,assignee';

export type Cells = Record<string, string>;
const emptyOf = (columns: string): Cells => ({
  ...BEFORE_ALL,
  ...Object.fromEntries(columns.split(',').map(c => [c, ''])),
  ...{ actor: 'maria', requester: 'maria', title: 'zimported' },
});

/** A row of each file, of which one says what differs. */
export const serviceRow = (number: string, more: Cells = {}): Cells => ({
  ...emptyOf(SERVICE),
  ...{ number: `s${number}`, state: 'idea' },
  ...more,
});
export const needRow = (number: string, more: Cells = {}): Cells => ({
  ...emptyOf(NEED),
  ...{ number: `n${number}`, state: 'new' },
  ...more,
});
export const objectiveRow = (number: string, more: Cells = {}): Cells => ({
  ...{ number: `o${number}`, state: 'draft', at: BEGUN, actor: 'maria' },
  ...{ title: 'zimported', intent: '', to: '' },
  ...more,
});

/** Rows as a file; a row of one line is as it is. */
export function fileOf(rows: readonly (Cells | string)[]): string {
  const [first] = rows as Cells[];
  return [
    stringify([Object.keys(first)]),
    ...rows.map(row =>
      typeof row === 'string' ? `${row}\n` : stringify([Object.values(row)]),
    ),
  ].join('');
}

/** What came of an import, with its bad lines. */
export type Imported = ImportRun & {
  status: number;
  errors: { line: number; reason: string }[];
};

/** Imports as Maria. */
export function importing(itsm: RunningItsm) {
  const { port } = itsm.server.address() as AddressInfo;
  const path = (mapping: string) =>
    `/api/itsm/imports?mapping=${mapping}&source=sweep`;
  const headers = {
    Authorization: itsm.header('maria'),
    'Content-Type': 'text/csv',
  };
  return {
    async file(mapping: string, text: string): Promise<Imported> {
      const answer = await fetch(`http://localhost:${port}${path(mapping)}`, {
        method: 'POST',
        headers,
        body: text,
      });
      const last = JSON.parse((await answer.text()).trim().split('\n').pop()!);
      const { status } = answer;
      if (!last.id) return { ...last, status, errors: [] };
      const { body } = await itsm.as('maria').get(`/imports/${last.id}`);
      return { ...body, status };
    },
    /** Sends the beginning of a file, and hangs up once some of it was answered for. */
    async broken(mapping: string, text: string): Promise<void> {
      await new Promise<void>(done => {
        const sent = request(
          { port, path: path(mapping), method: 'POST', headers },
          answer => {
            answer.on('error', () => {});
            answer.once('data', () => sent.destroy());
          },
        );
        sent.on('error', () => {});
        sent.on('close', () => done());
        sent.write(text);
      });
    },
  };
}

/** A cell that is larger than anything. */
export const HUGE = 'y'.repeat(300_000);

/** Rows that cannot be imported, and what is said of each. */
export const WRONG_SERVICES: readonly [Cells | string, RegExp][] = [
  [serviceRow('w1', { tier: 'gold' }), /^tier: "gold" must be one of tier-1, /],
  [serviceRow('w2', { value: '9' }), /^valueScore: "9" must be one of 1, 2, /],
  [serviceRow('w3', { cost: '100' }), /^costCurrency: is missing; say which/],
  [
    serviceRow('w4', { cost: '100', currency: 'Taler' }),
    /^costCurrency: "TALER" is no currency; write one like EUR$/,
  ],
  [serviceRow('w5', { cost: '-5', currency: 'EUR' }), /must not be below 0/],
  [serviceRow('w6', { cost: 'much', currency: 'EUR' }), /"much" is no number/],
  [
    serviceRow('w7', { cost: '9'.repeat(20), currency: 'EUR' }),
    /^estimatedCost: \d+ is out of range/,
  ],
  [serviceRow('w8', { state: 'constructor' }), /"constructor" is no status/],
  [serviceRow('w9', { state: 'a\u0000b' }), /^state: "a\ufffdb" is no status/],
  [serviceRow('w10', { state: HUGE }), /^state: "y{80}…" is no status/],
  [
    serviceRow('w11', { entity: 'the shop' }),
    /^entityRef: "the shop" must be an entity reference like /,
  ],
  [serviceRow('w12', { at: '+275760-09-13T00:00:00Z' }), /^at: .* is no time/],
  [serviceRow('w13', { start: 'soon' }), /^start: "soon" is no time/],
  [serviceRow('w14', { step: 'first' }), /^step: "first" is no number/],
  [
    serviceRow('w15', { purpose: 'y'.repeat(60_000) }),
    /^purpose: must have at most 50,000 characters$/,
  ],
  [serviceRow('w16', { title: '' }), /^title: the row gives none/],
  ['sw17,idea,too few', /^has 3 columns where the header has 32/],
];

/** Rows that can, hostile and odd ones among them. */
export const GOOD_SERVICES: readonly Cells[] = [
  serviceRow('1', { cost: '5', currency: 'EUR', value: '5', tier: 'tier-2' }),
  serviceRow('2', { cost: '5', currency: 'usd' }),
  serviceRow('3', { cost: '5', currency: 'JPY', risk: '1' }),
  serviceRow('4', { title: '<img src=x onerror=alert(1)> zimported' }),
  serviceRow('5', { title: '=HYPERLINK("http://x","zimported")' }),
  serviceRow('6', { entity: 'system:default/zhidden' }),
  serviceRow('7', { entity: 'system:default/nowhere' }),
  // The same twice, and then what became of it.
  serviceRow('1', { cost: '5', currency: 'EUR', value: '5', tier: 'tier-2' }),
  serviceRow('1', { state: 'assessed', at: '2025-04-01T09:00:00Z' }),
];

/** Rows of the same form, and fields of some that are wrong. */
export const NEEDS: readonly Cells[] = [
  needRow('1', { source: 'customer', value: '5' }),
  needRow('2', { source: 'a friend' }),
  needRow('3', { fit: '0' }),
  needRow('4', { customers: '1.5' }),
  needRow('5', { why: '<script>alert(1)</script>', customers: '3' }),
];
export const WRONG_NEEDS = ['source', 'fitScore', 'customers'];

/** Services of which two hold the same entity. */
export const HOLDERS: readonly Cells[] = [1, 2, 3, 1, 5].map((held, i) => ({
  ...{ number: `h${i}`, at: BEGUN, actor: 'maria', state: 'operation' },
  ...{ title: 'zimported', entity: `system:default/zheld${held}` },
}));

/** Lists that tell of what was imported. */
export const LISTS: readonly string[] = [
  '/portfolio/records?limit=200&sort=estimatedCost',
  '/records/export?type=service',
  '/portfolio/demand?limit=200',
  '/portfolio/objectives?limit=200',
  '/portfolio/catalogue',
  '/search?q=zimported',
];
