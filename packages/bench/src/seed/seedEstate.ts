import type { Knex } from 'knex';
import { estateServices } from '../backend/estate';
import { services, users } from '../backend/organisation';
import type { RunningPortal } from '../backend/runPortal';
import { copyRows } from './copyRows';
import { Random } from './random';
import { seedIncidents } from './seedIncidents';

const HOUR = 3_600_000;
const MONTHS = 24;
const KINDS = ['people', 'infrastructure'] as const;
/** Changes on the service that is looked at, and on others. */
const CHANGES = 40;

const COST_COLUMNS = [
  ...['id', 'service_ref', 'kind', 'minor', 'currency', 'words'],
  ...['words_by_ref', 'version', 'journal_head', 'created_at', 'updated_at'],
  ...['month', 'plan', 'source', 'external_id'],
];

/** The months up to the present one, e.g. `2026-11`. */
function months(now: Date): string[] {
  return Array.from({ length: MONTHS }, (_, n) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - n, 1))
      .toISOString()
      .slice(0, 7),
  );
}

/** Costs and budgets of every service in every month. Only their journal is not theirs. */
async function seedCosts(knex: Knex): Promise<void> {
  const random = new Random(MONTHS);
  const now = Date.now();
  const rows = estateServices.flatMap(ref =>
    months(new Date(now)).flatMap(month =>
      KINDS.flatMap(kind =>
        ['actual', 'budget'].map(plan => [
          ...[random.uuid(now), ref, kind, 10_000 + random.below(500_000)],
          ...['EUR', undefined, users[0], 1, 'seeded', now, now],
          ...[month, plan, 'seed', `${ref} ${month} ${kind} ${plan}`],
        ]),
      ),
    ),
  );
  await knex.transaction(tx => copyRows(tx, 'cost_lines', COST_COLUMNS, rows));
}

/**
 * Fills a migrated, empty database with 24 months of what happened to the services of an estate: incidents
 * with their journal, and costs.
 *
 * @param say - told how far it is
 */
export async function seedEstate(
  knex: Knex,
  incidents: number,
  say: (text: string) => void,
): Promise<void> {
  await seedIncidents(knex, incidents, say, estateServices);
  await seedCosts(knex);
  say(`costs of ${estateServices.length} services in ${MONTHS} months`);
}

/** What is written by hand in a portal: agreements, objectives, offerings, and changes to come. */
export async function fileOnEstate(portal: RunningPortal): Promise<void> {
  const [authorization] = await portal.authorizations();
  const call = async (method: string, path: string, body: object) => {
    const response = await fetch(`${portal.url}/api/itsm${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as any;
    if (!response.ok)
      throw new Error(`${path} answers ${JSON.stringify(answer)}`);
    return answer;
  };
  const define = (kind: string, key: string, body: object) =>
    call('PUT', `/definitions/${kind}/${key}`, { body });
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  await define('calendar', 'office', {
    name: 'Office hours',
    timeZone: 'UTC',
    week: Object.fromEntries(
      days.map(day => [day, [{ from: '08:00', to: '18:00' }]]),
    ),
  });
  await define('agreement', 'standard', {
    name: 'Standard',
    type: 'sla',
    items: services.slice(0, 100),
    availability: { target: '99.9%' },
    targets: [
      { metric: 'response', goals: [{ within: '1h', calendar: 'office' }] },
      { metric: 'resolution', goals: [{ within: '16h', calendar: 'office' }] },
    ],
  });
  for (const [n, service] of services.slice(0, 20).entries())
    await define('offering', `offering-${n}`, {
      service,
      name: `What service ${n} offers`,
      summary: 'It does what it says.',
      howToAsk: { incident: true },
      agreements: ['standard'],
      state: 'offered',
    });
  const begin = Math.ceil(Date.now() / HOUR) * HOUR;
  const iso = (at: number) => new Date(at).toISOString();
  for (let n = 0; n < CHANGES; n += 1) {
    const day = begin + (n + 1) * 24 * HOUR;
    const { number } = await call('POST', '/changes', {
      title: `Renew the certificates of pool ${n}`,
      serviceRef: services[n % 8],
      changeType: 'normal',
      justification: 'The old ones end.',
      plan: 'Put the new ones in.',
      rollbackPlan: 'Put the old ones back.',
      plannedStart: iso(day),
      plannedEnd: iso(day + 2 * HOUR),
    });
    await call('POST', `/changes/${number}/transitions`, {
      transition: 'submit',
    });
  }
}
