import {
  arithmeticOf,
  arithmeticWords,
  availabilityOf,
  composeTogether,
  excessOf,
  isLess,
  judge,
  minutesOf30Days,
  percentWords,
  reachOf,
  SUPPLIED_PREFIX,
  type Arithmetic,
  type Availability,
  type Composed,
  type Needs,
  type PromisedAvailability,
  type PromiseSource,
} from '@callboard/plugin-itsm-common';
import type { NeededItems } from '@callboard/plugin-itsm-node';
import type { AvailabilityPromise, Promises } from './made';

/** What counts of what is promised of an item. */
export interface Counted {
  promised: number;
  sources: PromiseSource[];
}

/** What is behind an item, and how often it is up. */
export interface Behind extends Availability {
  arithmetic?: Arithmetic;
}

/** Stands for what suppliers promise of an item that promises something itself. */
const suppliedRef = (ref: string) => `${SUPPLIED_PREFIX}${ref}`;

/** Several suppliers of one item, e.g. of power and of the line, are needed together. */
function together(promises: readonly AvailabilityPromise[]): Counted {
  return {
    promised: promises.reduce((all, { promised }) => all * promised, 1),
    sources: promises.map(({ source }) => source),
  };
}

/** What items need and what is promised of each of them. */
export class Promised {
  readonly structure = new Map<string, Needs>();
  readonly counted = new Map<string, Counted>();
  /** What stands for suppliers, each with the item that they supply. */
  readonly supplied = new Map<string, string>();
  readonly #values: ReadonlyMap<string, number>;
  readonly #known = new Map<string, Behind>();
  #together?: { composed?: Composed };

  constructor(readonly needed: NeededItems, promises: Promises) {
    const own = byItem(promises.own);
    const suppliers = byItem(promises.suppliers);
    for (const { ref, needs, groups } of needed.items) {
      const mine = own.get(ref);
      const theirs = suppliers.get(ref);
      if (mine) this.counted.set(ref, strictest(mine));
      if (!theirs) this.structure.set(ref, { needs, groups });
      else if (!mine) {
        this.counted.set(ref, together(theirs));
        this.structure.set(ref, { needs, groups });
      } else {
        // What suppliers promise stands between the item and what it needs.
        const between = suppliedRef(ref);
        this.counted.set(between, together(theirs));
        this.supplied.set(between, ref);
        this.structure.set(between, { needs, groups });
        this.structure.set(ref, { needs: [between], groups: [] });
      }
    }
    this.#values = new Map(
      [...this.counted].map(([ref, { promised }]) => [ref, promised]),
    );
  }

  /** How often an item could be up if it never failed by itself. */
  behind(ref: string): Behind {
    let known = this.#known.get(ref);
    if (!known) {
      const found = availabilityOf(
        this.structure,
        ref,
        { promised: this.#values },
        this.#composed(),
      );
      known = {
        ...found,
        unknown: found.unknown.filter(item => !this.supplied.has(item)),
        arithmetic: arithmeticOf(this.structure, ref, found, this.#values),
      };
      this.#known.set(ref, known);
    }
    return known;
  }

  /** What is asked about, reckoned together; undefined where that is too much. */
  #composed(): Composed | undefined {
    this.#together ??= {
      composed: composeTogether(this.structure, this.needed.asked, {
        promised: this.#values,
      }),
    };
    return this.#together.composed;
  }

  /** How many items there are behind an item. */
  itemsBehind(ref: string): number {
    return reachOf(this.structure, ref).filter(
      item => item !== ref && !this.supplied.has(item),
    ).length;
  }

  /** What counts of what is promised behind an item, nearest first. */
  countedBehind(ref: string): (Counted & { ref: string })[] {
    return reachOf(this.structure, ref)
      .slice(1)
      .flatMap(item => {
        const counted = this.counted.get(item);
        return counted ? [{ ref: item, ...counted }] : [];
      });
  }

  /** Whether a promise can be kept. */
  judge(promise: AvailabilityPromise): PromisedAvailability {
    const { id, entityRef, source, promised } = promise;
    const behind = this.behind(entityRef);
    const { low, high, arithmetic, hangsOnPromises } = behind;
    const judged = judge(promised, behind, this.needed.truncated);
    const sign = isLess(high, promised) ? '<' : '≥';
    const reckoned = arithmetic
      ? arithmeticWords(arithmetic)
      : `${percentWords(low)} to ${percentWords(high)}`;
    return {
      kind: 'availability',
      id,
      entityRef,
      source,
      promised,
      ...judged,
      ...(hangsOnPromises && {
        possible: { low, high },
        excess: excessOf(1 - high, 1 - promised),
        missingMinutes: minutesOf30Days(promised - high),
        words: `${reckoned} ${sign} ${percentWords(promised)}`,
      }),
    };
  }
}

function byItem(
  promises: readonly AvailabilityPromise[],
): Map<string, AvailabilityPromise[]> {
  const all = new Map<string, AvailabilityPromise[]>();
  for (const promise of promises) {
    const known = all.get(promise.entityRef);
    if (known) known.push(promise);
    else all.set(promise.entityRef, [promise]);
  }
  return all;
}

/** Of what we promise of one item the most counts: whoever keeps it keeps the rest. */
function strictest(promises: readonly AvailabilityPromise[]): Counted {
  const promised = Math.max(...promises.map(promise => promise.promised));
  return {
    promised,
    sources: promises
      .filter(promise => promise.promised === promised)
      .map(({ source }) => source),
  };
}
