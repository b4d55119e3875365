import { OUTAGE_WEIGHTS, downtimeOf } from '@callboard/plugin-itsm-common';
import type { Counted, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { OutageSource } from '../objectives/indicators/OutageSource';
import type { ObjectiveParts } from '../objectives/parts';
import type { OutageParts } from '../outages/parts';
import type { OutageRow, OutageStore } from '../outages/OutageStore';
import { availabilityGauge } from './availabilityGauge';
import { CountedRuns } from './CountedRuns';
import { CountedStore } from './CountedStore';
import { errorBudgetGauge } from './errorBudgetGauge';
import { slaHeldKind, slaRunKind } from './kinds';
import { serviceLevelKpis } from './kpis';

/** Counts what comes of runs. */
export function buildCountedRuns(
  kernel: Pick<ItsmKernel, 'database' | 'facts' | 'clock'>,
): CountedRuns {
  const store = new CountedStore(kernel.database);
  return new CountedRuns({ store, facts: kernel.facts, clock: kernel.clock });
}

/** Outages of entities, read at once. */
async function outagesOf(
  store: Pick<OutageStore, 'within'>,
  refs: readonly string[],
  from: number,
  to: number,
): Promise<OutageSource> {
  const rows = await store.within(refs, from, to);
  const byEntity = new Map<string, OutageRow[]>();
  for (const row of rows)
    byEntity.set(row.entityRef, [...(byEntity.get(row.entityRef) ?? []), row]);
  return {
    downtime: async (ref, begin, end) =>
      downtimeOf(byEntity.get(ref) ?? [], begin, end, end).map(
        ({ kind, ...span }) => ({ ...span, weight: OUTAGE_WEIGHTS[kind] }),
      ),
  };
}

/** What service levels count. */
export function serviceLevelsCounted(
  kernel: Pick<ItsmKernel, 'clock'>,
  parts: { objectives: ObjectiveParts; outages: OutageParts },
): Counted {
  const { clock } = kernel;
  const { objectives, outages } = parts;
  const { book, store, measurements } = objectives;
  return {
    kinds: [slaRunKind, slaHeldKind],
    gauges: [
      availabilityGauge({ outages: outages.store, objectives: book, clock }),
      errorBudgetGauge({
        objectives: book,
        stood: store,
        measurements,
        outagesOf: (refs, from, to) => outagesOf(outages.store, refs, from, to),
        clock,
      }),
    ],
    kpis: serviceLevelKpis,
  };
}
