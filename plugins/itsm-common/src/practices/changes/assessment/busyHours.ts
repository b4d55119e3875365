import { WorkingTime } from '../../service-levels/workingTime/WorkingTime';
import type { TimeSpan } from './model';
import type { RiskModel } from './riskModel';

type BusyHours = NonNullable<NonNullable<RiskModel['window']>['busyHours']>;

/** Reckoning a year takes milliseconds: one for each model is kept as long as the model. */
const kept = new WeakMap<BusyHours, WorkingTime>();

/** How much of a span lies within busy hours, in milliseconds. */
export function busyWithin({ from, to }: TimeSpan, hours: BusyHours): number {
  let time = kept.get(hours);
  if (!time) {
    const span = [{ from: hours.from, to: hours.to }];
    time = new WorkingTime({
      timeZone: hours.timezone,
      week: Object.fromEntries(hours.days.map(day => [day, span])),
    });
    kept.set(hours, time);
  }
  return time.between(from, to);
}
