/** The columns of the export that the mapping `servicenow` reads, as its published copies have them. */
export const HEADER = [
  'number',
  'ident_state',
  'active',
  'reassignment_count',
  'reopen_count',
  'sys_mod_count',
  'made_sla',
  'caller_id',
  'opened_by',
  'opened_at',
  'sys_created_by',
  'sys_created_at',
  'sys_updated_by',
  'sys_updated_at',
  'contact_type',
  'location',
  'category',
  'category',
  'u_symptom',
  'cmdb_ci',
  'impact',
  'urgency',
  'priority',
  'assignment_group',
  'assigned_to',
  'knowledge',
  'u_priority_confirmation',
  'notify',
  'problem_id',
  'rfc',
  'vendor',
  'caused_by',
  'closed_code',
  'resolved_by',
  'resolved_at',
  'closed_at',
];

const WAY = [
  'New',
  'Active',
  'Active',
  'Awaiting User Info',
  'Resolved',
  'Closed',
];
const MINUTE = 60_000;
const START = Date.UTC(2025, 0, 1);

function stamp(instant: number): string {
  const d = new Date(instant);
  const two = (n: number) => String(n).padStart(2, '0');
  const date = `${d.getUTCDate()}/${d.getUTCMonth() + 1}/${d.getUTCFullYear()}`;
  return `${date} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

/**
 * A made-up event log of about that many rows, the same on every run: six events an incident,
 * spread over people, groups and categories about as unevenly as a real desk's.
 */
export function syntheticLog(rows: number): string[][] {
  let seed = 42;
  // Numerical Recipes' linear congruential generator: any spread will do, but always the same.
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) ** 2 * below);
  };
  const log: string[][] = [];
  for (let incident = 0; log.length < rows; incident++) {
    const opened = START + incident * 15 * MINUTE;
    const caller = random(5000);
    const resolved = opened + (60 + random(3000)) * MINUTE;
    WAY.forEach((state, i) => {
      const at = opened + Math.round(((resolved - opened) * i) / 4);
      log.push([
        String(incident).padStart(7, '0'),
        state,
        String(i < 5),
        String(random(4)),
        '0',
        String(i),
        'true',
        String(caller),
        String(random(200)),
        stamp(opened),
        '?',
        '?',
        String(random(800)),
        stamp(at),
        'Phone',
        String(random(200)),
        String(random(59)),
        String(random(250)),
        String(random(500)),
        '?',
        '2',
        '2',
        '3',
        String(random(79)),
        i === 0 ? '?' : String(random(230)),
        'false',
        'false',
        'Do Not Notify',
        '?',
        '?',
        '?',
        '?',
        String(random(17)),
        String(random(210)),
        stamp(resolved),
        stamp(resolved + 1440 * MINUTE),
      ]);
    });
  }
  return log.slice(0, rows);
}
