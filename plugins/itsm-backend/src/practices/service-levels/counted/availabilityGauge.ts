import {
  recordedAvailability,
  type OutageSpan,
} from '@callboard/plugin-itsm-common';
import type { Clock, Gauge } from '@callboard/plugin-itsm-node';
import type { ObjectiveBook } from '../objectives/ObjectiveBook';
import type { OutageStore } from '../outages/OutageStore';

/** As formulas name it. */
export const AVAILABILITY = 'service-levels.availability';

type Period = { from: number; to: number };

/** What the number is made from. */
export interface AvailabilityDeps {
  outages: Pick<OutageStore, 'within' | 'entities'>;
  objectives: Pick<ObjectiveBook, 'all'>;
  clock: Clock;
}

/** How much services were there in a period: their mean. Not told of what has not begun. */
function pointOf(
  byService: ReadonlyMap<string, readonly OutageSpan[]>,
  services: readonly string[],
  { from, to }: Period,
  now: number,
) {
  if (from >= now || services.length === 0) return { count: services.length };
  const sum = services.reduce(
    (all, ref) =>
      all +
      recordedAvailability(byService.get(ref) ?? [], from, to, now)
        .availability,
    0,
  );
  return {
    value: sum / services.length,
    count: services.length,
    numerator: sum,
  };
}

/**
 * Availability by outages on record, the same as on the page of a service. It is reckoned when
 * somebody asks, so that what is put right later is right at once, in past periods too. An outage
 * counts also if its record is restricted: that a service was down is no secret, and the record is not
 * named.
 */
export function availabilityGauge(deps: AvailabilityDeps): Gauge {
  const { outages, objectives, clock } = deps;

  /** The services that are asked about, without doubles; all that availability is kept of if none are. */
  async function servicesOf(
    where: Readonly<Record<string, readonly string[]>>,
  ): Promise<string[]> {
    const { serviceRef } = where;
    if (serviceRef) return [...new Set(serviceRef)];
    const [recorded, book] = await Promise.all([
      outages.entities(),
      objectives.all(),
    ]);
    const promised = book.objectives.flatMap(({ measure, entityRef }) =>
      measure?.source === 'records' && entityRef ? [entityRef] : [],
    );
    return [...new Set([...recorded, ...promised])].sort();
  }

  async function outagesOf(services: readonly string[], span: Period) {
    const byService = new Map<string, OutageSpan[]>();
    for (const outage of await outages.within(services, span.from, span.to)) {
      const own = byService.get(outage.entityRef) ?? [];
      byService.set(outage.entityRef, own);
      own.push(outage);
    }
    return byService;
  }

  return {
    gauge: AVAILABILITY,
    dimensions: [{ key: 'serviceRef', label: 'Service', entity: true }],
    async points(periods, where) {
      if (periods.length === 0) return [];
      const services = await servicesOf(where);
      const byService = await outagesOf(services, {
        from: Math.min(...periods.map(({ from }) => from)),
        to: Math.max(...periods.map(({ to }) => to)),
      });
      const now = clock.now();
      return periods.map(period => pointOf(byService, services, period, now));
    },
    async groups(period, _by, where, top) {
      const services = await servicesOf(where);
      const byService = await outagesOf(services, period);
      const now = clock.now();
      return services
        .map(group => ({
          group,
          ...pointOf(byService, [group], period, now),
        }))
        .filter(({ value }) => value !== undefined)
        .sort((a, b) => a.value! - b.value!)
        .slice(0, top);
    },
  };
}
