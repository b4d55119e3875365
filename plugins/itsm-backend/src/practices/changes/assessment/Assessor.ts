import {
  assessRisk,
  CHANGE_WINDOW_KIND,
  findConflicts,
  freeSlots,
  highestRisk,
  SLOT_DAYS,
  MOST_SLOTS,
  type BusyThing,
  type ChangeDraft,
  type FoundConflict,
  type Risk,
  type RiskFacts,
  type RiskModel,
  type Slot,
  type TimeSpan,
  type WindowBody,
} from '@callboard/plugin-itsm-common';
import type {
  BusySpan,
  Caller,
  ConflictSource,
  ItsmKernel,
  RiskEngine,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore, PlannedChange } from '../ChangeStore';
import { windowsOf, type WindowBook } from '../windows';
import { hitsOf, type Hits } from './hits';
import { riskModels } from './riskModelKind';
import { windowsMet, type Freeze } from './windowsMet';

const DAY_MS = 86_400_000;
/** Slots begin at a quarter of an hour, unless something ends at another time. */
const QUARTER_MS = 900_000;
/** The attribute by which windows tell how important an item is. */
export const TIER = 'tier';

/** Something that is connected with a change, and may be shown as far as it says. */
export interface Neighbour extends BusyThing {
  change?: PlannedChange;
  major?: BusySpan;
  /** Whether the caller may know nothing of it but its time. */
  hidden: boolean;
}

/** What was found out about a change. Instants are milliseconds since the epoch. */
export interface Assessed {
  /** What it names, and how much of that is not in the catalog or not to be seen. */
  items: readonly string[];
  missing: number;
  hits: Hits;
  models: readonly RiskModel[];
  window?: TimeSpan;
  conflicts: readonly FoundConflict[];
  /** By id. */
  neighbours: ReadonlyMap<string, Neighbour>;
  freezes: ReadonlyMap<string, Freeze>;
  /** Whether it is within a freeze of an item that it names. */
  inFreeze: boolean;
  facts: RiskFacts;
  risk: Risk;
  slots: readonly Slot[];
  slotsUntil?: number;
  /** Sentences about what could not be looked at. */
  partial: string[];
}

/** How it is looked at. */
export interface LookOptions {
  /** The id of the change itself: it is not its own neighbour. */
  recordId?: string;
  /** From when on notice counts; now if left out. */
  since?: number;
  /** Whether the change itself is pre-approved; a description of one never is. */
  preApproved?: boolean;
  /** For everybody who reads the result: what is restricted does not count. */
  forAll?: boolean;
  slots?: boolean;
}

const countOf = (
  conflicts: readonly FoundConflict[],
  kind: FoundConflict['kind'],
) => conflicts.filter(conflict => conflict.kind === kind).length;

/**
 * Finds out what a change would do: one question to the graph of items for what fails and for everything
 * else that goes on at that time, and functions of the answer. It asks for no permission.
 */
export class Assessor {
  readonly #engines: RiskEngine[] = [];
  readonly #sources: ConflictSource[] = [];
  readonly #book: WindowBook;

  constructor(
    private readonly kernel: ItsmKernel,
    private readonly store: Pick<ChangeStore, 'overlapping'>,
  ) {
    this.#book = windowsOf(kernel);
  }

  addEngine(engine: RiskEngine): void {
    this.#engines.push(engine);
  }

  addSource(source: ConflictSource): void {
    this.#sources.push(source);
  }

  async look(
    caller: Caller,
    draft: ChangeDraft,
    options: LookOptions = {},
  ): Promise<Assessed> {
    const { clock, definitions } = this.kernel;
    const now = clock.now();
    const partial: string[] = [];
    const window = windowOf(draft);
    const search = window && this.#searchFrom(window, now);
    const span = window && {
      from: Math.min(window.from, search!.from),
      to: Math.max(window.to, search!.until),
    };
    const [models, windows, others] = await Promise.all([
      riskModels(definitions),
      definitions.list<WindowBody>(CHANGE_WINDOW_KIND),
      span ? this.#others(options.slots ? span : window, options, partial) : [],
    ]);
    const items = itemsOf(draft);
    const hits = await hitsOf(this.kernel, this.#book, caller, {
      items,
      others,
      attributes: [
        ...new Set([
          TIER,
          ...models.flatMap(({ tiers }) => tiers?.attribute ?? []),
        ]),
      ],
    });
    if (hits.truncated)
      partial.push(
        'There is too much at that time to look at all of it for what hits this change.',
      );
    const neighbours = await this.#seen(caller, others, hits);
    const { changeType } = draft;
    const { preApproved } = options;
    const { freezes, maintenance } = span
      ? windowsMet(windows, hits, { changeType, preApproved }, span)
      : { freezes: [], maintenance: [] };
    const near = [...neighbours.values()];
    const conflicts = hideWays(
      window ? findConflicts(window, near, freezes, hits.connected) : [],
      neighbours,
    );
    const byId = new Map(freezes.map(freeze => [freeze.id, freeze]));
    const inFreeze = conflicts.some(
      ({ kind, with: id }) => kind === 'freeze' && byId.get(id)!.isDirect,
    );
    const facts: RiskFacts = {
      changeType,
      expectedImpact: draft.expectedImpact,
      items: items.length,
      ...(hits.knowsMore && {
        blast: hits.failing.length - hits.asked.length,
        spentRedundancies: hits.withstood.spent,
      }),
      ...(window && {
        window: {
          ...window,
          inFreeze: conflicts.some(({ kind }) => kind === 'freeze'),
          inMaintenance: maintenance.some(
            ({ from, to }) => from <= window.from && window.to <= to,
          ),
        },
        conflicts: {
          change: countOf(conflicts, 'change'),
          joint: countOf(conflicts, 'joint'),
          'major-incident': countOf(conflicts, 'major-incident'),
        },
      }),
      has: draft.has,
      now: options.since ?? now,
    };
    return {
      items,
      missing: items.length - hits.asked.length,
      hits,
      models,
      window,
      conflicts,
      neighbours,
      freezes: byId,
      inFreeze,
      facts,
      risk: await this.#risk(facts, models, hits, draft, partial),
      slots:
        search && options.slots
          ? freeSlots({
              ...search,
              busy: [...neighbours.values(), ...freezes],
              preferred: maintenance,
              every: DAY_MS,
              count: MOST_SLOTS,
            })
          : [],
      slotsUntil: search?.until,
      partial,
    };
  }

  /** Where slots are looked for: from the start that is wanted on, or from now. */
  #searchFrom({ from, to }: TimeSpan, now: number) {
    const start = from >= now ? from : Math.ceil(now / QUARTER_MS) * QUARTER_MS;
    const duration = to - from;
    return {
      duration,
      from: start,
      until: start + duration + SLOT_DAYS * DAY_MS,
    };
  }

  /** All that goes on within a span, whatever it is about. */
  async #others(
    span: TimeSpan,
    { recordId, forAll }: LookOptions,
    partial: string[],
  ): Promise<Neighbour[]> {
    const [planned, ...told] = await Promise.all([
      this.store.overlapping(span.from, span.to),
      ...this.#sources.map(async source => {
        try {
          const busy = await source.busy(span);
          return busy.map(major => ({ source, major }));
        } catch (error) {
          this.kernel.logger.warn(
            `${source.id} does not say what goes on: ${error}`,
          );
          partial.push('Major incidents could not be looked at.');
          return [];
        }
      }),
    ]);
    return [
      ...planned
        .filter(
          ({ id, visibility }) =>
            id !== recordId && !(forAll && visibility !== 'internal'),
        )
        .map(
          (change): Neighbour => ({
            id: change.id,
            kind: 'change',
            from: change.plannedStart,
            to: change.plannedEnd,
            items: change.affected,
            change,
            hidden: false,
          }),
        ),
      ...told.flat().map(
        ({ source, major }): Neighbour => ({
          id: `${source.id}:${major.id}`,
          kind: source.kind,
          from: major.from,
          to: major.to,
          items: major.items,
          major,
          hidden: false,
        }),
      ),
    ];
  }

  /**
   * Those that are connected, as the caller may know of them. Of a change that they may not read they are
   * told when it is, for two who do not see each other would do harm; but not of a restricted one, for
   * that it is there at all is nobody's business: whoever works on that one is told of this.
   */
  async #seen(
    caller: Caller,
    others: readonly Neighbour[],
    { connected }: Hits,
  ): Promise<Map<string, Neighbour>> {
    const near = others.filter(({ id }) => connected.has(id));
    const recordIdOf = ({ change, major }: Neighbour) =>
      change?.id ?? major?.recordId;
    const ids = near.flatMap(one => recordIdOf(one) ?? []);
    const readable =
      ids.length > 0
        ? await this.kernel.records.readableNumbers(caller, ids)
        : new Map<string, string>();
    return new Map(
      near.flatMap(one => {
        const id = recordIdOf(one);
        if (id === undefined || readable.has(id)) return [[one.id, one]];
        if (one.change && one.change.visibility !== 'internal') return [];
        return [[one.id, { ...one, hidden: true }]];
      }),
    );
  }

  /** The highest of what all models and engines say. */
  async #risk(
    facts: RiskFacts,
    models: readonly RiskModel[],
    hits: Hits,
    draft: ChangeDraft,
    partial: string[],
  ): Promise<Risk> {
    const risks = models.map(model =>
      assessRisk({ ...facts, tiers: tiersOf(hits, model) }, model),
    );
    for (const engine of this.#engines) {
      try {
        const risk = await engine.assess(facts, draft);
        if (risk) risks.push(risk);
      } catch (error) {
        this.kernel.logger.warn(`${engine.id} does not assess: ${error}`);
        partial.push('One of the ways to assess the risk could not be asked.');
      }
    }
    return highestRisk(risks);
  }
}

function windowOf(draft: ChangeDraft): TimeSpan | undefined {
  return draft.plannedStart === undefined || draft.plannedEnd === undefined
    ? undefined
    : {
        from: Date.parse(draft.plannedStart),
        to: Date.parse(draft.plannedEnd),
      };
}

/** What a change names, or its service if it names nothing. */
export function itemsOf({ affects, serviceRef }: ChangeDraft): string[] {
  if (affects.length > 0) return [...new Set(affects)];
  return serviceRef ? [serviceRef] : [];
}

/** How many items of each tier fail, by the attribute that a model looks at. */
export function tiersOf(
  { failing }: Hits,
  { tiers }: RiskModel,
): Record<string, number> {
  const counts: Record<string, number> = {};
  if (!tiers) return counts;
  for (const { attributes } of failing) {
    const tier = attributes?.[tiers.attribute];
    if (tier !== undefined) counts[tier] = (counts[tier] ?? 0) + 1;
  }
  return counts;
}

/** Of what the caller may know the time only, one conflict is left, without its way. */
function hideWays(
  conflicts: readonly FoundConflict[],
  neighbours: ReadonlyMap<string, Neighbour>,
): FoundConflict[] {
  const told = new Set<string>();
  return conflicts.flatMap(conflict => {
    const { with: id, overlap } = conflict;
    const other = neighbours.get(id);
    if (!other?.hidden || other.major) return [conflict];
    if (told.has(id)) return [];
    told.add(id);
    return [{ kind: 'change', with: id, overlap, path: [] }];
  });
}
