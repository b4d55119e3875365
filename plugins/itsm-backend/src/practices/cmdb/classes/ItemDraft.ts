import {
  CATALOG_SOURCE,
  COMMON_KEYS,
  readAttribute,
  reconcile,
  sameValue,
  type CiClaimValue,
  type CiClass,
  type CiFact,
  type CiItemState,
  type Settled,
} from '@callboard/plugin-itsm-common';
import type { NewEntry } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import type { Basis } from './basis';
import { identitiesOf, type Identity } from '../sources/identity';

/** The subject of journal entries about configuration items. */
export const CI_SUBJECT = 'ci';

/** An item as it is stored. Instants are milliseconds since the epoch. */
export interface StoredItem {
  id: string;
  ref: string;
  class?: string;
  title: string;
  state: CiItemState;
  owned: boolean;
  /** Whether a person retired it, or its sources stopped naming it. */
  retiredBy?: 'hand' | 'missing';
  mergedInto?: string;
  /** References of what was merged into it. */
  formerly: string[];
  revision: number;
  version: number;
  journalHead?: string;
  createdAt: number;
  updatedAt: number;
}

/** What a source says, as it is stored. */
export interface StoredClaim {
  id: string;
  itemId: string;
  /** The item that it was made for. */
  homeId: string;
  source: string;
  externalId: string;
  said: Readonly<Record<string, CiClaimValue>>;
  seenAt: number;
  missingAt?: number;
}

/** What became of one value. */
export interface ValueChange {
  key: string;
  before?: CiClaimValue;
  after?: CiClaimValue;
  /** Whose word counts now. */
  source?: string;
}

const COMMON = new Set<string>([...COMMON_KEYS, 'name', 'class']);
const LONGEST_TITLE = 400;

/**
 * An item while it is being changed, in memory: what sources say of it, what counts, and what there
 * is to tell. Nothing here reads or writes; `ItemStore` does.
 */
export class ItemDraft {
  readonly item: StoredItem;
  readonly isNew: boolean;
  readonly claims = new Map<string, StoredClaim>();
  readonly values: Map<string, CiFact>;
  /** Claims that were written anew, moved, or stopped being made. */
  readonly dirtyClaims = new Set<string>();
  readonly goneClaims = new Set<string>();
  /** Claims that were made again, with nothing new. */
  readonly seenClaims = new Set<string>();
  /** Values to be written and to be taken away. */
  readonly dirtyValues = new Set<string>();
  readonly goneValues = new Set<string>();
  changes: ValueChange[] = [];
  settled: ReadonlyMap<string, Settled> = new Map();
  /** Whether the row of the item is to be written. */
  changed: boolean;
  #told: { kind: string; payload: Record<string, unknown> }[] = [];
  #identities?: Map<string, Set<string>>;

  constructor(
    item: StoredItem,
    claims: readonly StoredClaim[] = [],
    values: ReadonlyMap<string, CiFact> = new Map(),
    isNew = false,
  ) {
    this.item = { ...item, formerly: [...item.formerly] };
    this.isNew = isNew;
    this.changed = isNew;
    this.values = new Map(values);
    for (const claim of claims) this.claims.set(claim.id, claim);
  }

  /** A new item. Its reference is set before it is written. */
  static create(given: {
    ref?: string;
    owned: boolean;
    now: number;
  }): ItemDraft {
    return new ItemDraft(
      {
        id: uuidv7(),
        ref: given.ref ?? '',
        title: '',
        state: 'active',
        owned: given.owned,
        formerly: [],
        revision: 0,
        version: 0,
        createdAt: given.now,
        updatedAt: given.now,
      },
      [],
      new Map(),
      true,
    );
  }

  claimOf(source: string, externalId: string): StoredClaim | undefined {
    for (const claim of this.claims.values())
      if (claim.source === source && claim.externalId === externalId)
        return claim;
    return undefined;
  }

  /**
   * Notes what a source says now, in place of what it said before.
   *
   * @returns whether it is anything new
   */
  say(
    source: string,
    externalId: string,
    said: Readonly<Record<string, CiClaimValue>>,
    now: number,
  ): boolean {
    const before = this.claimOf(source, externalId);
    const keys = Object.keys(said);
    const same =
      before !== undefined &&
      before.missingAt === undefined &&
      keys.length === Object.keys(before.said).length &&
      keys.every(key => sameValue(before.said[key], said[key]));
    if (same) {
      this.seenClaims.add(before.id);
      return false;
    }
    const id = before?.id ?? uuidv7();
    this.put({
      id,
      itemId: this.item.id,
      homeId: before?.homeId ?? this.item.id,
      source,
      externalId,
      said,
      seenAt: now,
    });
    return true;
  }

  /** Adds or replaces a claim. */
  put(claim: StoredClaim): void {
    this.claims.set(claim.id, { ...claim, itemId: this.item.id });
    this.dirtyClaims.add(claim.id);
    this.#identities = undefined;
  }

  /**
   * Works out anew by what the item is known.
   *
   * @param retyped - whether its entity is to be written anew too
   */
  rework(retyped: boolean): void {
    for (const id of this.claims.keys()) this.dirtyClaims.add(id);
    this.#identities = undefined;
    if (retyped) this.changed = true;
  }

  /** Takes a claim away, because it goes to another item or is not made any more. */
  drop(claimId: string, forGood: boolean): void {
    this.claims.delete(claimId);
    this.dirtyClaims.delete(claimId);
    if (forGood) this.goneClaims.add(claimId);
    this.#identities = undefined;
  }

  /** Notes something for the journal, beside what changed in values. */
  tell(kind: string, payload: Record<string, unknown> = {}): void {
    this.#told.push({ kind, payload });
    this.changed = true;
  }

  /** Changes the state and tells of it. */
  become(
    state: CiItemState,
    kind: string,
    payload: Record<string, unknown> = {},
  ): void {
    this.item.state = state;
    this.tell(kind, payload);
  }

  /** The class that counts now, without settling anything. */
  classIn(basis: Basis): CiClass | undefined {
    const classes = [...this.claims.values()].filter(
      c => c.said.class !== undefined,
    );
    const said = reconcile(
      classes.map(
        ({ source, externalId, missingAt, said: { class: key } }) => ({
          source,
          externalId,
          missing: missingAt !== undefined,
          values: { class: key },
        }),
      ),
      basis.precedenceOf,
    ).get('class')?.value;
    return basis.classes.get(String(said ?? this.item.class ?? ''));
  }

  /** What a claim says under a class. A catalog file has only texts, and may hold anything. */
  #saidUnder(ciClass: CiClass | undefined, { source, said }: StoredClaim) {
    if (source !== CATALOG_SOURCE) return said;
    return Object.fromEntries(
      Object.entries(said).flatMap(([key, raw]) => {
        const attribute = ciClass?.attributes.find(a => a.key === key);
        const read = attribute && readAttribute(attribute, raw);
        return read?.value === undefined ? [] : [[key, read.value] as const];
      }),
    );
  }

  #reconciled(basis: Basis, ciClass: CiClass | undefined) {
    return reconcile(
      [...this.claims.values()].map(claim => ({
        source: claim.source,
        externalId: claim.externalId,
        missing: claim.missingAt !== undefined,
        values: this.#saidUnder(ciClass, claim),
      })),
      basis.precedenceOf,
    );
  }

  /** By what its claims say it is known: hashes by rule. */
  knownBy(basis: Basis): ReadonlyMap<string, ReadonlySet<string>> {
    if (!this.#identities) {
      const ciClass = this.classIn(basis);
      this.#identities = new Map();
      for (const claim of this.claims.values()) {
        for (const { rule, hash } of identitiesOf(
          ciClass,
          this.#saidUnder(ciClass, claim),
        )) {
          const hashes = this.#identities.get(rule) ?? new Set<string>();
          this.#identities.set(rule, hashes.add(hash));
        }
      }
    }
    return this.#identities;
  }

  /** Identities of one claim under the class that counts. */
  identitiesOf(claimId: string, basis: Basis): Identity[] {
    const ciClass = this.classIn(basis);
    return identitiesOf(
      ciClass,
      this.#saidUnder(ciClass, this.claims.get(claimId)!),
    );
  }

  /** Settles what counts, and finds out what that changed. */
  settle(basis: Basis, now: number): void {
    const ciClass = this.classIn(basis);
    const all = this.#reconciled(basis, ciClass);
    const keys = new Set(ciClass?.attributes.map(a => a.key));
    // Where the class is not defined (any more), what was said stays as it is.
    this.settled = new Map(
      [...all].filter(([key]) => !ciClass || COMMON.has(key) || keys.has(key)),
    );
    this.changes = [];
    for (const [key, { value, source }] of this.settled) {
      const before = this.values.get(key);
      const same = before !== undefined && sameValue(before.value, value);
      if (same && before.source === source) continue;
      this.values.set(key, { value, source, since: same ? before.since : now });
      this.dirtyValues.add(key);
      this.changed = true;
      if (!same)
        this.changes.push({ key, before: before?.value, after: value, source });
    }
    for (const [key, { value }] of [...this.values]) {
      if (this.settled.has(key)) continue;
      this.values.delete(key);
      this.goneValues.add(key);
      this.changed = true;
      this.changes.push({ key, before: value });
    }
    this.changes.sort((a, b) => (a.key < b.key ? -1 : 1));
    const { title, name } = Object.fromEntries(
      ['title', 'name'].map(key => [key, this.values.get(key)?.value]),
    );
    const called = String(title ?? name ?? this.item.title).slice(
      0,
      LONGEST_TITLE,
    );
    const classKey = this.values.get('class')?.value as string | undefined;
    if (
      called !== this.item.title ||
      (classKey ?? this.item.class) !== this.item.class
    ) {
      this.item.title = called;
      this.item.class = classKey ?? this.item.class;
      this.changed = true;
    }
    if (!this.item.title) this.item.title = this.item.ref.replace(/^.*\//, '');
  }

  /** What the journal is told, in order. */
  entries(mode: NewEntry['mode'], now: number): NewEntry[] {
    const { id, ref, title } = this.item;
    const ciClass = this.item.class;
    const changes = this.changes.map(({ key, ...change }) => ({
      field: key,
      ...change,
    }));
    const told = [...this.#told];
    if (this.isNew)
      told.unshift({
        kind: 'ci.created',
        payload: { class: ciClass, name: title, changes },
      });
    else if (changes.length > 0)
      told.unshift({ kind: 'ci.changed', payload: { changes } });
    return told.map(({ kind, payload }) => ({
      subjectType: CI_SUBJECT,
      subjectId: id,
      kind,
      at: now,
      mode,
      payload: { ref, ...payload },
    }));
  }
}
