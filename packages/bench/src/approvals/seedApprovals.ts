import type { Knex } from 'knex';

const TEAMS = 20;
const USERS = 200;
const FIRST_NUMBER = 500_001;

/** Changes with their round, numbered from 0; `person` asked for it, `approver` decided. */
const SEEDED = `
  create temp table seeded on commit drop as
  select n, gen_random_uuid()::text as id, gen_random_uuid()::text as round_id,
    gen_random_uuid()::text as step_id, gen_random_uuid()::text as seat_id,
    n >= :decided as waits,
    cast(:begin as bigint) + cast(n as bigint) * 60000 as at,
    'group:default/team-' || lpad((n % ${TEAMS})::text, 3, '0') as team,
    'component:default/service-' || lpad((n % ${USERS})::text, 3, '0') as service,
    -- Of the team beside it: nobody decides on what they asked for.
    'user:default/person-' || lpad(((n + 1) % ${USERS})::text, 3, '0') as person,
    'user:default/person-' || lpad((n % ${USERS})::text, 3, '0') as approver
  from generate_series(0, :count - 1) n`;

const ROWS = [
  `insert into records (id, number, type, title, status, status_category, approval, service_ref,
     owner_ref, requester_ref, visibility, version, created_at, updated_at)
   select id, 'CHG-' || (${FIRST_NUMBER} + n), 'change', 'Renew certificate ' || n,
     case when waits then 'authorize' else 'closed' end, case when waits then 'waiting' else 'closed' end,
     case when waits then 'requested' else 'approved' end, service, team, person, 'internal', 3, at, at
   from seeded`,
  `insert into changes (record_id, change_type, planned_start, planned_end)
   select id, 'normal', at + 86400000, at + 90000000 from seeded`,
  `insert into participants (record_id, principal_ref, role, can_read, added_at)
   select id, team, 'approver', true, at from seeded`,
  `insert into approvals (id, record_id, round, purpose, state, policies, record_version, asked_by_ref,
     asked_at, decided_at)
   select round_id, id, 1, 'before', case when waits then 'asked' else 'approved' end, '[]', 2, person, at,
     case when waits then null else at + 1000 end from seeded`,
  `insert into approval_steps (id, approval_id, position, title, quorum, veto, state, opened_at,
     on_deadline, escalate_to)
   select step_id, round_id, 1, 'Owner of the service', 'any', true,
     case when waits then 'open' else 'approved' end, at, 'escalate', '[]' from seeded`,
  `insert into approval_seats (id, step_id, record_id, position, for_ref, why, escalated, state, opened_at,
     decided_by_ref, decided_at)
   select seat_id, step_id, id, 1, team, 'Owner of the service', false,
     case when waits then 'open' else 'approved' end, at, case when waits then null else approver end,
     case when waits then null else at + 1000 end from seeded`,
];

const entry = (kind: string, payload: string, where = 'true') => `
  insert into journal (subject_type, subject_id, kind, actor_id, audience, mode, command_id, at, recorded_at,
    status, payload, hash)
  select 'record', s.id, '${kind}', p.id, 'requester', 'enforce', gen_random_uuid()::text, s.at, s.at,
    case when s.waits then 'authorize' else 'closed' end, ${payload}::jsonb, md5(s.id || '${kind}')
  from seeded s join principals p on p.ref = s.person where ${where} order by s.n`;

const JOURNAL = [
  entry(
    'record.created',
    `jsonb_build_object('version', 1, 'type', 'change', 'changes', '[]'::jsonb)`,
  ),
  entry(
    'approval.asked',
    `jsonb_build_object('round', 1, 'approval', s.round_id)`,
  ),
  entry(
    'approval.decided',
    `jsonb_build_object('round', 1, 'seat', s.seat_id, 'decision', 'approve')`,
    'not s.waits',
  ),
];

/** Half of what waits was looked at by everybody who is asked, and was moved since. */
const LOOKS = `
  insert into approval_looks (record_id, principal_ref, position, at)
  select s.id, 'user:default/person-' || lpad(u::text, 3, '0'), (select max(position) from journal), s.at
  from seeded s cross join generate_series(0, ${USERS - 1}) u
  where s.waits and s.n % 40 < ${TEAMS} and u % ${TEAMS} = s.n % ${TEAMS}`;
const MOVED = entry(
  'record.changed',
  `jsonb_build_object('version', 3, 'changes', jsonb_build_array(
     jsonb_build_object('field', 'plannedEnd', 'before', s.at + 88000000, 'after', s.at + 90000000)))`,
  `s.waits and s.n % 40 < ${TEAMS}`,
);

/**
 * Adds changes that were decided about, and some that wait for each team, with their journal. Only the
 * chains of hashes are not theirs. Followers go on behind it: what they derive is not asked for.
 *
 * @param waiting - how many wait for every team, and so for each of its people
 */
export async function seedApprovals(
  knex: Knex,
  decided: number,
  waiting: number,
): Promise<void> {
  const count = decided + waiting * TEAMS;
  await knex.transaction(async tx => {
    const begin = Date.now() - count * 60_000;
    await tx.raw(SEEDED, { decided, count, begin });
    for (const sql of [...ROWS, ...JOURNAL, LOOKS, MOVED]) await tx.raw(sql);
    await tx.raw(
      'update followers set position = (select max(position) from journal)',
    );
  });
  await knex.raw('vacuum analyze');
}
