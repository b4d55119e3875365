import { attainmentQuerySchema } from '@callboard/plugin-itsm-common';

const NOON = Date.UTC(2026, 2, 1, 12);
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString();

it.each([
  [{ from: iso(NOON), to: iso(NOON + 1_000) }, /at least an hour/],
  [{ from: iso(NOON - 36_600 * DAY), to: iso(NOON) }, /at most five years/],
  [{ from: iso(NOON), to: iso(NOON) }, /before the end of the period/],
  [{ from: 'yesterday' }, /must be an instant/],
  [{ by: 'colour' }, /Invalid/],
])('refuses the period %j', (query, said) => {
  const read = attainmentQuerySchema.safeParse(query);
  expect(read.error?.issues[0].message).toMatch(said);
});
