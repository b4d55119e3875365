import {
  RISK_FINDER_VALUES,
  type RiskFinder,
} from '@callboard/plugin-itsm-common';
import {
  impactServiceRef,
  promiseFeasibilityRef,
  SYSTEM_CALLER,
  type ItsmKernel,
  type NeededItem,
} from '@callboard/plugin-itsm-node';
import type { ContinuityBook } from '../continuity/ContinuityBook';
import type { RiskSettings } from '../settings';
import type { FactsStore } from './FactsStore';
import { slowDependencies, untested, withoutPlan } from './finders/continuity';
import { contractsThatEnd, type RunningContract } from './finders/contracts';
import { endsOfLife } from './finders/endOfLife';
import type { FoundRisk, Thing } from './finders/model';
import { withoutBackup } from './finders/noBackup';
import { servicesWithoutOwner } from './finders/noOwner';
import { infeasiblePromises } from './finders/promises';
import { singlePoints } from './finders/singlePoints';

const OFF = 'The practice that knows of it is switched off.';
const DAY = 86_400_000;
/** Contracts that are looked at, those that end first. */
const MOST_CONTRACTS = 500;
const A_PAGE = 100;

const pause = () => new Promise<void>(resolve => setImmediate(resolve));

/** What was found, and by whom: what a finder that did look no longer finds is gone. */
export interface RiskFindings {
  found: FoundRisk[];
  looked: RiskFinder[];
  skipped: { finder: RiskFinder; reason: string }[];
}

/**
 * Asks for the facts, a few statements for each kind of them whatever there is, and lets the finders look.
 * What is restricted is in none of the facts.
 */
export class RiskFinding {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'clock' | 'recordTypes' | 'records' | 'services'
    >,
    private readonly deps: {
      facts: FactsStore;
      book: ContinuityBook;
      settings: RiskSettings;
    },
  ) {}

  async look(): Promise<RiskFindings> {
    const { facts, book, settings } = this.deps;
    const now = this.kernel.clock.now();
    const graph = await this.#graph(await facts.things());
    const { things } = graph;
    const tools = { now, things };
    const services = [...things.values()].filter(
      ({ kind }) => kind === 'system' || kind === 'component',
    );
    const entries = await book.all(SYSTEM_CALLER);
    const promises = this.kernel.services.find(promiseFeasibilityRef);
    const contracts = await this.#contracts(now);
    const owners = await facts.owners([
      ...new Set(services.flatMap(({ ownerRef }) => ownerRef ?? [])),
    ]);
    const { endsWithinDays: withinDays, endAttributes, backup } = settings;
    const results: Record<RiskFinder, FoundRisk[] | string> = {
      'single-point': graph.items
        ? await singlePoints(graph.items, {
            ...tools,
            least: settings.leastServices,
            pause,
          })
        : OFF,
      'infeasible-promise': promises
        ? infeasiblePromises(await promises.infeasible(), tools)
        : OFF,
      'no-owner': servicesWithoutOwner(services, owners, tools),
      'end-of-life': graph.items
        ? endsOfLife({ ...tools, keys: endAttributes, withinDays })
        : OFF,
      'contract-ending': contracts
        ? contractsThatEnd(contracts, { ...tools, withinDays })
        : OFF,
      'no-continuity': withoutPlan(entries),
      'untested-recovery': untested(entries),
      'slow-dependency': graph.items ? slowDependencies(entries, tools) : OFF,
      'no-backup': graph.items
        ? withoutBackup(graph.items, { ...tools, ...backup })
        : OFF,
    };
    return {
      found: RISK_FINDER_VALUES.flatMap(finder => {
        const result = results[finder];
        return typeof result === 'string' ? [] : result;
      }),
      looked: RISK_FINDER_VALUES.filter(f => typeof results[f] !== 'string'),
      skipped: RISK_FINDER_VALUES.flatMap(finder => {
        const result = results[finder];
        return typeof result === 'string' ? [{ finder, reason: result }] : [];
      }),
    };
  }

  /** What needs what, and what the CMDB notes of it; without the CMDB only what there is. */
  async #graph(all: readonly Thing[]): Promise<{
    things: ReadonlyMap<string, Thing>;
    items?: readonly NeededItem[];
  }> {
    const things = new Map(all.map(thing => [thing.ref, thing]));
    const impact = this.kernel.services.find(impactServiceRef);
    if (!impact) return { things };
    const { endAttributes, backup } = this.deps.settings;
    const refs = [...things.keys()];
    const { items } = await impact.needed(SYSTEM_CALLER, refs, refs.length * 2);
    const { failing } = await impact.connections(SYSTEM_CALLER, {
      items: refs,
      others: [],
      attributes: [...endAttributes, backup.attribute],
    });
    for (const { ref, attributes } of failing) {
      const thing = things.get(ref);
      if (thing && attributes) things.set(ref, { ...thing, attributes });
    }
    return { things, items };
  }

  /** Contracts that are in force and end in the time that is looked at, or have ended. */
  async #contracts(now: number): Promise<RunningContract[] | undefined> {
    const { facts, settings } = this.deps;
    const { records, recordTypes } = this.kernel;
    const type = recordTypes.all().find(t => t.type === facts.contractType);
    if (!type?.fields.has('endAt')) return undefined;
    const until = new Date(now + settings.endsWithinDays * DAY).toISOString();
    const found: Awaited<ReturnType<typeof records.list>>['items'] = [];
    let cursor: string | undefined;
    do {
      const page = await records.list(SYSTEM_CALLER, {
        types: [type.type],
        category: ['open', 'waiting', 'resolved'],
        filter: {
          $all: [{ endAt: { $lt: until } }, { visibility: 'internal' }],
        },
        limit: A_PAGE,
        cursor,
      });
      found.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor && found.length < MOST_CONTRACTS);
    const linked = await facts.linkedWith(found.map(({ id }) => id));
    const servicesOf = ({ id, serviceRef }: (typeof found)[number]) => [
      ...(serviceRef ? [serviceRef] : []),
      ...(linked.get(id) ?? []),
    ];
    const names = await facts.called(found.flatMap(servicesOf));
    return found.map(record => ({
      number: record.number,
      title: record.title,
      ownerRef: record.ownerRef,
      endAt: record.endAt as number | undefined,
      noticeBy: record.noticeBy as number | undefined,
      renews: record.renewal === 'automatic',
      services: [
        ...new Set(servicesOf(record).map(ref => names.get(ref) ?? ref)),
      ],
    }));
  }
}
