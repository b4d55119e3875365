import { Zone } from '../../service-levels/workingTime/zone';
import { instantOfLocal, readLocalTime } from './localTime';
import {
  LONGEST_FREEZE_DAYS,
  LONGEST_MAINTENANCE_DAYS,
  readWindowLength,
} from './model';
import { nextTimesOf } from './occurrences';
import { readRule, RuleTimes } from './rule';
import type { WindowBody } from './schema';

const DAY_MS = 86_400_000;
/** Occurrences that are looked at to see whether they overlap; rules repeat themselves. */
const LOOKED_AT = 60;

/** What is wrong with a window, and where. */
export interface WindowFault {
  path: (string | number)[];
  message: string;
}

/**
 * What a schema cannot say of a window: that its rule can be read and ever begins, that no occurrence
 * begins before the one before it has ended, and that it is about something.
 */
export function windowFaults(body: WindowBody): WindowFault[] {
  const faults: WindowFault[] = [];
  const fault = (message: string, ...path: string[]) =>
    faults.push({ path, message: `${path.join('.')}: ${message}` });
  const { scope, kind } = body;

  if (
    !scope.all &&
    ![scope.services, scope.items, scope.owners, scope.tiers].some(
      list => list && list.length > 0,
    )
  )
    fault(
      'is about nothing; name services, items, owners or tiers, or set all: true',
      'scope',
    );
  if (scope.types && scope.types.every(t => scope.except?.types?.includes(t)))
    fault('excepts every type of change that it is about', 'scope', 'except');
  if (kind === 'freeze' && body.expectedImpact)
    fault('is for maintenance; a freeze takes nothing down', 'expectedImpact');
  if (kind === 'maintenance' && body.exceptionBy)
    fault('is for freezes; nobody has to allow maintenance', 'exceptionBy');
  if (kind === 'maintenance' && (scope.types || scope.except?.types))
    fault(
      'cannot depend on types of changes; leave types out for maintenance',
      'scope',
    );

  // What maintenance is about must be known item by item, to be announced on their pages.
  if (kind === 'maintenance' && scope.all)
    fault(
      'must be named for maintenance; give services, items or owners instead of all',
      'scope',
      'all',
    );
  if (kind === 'maintenance' && (scope.tiers || scope.except?.tiers))
    fault(
      'are for freezes; give services, items or owners for maintenance',
      'scope',
      'tiers',
    );

  const length = readWindowLength(body.duration)!;
  const longest =
    kind === 'freeze' ? LONGEST_FREEZE_DAYS : LONGEST_MAINTENANCE_DAYS;
  if (length.days * DAY_MS + length.exact > longest * DAY_MS)
    fault(
      `must be at most ${longest}d for ${
        kind === 'freeze' ? 'a freeze' : 'maintenance'
      }`,
      'duration',
    );
  if (faults.some(({ path }) => path[0] === 'duration')) return faults;
  if (body.rrule !== undefined) {
    const wrong = ruleFault(body);
    if (wrong) fault(wrong, 'rrule');
  }
  return faults;
}

function ruleFault(body: WindowBody): string | undefined {
  const { rule, fault } = readRule(body.rrule!);
  if (fault !== undefined) return fault;
  const start = readLocalTime(body.start)!;
  if (!new RuleTimes(start, rule).begins())
    return 'never begins: no day meets all of its parts in the years after the start; leave one of them out';
  const from = instantOfLocal(new Zone(body.timezone), start) - DAY_MS;
  const times = nextTimesOf(body, from, LOOKED_AT);
  if (times.length === 0)
    return 'ends before it begins; set UNTIL after the start';
  const early = times.find((time, i) => time.startsAt < times[i - 1]?.endsAt);
  return early
    ? `begins again at ${early.begins} before the time before it has ended; make the duration shorter or the rule rarer`
    : undefined;
}
