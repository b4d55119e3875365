import {
  portfolioReadPermission,
  serviceLevelsReadPermission,
  type CalendarBody,
  type Promised,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  type Caller,
  type ItsmKernel,
  type SupportHours,
  type SupportHoursReader,
} from '@callboard/plugin-itsm-node';
import { calendarKind } from '../calendars/calendarKind';
import type { CalendarService } from '../calendars/CalendarService';
import { openAt } from '../calendars/openAt';
import type { PromiseService } from '../promises/PromiseService';

/** The metrics that say when somebody answers, the likeliest first. */
const METRICS = ['response', 'resolution'] as const;

/**
 * The calendar of what is promised to all: the last goal, as those before it are for some records only,
 * e.g. around the clock for what is urgent.
 */
function calendarOf(promised: readonly Promised[]): string | undefined {
  const targets = promised
    .filter(({ agreement }) => agreement.type === 'sla')
    .flatMap(item => item.targets);
  const [first] = METRICS.flatMap(
    metric => targets.find(target => target.metric === metric) ?? [],
  );
  return first?.goals.at(-1)?.calendar;
}

/** Tells support hours by what is promised to customers. */
export class PromisedHours implements SupportHoursReader {
  constructor(
    private readonly deps: Pick<ItsmKernel, 'definitions' | 'clock'> & {
      promises: PromiseService;
      calendars: CalendarService;
    },
  ) {}

  async hoursOf(
    caller: Caller,
    ref: string,
  ): Promise<SupportHours | undefined> {
    const { promises, definitions, calendars, clock } = this.deps;
    if (
      !isPermitted(caller, serviceLevelsReadPermission) &&
      !isPermitted(caller, portfolioReadPermission)
    )
      return undefined;
    const { items } = await promises.of(caller, ref);
    const key = calendarOf(items);
    const calendar =
      key === undefined
        ? undefined
        : await definitions.find<CalendarBody>(calendarKind.kind, key);
    if (!calendar) return undefined;
    const { open, changesAt } = openAt(
      calendars.workingOf(calendar),
      clock.now(),
    );
    return {
      title: calendar.body.name,
      zone: calendar.body.timeZone,
      open,
      until: changesAt,
    };
  }
}
