import { namesNow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { listOf } from './HistoryRowsStore';

/**
 * What of the history that is told under a name is that of one item: between two entries of the journal, all
 * of it where they are absent.
 */
export interface NamedPart {
  ref: string;
  /** The last entry that is another item's. */
  after?: number;
  /** The last entry that is its own. */
  upTo?: number;
  /** When it gave up the name, milliseconds since the epoch; absent for the one of now. */
  givenUpAt?: number;
}

/** An item with all names that it had. */
export interface NamedItem {
  /** What it is called now. */
  ref: string;
  /** The name of now first, then those that it gave up, the last one first. */
  parts: readonly NamedPart[];
}

/** What is known of how a name was given up. */
interface GivenUp {
  name: string;
  /** What was called so. */
  by: string;
  /** Whether something has it now. */
  isTaken: boolean;
  since: number;
  /** The first entry since then, and the first one that says that what was called so is gone. */
  first?: { position: number; what: string; at: number };
  removed?: number;
}

const number = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

/**
 * Up to which entry a name was that of whoever gave it up; `all` of what is told under it, or `none` if that
 * cannot be told from what has it now.
 */
function endOf({
  first,
  removed,
  isTaken,
  since,
}: GivenUp): number | 'all' | 'none' {
  const rest = isTaken ? 'none' : 'all';
  if (!first) return rest;
  // Nothing was called so when it was given up, so it is another thing that came; or what has it now took it
  // in the same reading, and the difference between the two is told as a change.
  const isAnother =
    first.what === 'added' ? first.at > since : first.at === since;
  if (first.what !== 'removed' && isAnother) return first.position - 1;
  // Both were there for a while, as the catalog has it when something is renamed.
  return removed ?? rest;
}

/** A map of lists, by what the things in them have. */
function listed<T>(all: readonly T[], by: (one: T) => string) {
  const lists = new Map<string, T[]>();
  for (const one of all) {
    const list = lists.get(by(one));
    if (list) list.push(one);
    else lists.set(by(one), [one]);
  }
  return (key: string): readonly T[] => lists.get(key) ?? [];
}

/**
 * An item with its names.
 *
 * @param given - how names were given up that it has or had, the last one first
 * @param isOwn - whether it was it that gave one up
 */
function itemWith(
  ref: string,
  given: readonly GivenUp[],
  isOwn: (one: GivenUp) => boolean,
): NamedItem {
  /** The last entry of those that had a name before an instant, and are others. */
  const endBefore = (name: string, instant: number) => {
    const ends = given
      .filter(one => one.name === name && one.since < instant && !isOwn(one))
      .map(endOf)
      .filter(end => typeof end === 'number');
    return ends.length > 0 ? { after: Math.max(...ends) } : {};
  };
  const former = given
    .filter(one => one.name !== ref && isOwn(one))
    .flatMap((one): NamedPart[] => {
      const end = endOf(one);
      if (end === 'none') return [];
      return [
        {
          ref: one.name,
          givenUpAt: one.since,
          ...endBefore(one.name, one.since),
          ...(typeof end === 'number' && { upTo: end }),
        },
      ];
    });
  // What has its first name again did not give it up to another.
  return { ref, parts: [{ ref, ...endBefore(ref, Infinity) }, ...former] };
}

/** The SQL of the names of items. */
export class ItemNamesStore {
  constructor(private readonly knex: Knex) {}

  /** The item that a name means, see {@link ItemNamesStore.itemsOf}. */
  async itemOf(asked: string): Promise<NamedItem> {
    return (await this.itemsOf([asked])).get(asked)!;
  }

  /**
   * The items that names mean, by the name asked for: what has it now, else what had it before. The history of
   * one is what is told under its name of now, without what another item was called so before, and under each
   * name that it gave up, until then: whoever took that has a history of its own. Two statements, and one or two
   * more if any was renamed.
   */
  async itemsOf(asked: readonly string[]): Promise<Map<string, NamedItem>> {
    if (asked.length === 0) return new Map();
    const now = await namesNow(this.knex, asked);
    const given = await this.#givenUp([...new Set(now.values())]);
    const owners =
      given.length > 0
        ? await namesNow(
            this.knex,
            given.map(({ by }) => by),
          )
        : new Map<string, string>();
    const ownerOf = ({ by }: GivenUp) => owners.get(by) ?? by;
    const ofName = listed(given, ({ name }) => name);
    const ofOwner = listed(given, ownerOf);
    const items = new Map<string, NamedItem>();
    for (const ref of new Set(now.values())) {
      const names = new Set([ref, ...ofOwner(ref).map(({ name }) => name)]);
      const own = [...names].flatMap(ofName);
      own.sort((a, b) => b.since - a.since || (a.name < b.name ? -1 : 1));
      items.set(
        ref,
        itemWith(ref, own, one => ownerOf(one) === ref),
      );
    }
    return new Map([...now].map(([name, ref]) => [name, items.get(ref)!]));
  }

  /** Names that items gave up, and their own; of each all that gave it up. */
  async #givenUp(refs: readonly string[]): Promise<GivenUp[]> {
    const { from, bindings } = listOf(this.knex, refs);
    const answer = await this.knex.raw(
      `select a.name, a.ref as given_by, a.since, l.ref as taken,
          f.position, f.what, f.valid_from,
          (select r.position from ci_versions r
           where r.ref = a.name and r.valid_from >= a.since and r.what = 'removed'
           order by r.valid_from, r.position limit 1) as removed,
          (select max(n.since) from catalog_names n where n.name = a.name) as last_since
       from catalog_names a
       left join catalog_entities l on l.ref = a.name and l.removed_at is null
       left join ci_versions f on f.position = (
         select v.position from ci_versions v
         where v.ref = a.name and v.valid_from >= a.since
         order by v.valid_from, v.position limit 1)
       where a.name in (
         select i.value from ${from} i
         union
         select o.name from ${from} i join catalog_names o on o.ref = i.value)`,
      [...bindings, ...bindings],
    );
    const rows: any[] = answer.rows ?? answer;
    return rows.map(row => ({
      name: row.name,
      by: row.given_by,
      // By what has it now, or had it next.
      isTaken: row.taken !== null || Number(row.last_since) > Number(row.since),
      since: Number(row.since),
      first:
        row.position === null
          ? undefined
          : {
              position: Number(row.position),
              what: row.what,
              at: Number(row.valid_from),
            },
      removed: number(row.removed),
    }));
  }
}
