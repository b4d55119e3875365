import { NotFoundError } from '@backstage/errors';
import {
  certaintyOf,
  importanceOf,
  minutesOf30Days,
  stepsOf,
  type AgreementBody,
  type CalendarBody,
  type ExplainedTime,
  type FeasibilityExplanation,
  type FeasibilityPage,
  type FeasibilityQuery,
  type Feasible,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import {
  impactServiceRef,
  type Caller,
  type ItsmKernel,
  type NeededItems,
} from '@callboard/plugin-itsm-node';
import type { AgreedBook } from '../agreements/AgreedBook';
import type { FactFields } from '../agreements/FactFields';
import type { ObjectiveBook } from '../objectives/ObjectiveBook';
import { Promised } from './availability';
import { byPlace, placeOf, readCursor, writeCursor } from './cursor';
import {
  itemsOf,
  promisesIn,
  type Promises,
  type WrittenAgreement,
} from './made';
import { Times, WorstCases, type SupposedFacts } from './times';

const DEFAULT_LIMIT = 50;
/** Items whose promises are looked at. */
const MOST_ITEMS = 1_000;
/** What is shown of long lists; their lengths are told. */
const MOST_UNKNOWN = 50;
const MOST_IMPROVED = 10;
/** How long verdicts are used for those who may see everything: dependencies may be as old. */
const KEPT_MS = 15_000;
/** Items that are reckoned before others have their turn. */
const AT_ONCE = 20;

const pause = () => new Promise(resolve => setImmediate(resolve));

/** Everything that is promised. */
interface Made extends Promises {
  agreements: readonly WrittenAgreement[];
  calendarNames: ReadonlyMap<string, string>;
  /** Of all that it was read from; it changes when that does. */
  versions: string;
}

/** Promises with their verdicts, in no order. */
interface Found {
  promises: readonly Feasible[];
  truncated: boolean;
  wholeCatalog: boolean;
}

/** Promises of some items and what is behind them, as a caller may see it. */
interface World {
  made: Made;
  promised: Promised;
  times: Times;
  /** Whether it is known what items need. */
  knowsNeeds: boolean;
}

/** Whether promises can be kept, as far as the promises behind them say. */
export interface FeasibilityService {
  /** Promises, the worst first. What the caller may not see is left out, and counts as up. */
  list(caller: Caller, query: FeasibilityQuery): Promise<FeasibilityPage>;
  /** How the verdicts about an item come about. @throws NotFoundError */
  explain(caller: Caller, entityRef: string): Promise<FeasibilityExplanation>;
}

/** Asks the practice `cmdb` what items need, and reckons. Nothing is stored. */
export class DefaultFeasibilityService implements FeasibilityService {
  readonly #worstCases = new WorstCases();
  #kept?: { versions: string; at: number; found: Promise<Found> };

  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      | 'authorizer'
      | 'catalog'
      | 'catalogAccess'
      | 'clock'
      | 'definitions'
      | 'services'
    > & {
      book: AgreedBook;
      objectives: Pick<ObjectiveBook, 'all'>;
      fields: Pick<FactFields, 'read'>;
    },
  ) {}

  async list(
    caller: Caller,
    query: FeasibilityQuery,
  ): Promise<FeasibilityPage> {
    const { limit = DEFAULT_LIMIT, cursor, ...question } = query;
    const after = cursor && readCursor(cursor, question);
    const found = await this.#found(caller, query.entity);
    const { verdict, agreement, objective } = query;
    const isOf = ({ source: { kind, key } }: Feasible) =>
      (agreement === undefined ||
        (kind === 'agreement' && key === agreement)) &&
      (objective === undefined || (kind === 'objective' && key === objective));
    const all = found.promises.filter(isOf);
    const counts = { infeasible: 0, unknown: 0, feasible: 0 };
    for (const one of all) counts[one.verdict] += 1;
    const wanted = all
      .filter(one => verdict === undefined || one.verdict === verdict)
      .sort((a, b) => byPlace(placeOf(a), placeOf(b)))
      .filter(one => !after || byPlace(placeOf(one), after) > 0);
    const items = wanted.slice(0, limit);
    const last = items[items.length - 1];
    return {
      items,
      pageInfo:
        items.length < wanted.length
          ? { nextCursor: writeCursor(placeOf(last), question) }
          : {},
      counts,
      truncated: found.truncated,
      wholeCatalog: found.wholeCatalog,
      refs: await this.deps.catalog.describe(items.map(i => i.entityRef)),
    };
  }

  async explain(
    caller: Caller,
    entityRef: string,
  ): Promise<FeasibilityExplanation> {
    const world = await this.#world(caller, await this.#made(), [entityRef]);
    const { promised, made, knowsNeeds } = world;
    const { needed } = promised;
    if (needed.asked.length === 0) {
      throw new NotFoundError(
        `entity: there is no ${entityRef} in the catalog, or you may not see it`,
      );
    }
    const times = world.times.of(entityRef);
    const behind = promised.behind(entityRef);
    const steps = behind.arithmetic ? stepsOf(behind.arithmetic) : [];
    const unknown = behind.unknown.slice(0, MOST_UNKNOWN);
    const improve = importanceOf(behind)
      .slice(0, MOST_IMPROVED)
      .map(({ ref, birnbaum, gain }) => ({
        ref,
        birnbaum,
        gainMinutes: minutesOf30Days(gain),
      }));
    const counted = promised.countedBehind(entityRef);
    const refs = await this.#describe(promised, [
      entityRef,
      ...unknown,
      ...steps.flatMap(({ ref, refs: some = [] }) => [ref, ...some]),
      ...improve.map(({ ref }) => ref),
      ...counted.map(({ ref }) => ref),
      ...times.flatMap(time => time.behind.map(({ itemRef }) => itemRef)),
    ]);
    return {
      entityRef,
      wholeCatalog: needed.wholeCatalog,
      ...(knowsNeeds && {
        availability: {
          promises: made.own
            .filter(promise => promise.entityRef === entityRef)
            .map(promise => promised.judge(promise)),
          low: behind.low,
          high: behind.high,
          items: promised.itemsBehind(entityRef),
          truncated: needed.truncated,
          steps,
          counted,
          unknown: { total: behind.unknown.length, refs: unknown },
          improve,
        },
      }),
      times,
      refs,
    };
  }

  /** Every promise that the caller may see, about one item or about all. */
  async #found(caller: Caller, entityRef?: string): Promise<Found> {
    const { authorizer, clock } = this.deps;
    const made = await this.#made();
    if (entityRef !== undefined) return this.#judged(caller, made, [entityRef]);
    const about = itemsAbout(made);
    // Who may not see all of the catalog sees what nobody else does.
    if (!(await authorizer.readsWholeCatalog(caller)))
      return this.#judged(caller, made, about);
    const now = clock.now();
    const kept = this.#kept;
    const age = kept ? now - kept.at : Infinity;
    if (kept?.versions === made.versions && age >= 0 && age < KEPT_MS)
      return kept.found;
    const found = this.#judged(caller, made, about);
    this.#kept = { versions: made.versions, at: now, found };
    found.catch(() => {
      // A failure is no answer: who asks next asks anew.
      this.#kept = undefined;
    });
    return found;
  }

  async #judged(
    caller: Caller,
    made: Made,
    about: readonly string[],
  ): Promise<Found> {
    const asked = about.slice(0, MOST_ITEMS);
    const world = await this.#world(caller, made, asked);
    const { needed } = world.promised;
    return {
      promises: await verdicts(world),
      truncated: asked.length < about.length || needed.truncated,
      wholeCatalog: needed.wholeCatalog,
    };
  }

  async #made(): Promise<Made> {
    const { definitions, objectives } = this.deps;
    const [written, agreements, calendars] = await Promise.all([
      objectives.all(),
      definitions.list<AgreementBody>('agreement'),
      definitions.list<CalendarBody>('calendar'),
    ]);
    const versionsOf = (all: readonly { key: string; version: number }[]) =>
      all.map(({ key, version }) => `${key}@${version}`);
    return {
      ...promisesIn(written.objectives, agreements),
      agreements,
      versions: JSON.stringify(
        // What an objective is about depends on the catalog, too.
        [written.objectives, agreements, calendars]
          .map(versionsOf)
          .concat(written.objectives.map(o => [o.entityRef ?? ''])),
      ),
      calendarNames: new Map(calendars.map(c => [c.key, c.body.name])),
    };
  }

  async #world(
    caller: Caller,
    made: Made,
    refs: readonly string[],
  ): Promise<World> {
    const { services, book, clock } = this.deps;
    const impact = services.find(impactServiceRef);
    const [needed, agreed] = await Promise.all([
      impact ? impact.needed(caller, refs) : this.#alone(caller, refs),
      book.current(),
    ]);
    const promised = new Promised(needed, made);
    const times = new Times({
      agreed,
      agreements: made.agreements,
      calendarNames: made.calendarNames,
      structure: new Map(needed.items.map(item => [item.ref, item])),
      owners: new Map(needed.items.map(item => [item.ref, item.ownerRef])),
      worstCases: this.#worstCases,
      certainty: (body, facts) => this.#certainty(body, facts),
      now: clock.now(),
    });
    return { made, promised, times, knowsNeeds: impact !== undefined };
  }

  /** The items alone, where nobody knows what they need. */
  async #alone(caller: Caller, refs: readonly string[]): Promise<NeededItems> {
    const { catalogAccess, authorizer, catalog } = this.deps;
    const [visible, wholeCatalog, known] = await Promise.all([
      catalogAccess.readable(caller, refs),
      authorizer.readsWholeCatalog(caller),
      catalog.describe(refs),
    ]);
    const asked = refs.filter(
      ref => visible.has(ref) && known[ref] && !known[ref].dangling,
    );
    return {
      asked,
      items: asked.map(ref => ({ ref, ...known[ref], needs: [], groups: [] })),
      truncated: false,
      wholeCatalog,
    };
  }

  #certainty(
    { scope, recordTypes }: AgreementBody,
    facts: SupposedFacts,
  ): ReturnType<typeof certaintyOf> {
    if (scope === undefined) return 'yes';
    try {
      return certaintyOf(
        scope,
        key => key in facts,
        part => this.deps.fields.read(part, recordTypes)({ ...facts }),
      );
    } catch {
      // It asks for what is not there any more: it covers nothing.
      return 'no';
    }
  }

  async #describe(
    { supplied }: Promised,
    refs: readonly (string | undefined)[],
  ): Promise<Record<string, RefInfo>> {
    const items = refs.map(ref => supplied.get(ref ?? '') ?? ref);
    const known = await this.deps.catalog.describe(items);
    for (const [between, ref] of supplied)
      if (known[ref]) known[between] = { ...known[ref], kind: 'agreement' };
    return known;
  }
}

/** What is promised something of; each once. */
function itemsAbout({ own, suppliers, agreements }: Made): string[] {
  const refs = [
    ...own.map(({ entityRef }) => entityRef),
    ...suppliers.map(({ entityRef }) => entityRef),
    ...agreements.flatMap(({ body }) => itemsOf(body)),
  ];
  return [...new Set(refs)].filter(ref => !ref.startsWith('group:'));
}

/** Every promise about the items that were asked for. */
async function verdicts(world: World): Promise<Feasible[]> {
  const { made, promised, times, knowsNeeds } = world;
  const asked = new Set(promised.needed.asked);
  const found: Feasible[] = [];
  let turn = 0;
  for (const ref of asked) {
    turn += 1;
    if (turn % AT_ONCE === 0) await pause();
    found.push(...times.of(ref).map(withoutBehind));
  }
  for (const promise of made.own) {
    if (!asked.has(promise.entityRef)) continue;
    turn += 1;
    if (turn % AT_ONCE === 0) await pause();
    const judged = promised.judge(promise);
    const unknown = !knowsNeeds && judged.verdict === 'unknown';
    found.push(unknown ? { ...judged, reason: 'noCmdb' } : judged);
  }
  return found;
}

function withoutBehind({
  behind: _b,
  calendar: _c,
  ...time
}: ExplainedTime): Feasible {
  return time;
}
