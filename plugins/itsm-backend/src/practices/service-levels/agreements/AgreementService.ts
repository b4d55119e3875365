import { NotFoundError } from '@backstage/errors';
import {
  mayAllHold,
  readDuration,
  thresholdAmount,
  type Agreed,
  type AgreementBody,
  type AgreementDetail,
  type AgreementOverlap,
  type AgreementStanding,
  type AgreementSummary,
  type Metric,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  Definition,
  DefinitionVersion,
  ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { Clocks } from '../clocks/Clocks';
import type { AgreementCount, ClockStore } from '../clocks/ClockStore';
import type { AgreedBook } from './AgreedBook';
import type { OverlapStore } from './OverlapStore';

const AGREEMENT = 'agreement';
/** Open records that are looked at for which of them several agreements cover. */
const LOOKED_AT = 300;
/** Records that are named for each overlap. */
const EXAMPLES = 5;

const iso = (instant: number) => new Date(instant).toISOString();

/** By precedence, then by key: the first counts. */
const inOrder = (
  a: { key: string; precedence: number },
  b: { key: string; precedence: number },
) => a.precedence - b.precedence || (a.key < b.key ? -1 : 1);

type Written = Pick<Definition<AgreementBody>, 'key' | 'version' | 'body'>;

/** Thresholds in the order in which a goal reaches them; as far as goals agree on it, by the first. */
function thresholdsInOrder({
  goals,
  thresholds = [],
}: AgreementBody['targets'][number]) {
  const goal = readDuration(goals[0].within)!;
  const amount = (at: string) => thresholdAmount(at, goal) ?? 0;
  return [...thresholds].sort((a, b) => amount(a.at) - amount(b.at));
}

function summaryOf(
  { key, version, body }: Written,
  count: AgreementCount | undefined,
): AgreementSummary {
  const { name, type, precedence, party, recordTypes, scope, note } = body;
  const { availability } = body;
  return {
    key,
    version,
    name,
    type,
    precedence,
    party,
    recordTypes,
    scope,
    note,
    availability,
    targets: body.targets.map(target => ({
      ...target,
      thresholds: thresholdsInOrder(target),
      goals: target.goals.map(({ when, within, calendar }) => ({
        when,
        within: readDuration(within)!,
        calendar,
      })),
    })),
    running: count?.running ?? 0,
    late: count?.late ?? 0,
  };
}

/** The groups that thresholds tell or hand records to. */
const groupsOf = (agreements: readonly AgreementSummary[]) =>
  agreements.flatMap(({ targets }) =>
    targets.flatMap(({ thresholds }) =>
      thresholds.flatMap(({ actions }) =>
        actions.flatMap(action => {
          if (action.do === 'reassign') return [action.to];
          return action.do === 'notify'
            ? action.to.filter(to => to.includes(':'))
            : [];
        }),
      ),
    ),
  );

/** What both could promise for the same record; suppliers promise each for themselves. */
function sharedMetrics(a: AgreementBody, b: AgreementBody): Metric[] {
  if (a.type !== b.type || a.type === 'uc') return [];
  return a.targets.flatMap(({ metric, goals }) => {
    const other = b.targets.find(target => target.metric === metric);
    const both = goals.some(goal =>
      other?.goals.some(otherGoal =>
        mayAllHold([a.scope, b.scope, goal.when, otherGoal.when]),
      ),
    );
    return both ? [metric] : [];
  });
}

/** Agreements: all in their order, and one with what goes beside it. */
export class AgreementService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'definitions'
    > & {
      clocks: Clocks;
      store: ClockStore;
      overlaps: OverlapStore;
      book: AgreedBook;
    },
    private readonly lookedAt = LOOKED_AT,
  ) {}

  /** Agreements in the order in which they go before each other. */
  async list() {
    const { definitions, store, clock, catalog } = this.deps;
    const [found, counts] = await Promise.all([
      definitions.list<AgreementBody>(AGREEMENT),
      store.countByAgreement(clock.now()),
    ]);
    const byKey = new Map(counts.map(count => [count.key, count]));
    const items = found
      .map(written => summaryOf(written, byKey.get(written.key)))
      .sort(inOrder);
    return { items, refs: await catalog.describe(groupsOf(items)) };
  }

  /** The types of records that agreements are about. */
  async coveredTypes(): Promise<string[]> {
    // Also those of what was withdrawn: their clocks are there still.
    const versions = await this.deps.definitions.history<AgreementBody>(
      AGREEMENT,
    );
    const types = new Set(versions.flatMap(v => v.body?.recordTypes ?? []));
    return [...types].sort();
  }

  /**
   * An agreement, also one that was withdrawn or does not hold yet.
   *
   * @param reader - whoever asks, with the scopes of reading records
   * @throws NotFoundError
   */
  async get(reader: Caller, key: string): Promise<AgreementDetail> {
    const { definitions, store, clock, catalog } = this.deps;
    const now = clock.now();
    const all = await definitions.history<AgreementBody>(AGREEMENT);
    const own = all.filter(version => version.key === key);
    const shown = shownOf(own, now);
    if (!shown) {
      throw new NotFoundError(
        `There is no agreement "${key}"; GET /service-levels/agreements lists them`,
      );
    }
    const [counts, calendars, overlapping] = await Promise.all([
      store.countByAgreement(now),
      definitions.list('calendar'),
      shown.standing.state === 'withdrawn'
        ? { overlaps: [], looked: { records: 0, truncated: false } }
        : this.#overlaps(reader, shown.written),
    ]);
    const summary = summaryOf(
      shown.written,
      counts.find(count => count.key === key),
    );
    const known = new Set(calendars.map(calendar => calendar.key));
    const named = summary.targets.flatMap(({ goals }) =>
      goals.map(({ calendar }) => calendar),
    );
    const next = own.find(({ validFrom }) => validFrom > now);
    return {
      ...summary,
      standing: shown.standing,
      ...(next &&
        shown.standing.state === 'holds' && {
          next: { version: next.version, from: iso(next.validFrom) },
        }),
      missingCalendars: [...new Set(named)].filter(name => !known.has(name)),
      ...overlapping,
      refs: await catalog.describe(groupsOf([summary])),
    };
  }

  /** Which others go for some of the same records: by their conditions, and by open records. */
  async #overlaps(
    reader: Caller,
    written: Written,
  ): Promise<Pick<AgreementDetail, 'overlaps' | 'looked'>> {
    const { definitions, overlaps, book, records } = this.deps;
    const { key, body } = written;
    const others = (await definitions.list<AgreementBody>(AGREEMENT)).flatMap(
      other => {
        if (other.key === key) return [];
        const recordTypes = body.recordTypes.filter(type =>
          other.body.recordTypes.includes(type),
        );
        const metrics = sharedMetrics(body, other.body);
        return recordTypes.length > 0 && metrics.length > 0
          ? [{ ...other, recordTypes, metrics }]
          : [];
      },
    );
    if (others.length === 0)
      return { overlaps: [], looked: { records: 0, truncated: false } };
    const found = await overlaps.governedBy(
      body.type,
      [key, ...others.map(other => other.key)],
      this.lookedAt + 1,
    );
    const looked = found.slice(0, this.lookedAt);
    const [readable, agreed] = await Promise.all([
      records.readableNumbers(reader, looked),
      book.current(),
    ]);
    const ids = looked.filter(id => readable.has(id));
    const both = await this.#coveredByBoth(
      ids,
      key,
      others.map(other => other.key),
      agreed,
    );
    return {
      looked: {
        records: ids.length,
        truncated: found.length > looked.length,
      },
      overlaps: others
        .map((other): AgreementOverlap => {
          const seen = both.get(other.key) ?? [];
          const { precedence, name } = other.body;
          return {
            key: other.key,
            name,
            precedence,
            goesBefore:
              inOrder({ key: other.key, precedence }, { key, ...body }) < 0,
            metrics: other.metrics,
            recordTypes: other.recordTypes,
            records: seen.length,
            examples: seen.slice(0, EXAMPLES).map(id => readable.get(id)!),
          };
        })
        .sort(inOrder),
    };
  }

  /** Of records, those that an agreement covers together with each of others, by the other's key. */
  async #coveredByBoth(
    ids: readonly string[],
    key: string,
    others: readonly string[],
    agreed: Agreed,
  ): Promise<Map<string, string[]>> {
    const { clocks, clock } = this.deps;
    const holding = agreed.agreementsAt(clock.now());
    const own = holding.find(agreement => agreement.key === key);
    const both = new Map<string, string[]>();
    if (!own || ids.length === 0) return both;
    const facts = await clocks.factsOf(ids);
    for (const other of holding.filter(a => others.includes(a.key))) {
      both.set(
        other.key,
        ids.filter(id => {
          const known = facts.get(id);
          if (!known || !own.covers(known) || !other.covers(known))
            return false;
          return own.targets.some(
            target =>
              target.goalOf(known) &&
              other.targets.some(
                t => t.metric === target.metric && t.goalOf(known),
              ),
          );
        }),
      );
    }
    return both;
  }
}

/** The version that a page shows, and whether it holds: the newest that has begun, else the first. */
function shownOf(
  versions: readonly DefinitionVersion<AgreementBody>[],
  now: number,
): { written: Written; standing: AgreementStanding } | undefined {
  const begun = versions.filter(({ validFrom }) => validFrom <= now);
  const newest = begun[begun.length - 1];
  const written = (v: DefinitionVersion<AgreementBody>) => v as Written;
  if (newest && !newest.removed) {
    return {
      written: newest,
      standing: { state: 'holds', since: iso(newest.validFrom) },
    };
  }
  const planned = versions.find(v => v.validFrom > now && !v.removed);
  if (planned) {
    return {
      written: written(planned),
      standing: { state: 'planned', from: iso(planned.validFrom) },
    };
  }
  const last = begun.filter(v => !v.removed).pop();
  return last && newest
    ? {
        written: written(last),
        standing: { state: 'withdrawn', at: iso(newest.validFrom) },
      }
    : undefined;
}
