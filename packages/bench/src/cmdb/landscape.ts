import { Random } from '../seed/random';

/** What there is of each kind, by number of the item: groups come first, components last. */
const SHARES: readonly [kind: Kind, share: number][] = [
  ['group', 0.01],
  ['domain', 0.002],
  ['system', 0.03],
  ['resource', 0.2],
  ['api', 0.15],
  ['component', 0.608],
];
export type Kind =
  | 'group'
  | 'domain'
  | 'system'
  | 'resource'
  | 'api'
  | 'component';

/** Relations that are said, each with what its target says of it in turn, as the catalog does. */
const SAID = {
  ownedBy: 'ownerOf',
  childOf: 'parentOf',
  partOf: 'hasPart',
  dependsOn: 'dependencyOf',
  providesApi: 'apiProvidedBy',
  consumesApi: 'apiConsumedBy',
} as const;
type Said = keyof typeof SAID;

/** A relation of an item to another one. */
export interface LandscapeRelation {
  type: string;
  target: number;
}

const DAY = 86_400_000;
/** One in so many items changes on every day of the last month. */
const OFTEN_EVERY = 200;
const BROAD_SHARE = 0.15;
const SWITCHED_SHARE = 0.02;
/** Days ago on which a share of all items changed. */
const BROAD = [40, 35, 20, 10];
const FIRST = 60;

/** Days ago on which the catalog was read, the first one first. */
export const READINGS: readonly number[] = [
  FIRST,
  FIRST - 1,
  40,
  35,
  ...Array.from({ length: 29 }, (_, n) => 29 - n),
];

/** When a reading was, in milliseconds before now. */
export const ago = (days: number): number => days * DAY;

/** A number from 0 to 1 that is always the same for the same two. */
const drawn = (a: number, b: number) =>
  new Random(
    Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 7, 0x85ebca6b),
  ).next();

/**
 * A generated catalog: numbers of items and their relations, as of any of its readings. The same on
 * every run.
 *
 * A component belongs to a system and is mostly built on what is near: older components, resources
 * and APIs of its own system. The rest is drawn so that few are used by thousands and most by one or
 * two: an item's chance falls with a power of its number (Zipf's law). Every item says five
 * relations on average, and every one is said from the other side too.
 */
export class Landscape {
  readonly #first: Record<Kind, number>;
  readonly #count: Record<Kind, number>;
  /** As of the reading that is looked at: `relation, target, relation, target…` of each item. */
  #said: number[][] = [];
  #heard: number[][] = [];

  /** @param reading - place in {@link READINGS}; default: the last one */
  constructor(
    readonly size: number,
    readonly reading: number = READINGS.length - 1,
  ) {
    const first: Partial<Record<Kind, number>> = {};
    const count: Partial<Record<Kind, number>> = {};
    let next = 0;
    for (const [kind, share] of SHARES) {
      first[kind] = next;
      count[kind] =
        kind === 'component'
          ? size - next
          : Math.max(2, Math.round(size * share));
      next += count[kind]!;
    }
    this.#first = first as Record<Kind, number>;
    this.#count = count as Record<Kind, number>;
    this.#relate();
  }

  kindOf(item: number): Kind {
    for (let k = SHARES.length - 1; k > 0; k -= 1)
      if (item >= this.#first[SHARES[k][0]]) return SHARES[k][0];
    return 'group';
  }

  /** Its entity reference. */
  refOf(item: number): string {
    return `${this.kindOf(item)}:default/${this.nameOf(item)}`;
  }

  nameOf(item: number): string {
    return `${this.kindOf(item)}-${item}`;
  }

  /** How often it had changed by itself, as of the reading; its relations aside. */
  versionOf(item: number): number {
    let version = 1;
    for (let r = 2; r <= this.reading; r += 1)
      if (this.#changes(item, READINGS[r])) version += 1;
    return version;
  }

  /** Whether it is one of those that change every day of the last month. */
  changesOften(item: number): boolean {
    return item % OFTEN_EVERY === OFTEN_EVERY - 1;
  }

  /** What an item says, and what it is told by the other side, in the order of the catalog. */
  relationsOf(item: number): LandscapeRelation[] {
    const types = Object.keys(SAID) as Said[];
    const read = (pairs: readonly number[], name: (said: Said) => string) =>
      Array.from({ length: pairs.length / 2 }, (_, k) => ({
        type: name(types[pairs[2 * k]]),
        target: pairs[2 * k + 1],
      }));
    return [
      ...read(this.#said[item], said => said),
      ...read(this.#heard[item], said => SAID[said]),
    ];
  }

  /** How many relations are said from the side that they are written on. */
  get relations(): number {
    return this.#said.reduce((sum, pairs) => sum + pairs.length / 2, 0);
  }

  /** What an item can lose one of: two of the resources it depends on, for some. */
  redundancyOf(item: number): number[] | undefined {
    if (item % 50 !== 0 || this.kindOf(item) !== 'component') return undefined;
    const dependsOn = Object.keys(SAID).indexOf('dependsOn');
    const needed = new Set<number>();
    const pairs = this.#said[item];
    for (let k = 0; k < pairs.length; k += 2)
      if (pairs[k] === dependsOn) needed.add(pairs[k + 1]);
    return needed.size < 2 ? undefined : [...needed].slice(0, 2);
  }

  /** Text that is another one whenever anything of the item is, its relations included. */
  etagOf(item: number): string {
    let sum = 0x811c9dc5;
    for (const pairs of [this.#said[item], this.#heard[item]]) {
      for (const n of pairs) sum = Math.imul(sum ^ n, 0x01000193) >>> 0;
      sum = Math.imul(sum ^ 0x7fffffff, 0x01000193) >>> 0;
    }
    return `${this.versionOf(item)}-${sum
      .toString(16)
      .padStart(8, '0')}-${String(item).padStart(8, '0')}`;
  }

  #changes(item: number, days: number): boolean {
    if (days < 30 && this.changesOften(item)) return true;
    return BROAD.includes(days) && drawn(item, days) < BROAD_SHARE;
  }

  /** How often it had changed what it is built on. */
  #switches(item: number): number {
    let switched = 0;
    for (let r = 2; r <= this.reading; r += 1) {
      const days = READINGS[r];
      if (BROAD.includes(days) && drawn(item, days) < SWITCHED_SHARE)
        switched += 1;
    }
    return switched;
  }

  #relate(): void {
    this.#said = [];
    this.#heard = Array.from({ length: this.size }, () => []);
    const types = Object.keys(SAID) as Said[];
    for (let item = 0; item < this.size; item += 1) {
      const said: number[] = [];
      const known = new Set<string>();
      const say = (type: Said, target: number) => {
        const place = types.indexOf(type);
        if (target === item || known.has(`${place} ${target}`)) return;
        known.add(`${place} ${target}`);
        said.push(place, target);
      };
      this.#describe(item, say);
      this.#said.push(said);
    }
    this.#said.forEach((said, item) => {
      for (let k = 0; k < said.length; k += 2)
        this.#heard[said[k + 1]].push(said[k], item);
    });
  }

  #describe(item: number, say: (type: Said, target: number) => void): void {
    const random = new Random(Math.imul(item + 1, 0x9e3779b1) ^ this.size);
    const kind = this.kindOf(item);
    const place = item - this.#first[kind];
    const any = (of: Kind, power: number, below = this.#count[of]) =>
      this.#first[of] + Math.floor(Math.max(1, below) * random.next() ** power);
    const systems = this.#count.system;
    /** One of a kind in the system of this item: every so many belong to the same. */
    const near = (of: Kind, before?: number) => {
      const system = place % systems;
      const most = before ?? this.#count[of];
      const there = Math.floor((most - 1 - system) / systems) + 1;
      return there < 1
        ? undefined
        : this.#first[of] + system + systems * random.below(there);
    };
    if (kind === 'group') {
      if (place > 0)
        say('childOf', this.#first.group + Math.floor((place - 1) / 6));
      return;
    }
    say('ownedBy', any('group', 1.5));
    if (kind === 'domain') return;
    if (kind === 'system') {
      say('partOf', any('domain', 1.5));
      return;
    }
    say('partOf', this.#first.system + (place % systems));
    if (kind === 'resource') {
      if (random.next() < 0.5 && place > 0)
        say('dependsOn', any('resource', 3, place));
      return;
    }
    if (kind === 'api') return;
    if (place < this.#count.api) say('providesApi', this.#first.api + place);
    const count = 3 + random.below(5);
    for (let n = 0; n < count; n += 1) {
      const luck = random.next();
      // Of those that were switched, the last one is drawn anew.
      if (n === count - 1)
        for (let s = this.#switches(item); s > 0; s -= 1) random.next();
      let target: number | undefined;
      let type: Said = 'dependsOn';
      if (luck < 0.3) target = near('resource');
      else if (luck < 0.45) target = near('component', place);
      else if (luck < 0.5) target = any('component', 4, place);
      else if (luck < 0.7) target = any('resource', 3);
      else {
        type = 'consumesApi';
        // Of older ones, or everything would depend on everything.
        const older = Math.min(place, this.#count.api);
        target = luck < 0.9 ? near('api', older) : any('api', 3, older);
      }
      say(type, target ?? any('resource', 2));
    }
  }
}
