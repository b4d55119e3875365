import {
  PORTFOLIO_PARTS,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { services, teamOf, teams, users } from '../backend/organisation';

const STATES = Object.values(PORTFOLIO_PARTS).flat();
const AT_ONCE = 100;
const BEGAN = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

const idOf = (n: number) =>
  `019b7000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Which one of its team's services it is: each team has them of all kinds. */
const turnOf = (n: number) => Math.floor(n / teams.length);

/** Puts services of all states into the portfolio; what is there already stays. */
export async function seedServices(knex: Knex, count: number): Promise<void> {
  const there = await knex('services').count({ n: '*' }).first();
  for (let from = Number(there?.n ?? 0); from < count; from += AT_ONCE) {
    const places = Array.from(
      { length: Math.min(AT_ONCE, count - from) },
      (_, i) => from + i,
    );
    const ids = places.map(n => idOf(n));
    await knex('records').insert(
      places.map((n, i) => {
        const status = STATES[turnOf(n) % STATES.length];
        return {
          id: ids[i],
          number: `SVC-${1000 + n}`,
          type: 'service',
          title: `Service ${n} of the portfolio`,
          status,
          status_category: serviceLifecycle.states[status].category,
          owner_ref: teamOf(n),
          requester_ref: users[n % users.length],
          visibility: 'internal',
          version: 1,
          created_at: BEGAN + n * DAY,
          updated_at: BEGAN + n * DAY,
        };
      }),
    );
    await knex('services').insert(
      places.map((n, i) => ({
        record_id: ids[i],
        purpose: `What service ${n} does for whom`,
        entity_ref: services[n % services.length],
        // The first of each entity holds it.
        bound_ref: n < services.length ? services[n] : null,
        tier: `tier-${1 + (turnOf(n) % 4)}`,
        value_score: 1 + (turnOf(n) % 5),
        risk_score: 1 + ((turnOf(n) * 3) % 5),
        estimated_cost: (n * 7919) % 10_000_000,
        cost_currency: 'EUR',
        business_owner_ref: users[(n * 7) % users.length],
        planned_live: BEGAN + n * DAY,
        origin: 'idea',
      })),
    );
  }
}
