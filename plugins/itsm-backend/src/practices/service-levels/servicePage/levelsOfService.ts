import {
  portfolioReadPermission,
  serviceLevelsReadPermission,
  type AgreementBody,
  type HealthReason,
  type ObjectiveSummary,
  type OutageKind,
  type Promised,
  type ServicePromise,
} from '@callboard/plugin-itsm-common';
import {
  HealthGathered,
  isPermitted,
  servicesBehind,
  type Caller,
  type ItsmKernel,
  type ServiceView,
} from '@callboard/plugin-itsm-node';
import type { RunQueriesStore } from '../attainment/RunQueriesStore';
import type { ObjectiveBook } from '../objectives/ObjectiveBook';
import type { ObjectiveStore } from '../objectives/ObjectiveStore';
import { summaryOf } from '../objectives/present';
import type { OutageRow, OutageStore } from '../outages/OutageStore';
import type { PromiseService } from '../promises/PromiseService';
import {
  healthOfObjectives,
  LOOK_BACK_DAYS,
  promiseOfObjective,
  wordsAlone,
  promisesOfAvailability,
  promisesOfTimes,
} from './promisesKept';

const DAY_MS = 86_400_000;

const OUTAGE_HEALTH: Readonly<Record<OutageKind, HealthReason['health']>> = {
  outage: 'down',
  degradation: 'degraded',
  planned: 'maintenance',
};
const OUTAGE_WORDS: Readonly<Record<OutageKind, string>> = {
  outage: 'An outage is on record',
  degradation: 'A degradation is on record',
  planned: 'It is down as planned',
};

/** What the view is made from. */
export interface LevelsOfServiceDeps {
  promises: PromiseService;
  runs: RunQueriesStore;
  objectives: { book: ObjectiveBook; store: ObjectiveStore };
  outages: OutageStore;
}

type Kernel = Pick<ItsmKernel, 'definitions' | 'records'>;

const toCustomers = (items: readonly Promised[]) =>
  items.filter(({ agreement }) => agreement.type === 'sla');

const isGoingOn =
  (now: number) =>
  ({ begin, end }: OutageRow): boolean =>
    begin <= now && (end === undefined || end > now);

/**
 * What a service promises to its customers and whether it keeps that; outages and error budgets. Whoever
 * may see the catalogue of services may know what is promised to them: with `itsm.portfolio.read` alone
 * these are words, without how it goes.
 */
export function levelsOfService(
  kernel: Kernel,
  deps: LevelsOfServiceDeps,
): ServiceView {
  return {
    id: 'service-levels',
    permissions: [serviceLevelsReadPermission, portfolioReadPermission],
    tells: ['promises', 'health'],
    async read({ caller, ref, refs, now }) {
      if (!isPermitted(caller, serviceLevelsReadPermission))
        return isPermitted(caller, portfolioReadPermission)
          ? { promises: await inWords(kernel, deps.promises, caller, ref) }
          : {};
      const from = now - LOOK_BACK_DAYS * DAY_MS;
      const filter = { service: [...refs], type: ['sla' as const] };
      const [promised, agreements, counts, late, objectives, outages] =
        await Promise.all([
          deps.promises.of(caller, ref),
          kernel.definitions.list<AgreementBody>('agreement'),
          deps.runs.countPromises(caller, { ...filter, from, to: now + 1 }, [
            from,
            now + 1,
          ]),
          deps.runs.countLate(caller, 'agreement', filter, now),
          objectivesOf(deps.objectives, refs, now),
          deps.outages.within(refs, from, now + 1),
        ]);
      const lateOf = new Map(late.map(({ key, late: n }) => [key, n]));
      const times = toCustomers(promised.items).flatMap(item =>
        promisesOfTimes(
          item,
          metric =>
            counts.find(
              count =>
                count.agreementKey === item.agreement.key &&
                count.metric === metric,
            ),
          lateOf.get(item.agreement.key) ?? 0,
        ),
      );
      const own = outages.filter(({ entityRef }) => entityRef === ref);
      return {
        promises: [
          ...promisesOfAvailability(agreements, ref, own, { from, now }),
          ...objectives.map(promiseOfObjective),
          ...times,
        ],
        health: [
          ...(await goingOn(kernel, caller, outages, ref, now)),
          ...healthOfObjectives(objectives, ref),
        ],
      };
    },
    async healthOf({ caller, services, now }) {
      const told = new HealthGathered();
      if (!isPermitted(caller, serviceLevelsReadPermission))
        return told.byService;
      const { all, of } = servicesBehind(services, 'refs');
      const [objectives, outages] = await Promise.all([
        objectivesOf(deps.objectives, all, now),
        deps.outages.within(all, now, now + 1),
      ]);
      for (const { kind, entityRef } of outages.filter(isGoingOn(now)))
        told.add(of(entityRef), {
          health: OUTAGE_HEALTH[kind],
          words: OUTAGE_WORDS[kind],
        });
      for (const { ref, refs } of services) {
        const own = objectives.filter(o => refs.includes(o.entityRef!));
        for (const reason of healthOfObjectives(own, ref))
          told.add([ref], reason);
      }
      return told.byService;
    },
    async known({ caller, now }) {
      if (!isPermitted(caller, serviceLevelsReadPermission))
        return { unwell: [], well: [] };
      const [objectives, outages] = await Promise.all([
        objectivesOf(deps.objectives, undefined, now),
        deps.outages.goingOn(now),
      ]);
      const about = (those: readonly ObjectiveSummary[]) =>
        those.flatMap(({ entityRef }) => entityRef ?? []);
      const [well, unwell] = [true, false].map(isWell =>
        objectives.filter(
          objective =>
            healthOfObjectives([objective], '').every(
              ({ health }) => health === 'healthy',
            ) === isWell,
        ),
      );
      return {
        unwell: [...outages, ...about(unwell)],
        well: about(well),
      };
    },
  };
}

/** What agreements promise to customers, for people who may not know how it goes. */
async function inWords(
  { definitions }: Pick<Kernel, 'definitions'>,
  promises: PromiseService,
  caller: Caller,
  ref: string,
): Promise<ServicePromise[]> {
  const [{ items }, agreements] = await Promise.all([
    promises.of(caller, ref),
    definitions.list<AgreementBody>('agreement'),
  ]);
  return [
    ...promisesOfAvailability(agreements, ref, [], { from: 0, now: 1 }),
    ...toCustomers(items).flatMap(item =>
      promisesOfTimes(item, () => undefined, 0),
    ),
  ].map(wordsAlone);
}

/** Objectives of some entities, or of all, as they were measured last. */
async function objectivesOf(
  { book, store }: LevelsOfServiceDeps['objectives'],
  refs: readonly string[] | undefined,
  now: number,
): Promise<ObjectiveSummary[]> {
  const objectives = refs
    ? await book.ofEntities(refs)
    : (await book.all()).objectives;
  if (objectives.length === 0) return [];
  const keys = objectives.map(({ key }) => key);
  const [rows, running] = await Promise.all([
    store.some(keys),
    store.running(keys),
  ]);
  return objectives.map(objective => {
    const row = rows.get(objective.key);
    return summaryOf(
      objective,
      {
        // What was measured under other terms says nothing of this objective.
        row: row?.series === objective.series ? row : undefined,
        running: running.filter(a => a.objectiveKey === objective.key),
      },
      now,
    );
  });
}

/** Outages that go on, each with its record as far as the caller may read that. */
async function goingOn(
  kernel: Pick<Kernel, 'records'>,
  caller: Caller,
  outages: readonly OutageRow[],
  ref: string,
  now: number,
): Promise<HealthReason[]> {
  const running = outages.filter(isGoingOn(now));
  if (running.length === 0) return [];
  const numbers = await kernel.records.readableNumbers(
    caller,
    running.flatMap(({ recordId }) => recordId ?? []),
  );
  return running.map(({ kind, begin, recordId, entityRef }) => {
    const number = recordId && numbers.get(recordId);
    return {
      health: OUTAGE_HEALTH[kind],
      words: number ? `${OUTAGE_WORDS[kind]}, ${number}` : OUTAGE_WORDS[kind],
      ...(entityRef !== ref && { aboutRef: entityRef }),
      since: new Date(begin).toISOString(),
    };
  });
}
