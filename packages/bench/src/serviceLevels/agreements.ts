import type { BenchPortal } from '../portal';

/** A definition to be written. */
export interface Promised {
  kind: 'calendar' | 'agreement';
  key: string;
  body: Record<string, unknown>;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
const weekOf = (days: readonly string[], from: string, to: string) =>
  Object.fromEntries(days.map(day => [day, [{ from, to }]]));

/** Working time around the clock. */
export const ALWAYS: Promised = {
  kind: 'calendar',
  key: 'always',
  body: {
    name: 'Around the clock',
    timeZone: 'UTC',
    week: weekOf([...WEEKDAYS, 'saturday', 'sunday'], '00:00', '24:00'),
  },
};

const OFFICE: Promised = {
  kind: 'calendar',
  key: 'office',
  body: {
    name: 'Office hours in Berlin',
    timeZone: 'Europe/Berlin',
    week: weekOf(WEEKDAYS, '08:00', '18:00'),
    holidays: [{ country: 'DE', state: 'BE' }],
  },
};

const byPriority = (...hours: string[]) =>
  hours.map((within, i) => ({
    ...(i < hours.length - 1 && { when: { priority: i + 1 } }),
    within,
    calendar: i < 2 ? 'always' : 'office',
  }));

/** People are told when most of the time is used, and when all is. */
export const THRESHOLDS = [
  { at: '75%', actions: [{ do: 'notify', to: ['assignee', 'owner'] }] },
  { at: '100%', actions: [{ do: 'notify', to: ['owner'] }] },
];

/**
 * What a service desk agrees: two service level agreements, one before the other, by priority and with
 * office hours; one between all teams and one with a team that is slower; and a contract with a
 * supplier, whose clock runs while an incident waits for them.
 */
export const DESK: readonly Promised[] = [
  ALWAYS,
  OFFICE,
  {
    kind: 'agreement',
    key: 'standard',
    body: {
      name: 'For everybody',
      type: 'sla',
      targets: [
        { metric: 'response', goals: byPriority('15m', '1h', '4h', '8h') },
        {
          metric: 'resolution',
          goals: byPriority('4h', '8h', '20h', '40h'),
          thresholds: THRESHOLDS,
        },
      ],
    },
  },
  {
    kind: 'agreement',
    key: 'premium',
    body: {
      name: 'For what is paid better',
      type: 'sla',
      precedence: 10,
      scope: { category: { $in: ['26', '42', '53'] } },
      targets: [
        {
          metric: 'resolution',
          goals: byPriority('2h', '4h', '10h', '20h'),
          thresholds: THRESHOLDS,
        },
      ],
    },
  },
  {
    kind: 'agreement',
    key: 'between-teams',
    body: {
      name: 'What teams promise each other',
      type: 'ola',
      targets: [
        { metric: 'resolution', goals: byPriority('2h', '4h', '10h', '16h') },
      ],
    },
  },
  {
    kind: 'agreement',
    key: 'network-team',
    body: {
      name: 'What the network team promises',
      type: 'ola',
      precedence: 10,
      scope: { ownerRef: 'group:servicenow/70' },
      targets: [{ metric: 'resolution', goals: byPriority('24h') }],
    },
  },
  {
    kind: 'agreement',
    key: 'supplier',
    body: {
      name: 'Contract with the supplier',
      type: 'uc',
      scope: { holdReason: 'supplier' },
      targets: [
        {
          metric: 'resolution',
          goals: byPriority('8h'),
          pauseWhen: { statusCategory: 'open' },
        },
      ],
    },
  },
];

/** Writes what is promised, calendars first. @param from - since when it holds; else from now on */
export async function promise(
  portal: BenchPortal,
  all: readonly Promised[],
  from?: number,
): Promise<void> {
  for (const { kind, key, body } of all) {
    await portal.send('PUT', `/definitions/${kind}/${key}`, {
      body,
      ...(from !== undefined && { validFrom: new Date(from).toISOString() }),
    });
  }
}
