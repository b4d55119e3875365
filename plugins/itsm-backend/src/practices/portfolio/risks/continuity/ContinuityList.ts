import {
  CONTINUITY_GAPS,
  PLANNED_TIERS,
  type ContinuityExportQuery,
  type ContinuityGapKind,
  type ContinuityPage,
  type ContinuityQuery,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import {
  NO_GAP,
  type ContinuityBook,
  type ContinuityEntry,
} from './ContinuityBook';
import {
  byPlace,
  placed,
  readPlace,
  writePlace,
  type Place,
  type PlacedEntry,
} from './place';
import { presentEntry, refsOf } from './present';
import type { UnplannedQuestion } from './UnplannedStore';

const DEFAULT_LIMIT = 50;
/** Rows of a file that are read at a time. */
const ROWS_AT_ONCE = 500;

const ofGaps = (
  entries: readonly PlacedEntry[],
  kinds?: readonly ContinuityGapKind[],
) =>
  kinds
    ? entries.filter(({ entry: { gaps } }) =>
        gaps.some(gap => kinds.includes(gap.kind)),
      )
    : entries;

const wordsIn = (q = '') =>
  q.toLocaleLowerCase('en-US').split(/\s+/).filter(Boolean);

/** What is asked of services that need no plan and have none; undefined if they are not asked for. */
const othersOf = ({
  all,
  service,
  tier,
  owner,
  q,
}: Omit<ContinuityQuery, 'limit' | 'cursor' | 'gap'>):
  | UnplannedQuestion
  | undefined =>
  all && !service ? { tier, owner, words: wordsIn(q) } : undefined;

/**
 * The list of services with how they come back, the worst gap first. What has a plan or needs one is worked out
 * as a whole, as gaps stand in no table; of all others nothing can be missing, and the database turns the pages.
 */
export class ContinuityList {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'catalog'>,
    private readonly book: ContinuityBook,
  ) {}

  /** A page of those that the caller may see, with what is counted of all. */
  async page(caller: Caller, query: ContinuityQuery): Promise<ContinuityPage> {
    const { limit = DEFAULT_LIMIT, cursor, gap, ...scope } = query;
    const after = cursor === undefined ? undefined : readPlace(cursor);
    const others = othersOf(scope);
    const [asked, rest] = await Promise.all([
      this.#asked(caller, scope),
      others && this.book.countOthers(caller, others),
    ]);
    const wanted = ofGaps(asked, gap);
    const page = await this.#some(caller, wanted, {
      others: gap ? undefined : others,
      after,
      limit,
    });
    const items = page.items.map(({ entry }) => entry);
    const counts = Object.fromEntries(
      CONTINUITY_GAPS.map(({ value }) => [
        value,
        asked.filter(({ entry: { gaps } }) => gaps.some(g => g.kind === value))
          .length,
      ]),
    ) as Record<ContinuityGapKind, number>;
    const owners = [
      ...new Set([
        ...asked.flatMap(({ entry: { service } }) => service.ownerRef ?? []),
        ...(rest?.owners ?? []),
      ]),
    ].sort();
    return {
      items: items.map(presentEntry),
      pageInfo: page.more
        ? { nextCursor: writePlace(page.items[page.items.length - 1].place) }
        : {},
      counts,
      // Nothing is missing of what needs no plan.
      total: wanted.length + (gap ? 0 : rest?.total ?? 0),
      withGaps: asked.filter(({ entry: { gaps } }) => gaps.length > 0).length,
      owners,
      refs: await this.kernel.catalog.describe([
        ...owners,
        ...items.flatMap(refsOf),
      ]),
    };
  }

  /** All of them up to a number. */
  async rows(
    caller: Caller,
    { gap, bom: _, ...scope }: ContinuityExportQuery,
    most: number,
  ) {
    const wanted = ofGaps(await this.#asked(caller, scope), gap);
    return this.#each(caller, wanted, gap ? undefined : othersOf(scope), most);
  }

  /** All of a list up to a number, page by page. */
  async *#each(
    caller: Caller,
    wanted: readonly PlacedEntry[],
    others: UnplannedQuestion | undefined,
    most: number,
  ): AsyncGenerator<ContinuityEntry> {
    let after: Place | undefined;
    for (let left = most; left > 0; ) {
      const { items, more } = await this.#some(caller, wanted, {
        others,
        after,
        limit: Math.min(left, ROWS_AT_ONCE),
      });
      yield* items.map(({ entry }) => entry);
      if (!more) return;
      left -= items.length;
      after = items[items.length - 1].place;
    }
  }

  /**
   * What follows a place: of what has a plan or needs one, which was read already, and of the others, which the
   * database keeps in the same order behind everything that something is missing of.
   */
  async #some(
    caller: Caller,
    wanted: readonly PlacedEntry[],
    {
      others,
      after,
      limit,
    }: { others?: UnplannedQuestion; after?: Place; limit: number },
  ): Promise<{ items: PlacedEntry[]; more: boolean }> {
    const rest = after
      ? wanted.filter(({ place }) => byPlace(place, after) > 0)
      : wanted;
    const faulty = rest.filter(({ place }) => place.rank < NO_GAP).length;
    if (!others || faulty > limit)
      return { items: rest.slice(0, limit), more: rest.length > limit };
    const found = await this.book.others(caller, others, {
      after: after?.rank === NO_GAP ? after : undefined,
      limit,
    });
    const both = [
      ...rest,
      ...found.rows.map(
        ({ place, ...service }): PlacedEntry => ({
          entry: { service, gaps: [] },
          place: { rank: NO_GAP, ...place },
        }),
      ),
    ].sort((a, b) => byPlace(a.place, b.place));
    return {
      items: both.slice(0, limit),
      more: found.more || both.length > limit,
    };
  }

  /** Those that have a plan or need one, or are named, in the order of the list. */
  async #asked(
    caller: Caller,
    query: Omit<ContinuityQuery, 'limit' | 'cursor' | 'gap'>,
  ): Promise<PlacedEntry[]> {
    const { tier, owner, q } = query;
    const words = wordsIn(q);
    const planned: readonly string[] = PLANNED_TIERS;
    // By whichever name they are asked for.
    const named =
      query.service && (await this.kernel.catalog.called(query.service));
    const service = named && [...new Set(named.values())];
    return (await this.book.all(caller, { tier, owner, service }))
      .filter(entry => {
        const { ref, title, ownerRef, tier: of } = entry.service;
        if (!service && !entry.plan && !planned.includes(of ?? ''))
          return false;
        if (tier && !(of && tier.includes(of))) return false;
        if (owner && !(ownerRef && owner.includes(ownerRef))) return false;
        if (service && !service.includes(ref)) return false;
        const name = `${title} ${ref}`.toLocaleLowerCase('en-US');
        return words.every(word => name.includes(word));
      })
      .map(placed)
      .sort((a, b) => byPlace(a.place, b.place));
  }
}
