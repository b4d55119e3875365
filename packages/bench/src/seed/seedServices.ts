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

const record = (values: {
  id: string;
  number: string;
  type: string;
  title: string;
  status: string;
  status_category: string;
  owner_ref: string;
  at: number;
}) => {
  const { at, ...rest } = values;
  return {
    ...rest,
    visibility: 'internal',
    version: 1,
    created_at: at,
    updated_at: at,
  };
};

/** A business objective of each team, which all its services serve. */
async function seedObjectives(knex: Knex, count: number): Promise<void> {
  if (await knex('business_objectives').first('record_id')) return;
  const objectiveOf = (team: number) => idOf(1_000_000 + team);
  await knex('records').insert(
    teams.map((owner, team) =>
      record({
        id: objectiveOf(team),
        number: `OBJ-${1000 + team}`,
        type: 'business-objective',
        title: `What team ${team} is to reach`,
        status: 'active',
        status_category: 'open',
        owner_ref: owner,
        at: BEGAN,
      }),
    ),
  );
  await knex('business_objectives').insert(
    teams.map((_, team) => ({ record_id: objectiveOf(team) })),
  );
  for (let from = 0; from < count; from += AT_ONCE)
    await knex('links').insert(
      Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => ({
        id: idOf(2_000_000 + from + i),
        kind: 'serves',
        from_id: idOf(from + i),
        to_id: objectiveOf((from + i) % teams.length),
        created_at: BEGAN,
      })),
    );
}

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
          ...record({
            id: ids[i],
            number: `SVC-${1000 + n}`,
            type: 'service',
            title: `Service ${n} of the portfolio`,
            status,
            status_category: serviceLifecycle.states[status].category,
            owner_ref: teamOf(n),
            at: BEGAN + n * DAY,
          }),
          requester_ref: users[n % users.length],
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
  await seedObjectives(knex, count);
}
