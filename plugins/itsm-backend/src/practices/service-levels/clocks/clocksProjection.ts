import type { Agreed } from '@callboard/plugin-itsm-common';
import type { DueWork, Projection } from '@callboard/plugin-itsm-node';
import type { CountedRuns } from '../counted/CountedRuns';
import { agreedAnew } from './agreedAnew';
import type { ClockStore } from './ClockStore';
import type { Clocks } from './Clocks';
import { CLOCK_KINDS, concernsClocks, SERVICE_FACTS } from './momentsOf';
import { factsChanged, serviceOf, SERVICE_KINDS } from './serviceFacts';

const DEFINITIONS = /^(agreement|calendar)\//;

/**
 * Keeps the copy of all clocks. It follows the journal after the commit and not inside the command,
 * so that a fault in an agreement cannot keep an incident from being filed; what it makes can be
 * emptied and made again. What came of runs is counted in the same transaction. When something is agreed anew, all open records are looked at again, as due
 * work by some hundred.
 *
 * @param recordTypes - names of the types of records, for the kinds of their facts
 */
export function clocksProjection(
  clocks: Clocks,
  store: ClockStore,
  due: DueWork,
  counted: CountedRuns,
  recordTypes: readonly string[],
): Projection {
  let agreed: Agreed | undefined;
  return {
    id: 'service-levels.clocks',
    title: 'Clocks of service levels',
    kinds: [
      ...CLOCK_KINDS,
      ...recordTypes.map(type => `${type}${SERVICE_FACTS}`),
      ...SERVICE_KINDS,
      'definition.written',
      'definition.removed',
    ],
    async prepare() {
      agreed = await clocks.prepare();
    },
    async apply(tx, entries) {
      const records = new Set(
        entries
          .filter(e => e.subjectType === 'record' && concernsClocks(e.kind))
          .map(e => e.subjectId),
      );
      if (records.size > 0) await clocks.refresh(tx, [...records], agreed!);
      const services = new Map(
        entries.flatMap(entry => {
          const ref = serviceOf(entry);
          return ref === undefined ? [] : [[ref, entry] as const];
        }),
      );
      const again = [...services].map(([ref, entry]) =>
        factsChanged(ref, '', entry.recordedAt),
      );
      if (again.length > 0) await due.schedule(again, tx);
      const changed = entries.filter(
        e => e.subjectType === 'definition' && DEFINITIONS.test(e.subjectId),
      );
      if (changed.length === 0) return;
      // Now, and when each begins to hold.
      const instants = new Set(
        changed.map(e => Math.max(Number(e.payload.validFrom ?? 0), e.at)),
      );
      await due.schedule(
        [...instants].map(at => agreedAnew(at, '')),
        tx,
      );
    },
    async reset(tx) {
      await counted.clear(tx);
      await store.clear(tx);
    },
  };
}
