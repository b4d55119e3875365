import {
  COMMON_KEYS,
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
    const said = this.#reconciled(basis).get('class')?.value;
    return basis.classes.get(String(said ?? this.item.class ?? ''));
  }

  #reconciled(basis: Basis) {
    return reconcile(
      [...this.claims.values()].map(
        ({ source, externalId, missingAt, said }) => ({
          source,
          externalId,
          missing: missingAt !== undefined,
          values: said,
        }),
      ),
      basis.precedenceOf,
    );
  }

  /** By what its claims say it is known: hashes by rule. */
  knownBy(basis: Basis): ReadonlyMap<string, ReadonlySet<string>> {
    if (!this.#identities) {
      const ciClass = this.classIn(basis);
      this.#identities = new Map();
      for (const { said } of this.claims.values()) {
        for (const { rule, hash } of identitiesOf(ciClass, said)) {
          const hashes = this.#identities.get(rule) ?? new Set<string>();
          this.#identities.set(rule, hashes.add(hash));
        }
      }
    }
    return this.#identities;
  }

  /** Identities of one claim under the class that counts. */
  identitiesOf(claimId: string, basis: Basis): Identity[] {
    return identitiesOf(this.classIn(basis), this.claims.get(claimId)!.said);
  }

  /** Settles what counts, and finds out what that changed. */
  settle(basis: Basis, now: number): void {
    const all = this.#reconciled(basis);
    const ciClass = basis.classes.get(
      String(all.get('class')?.value ?? this.item.class ?? ''),
    );
    const keys = new Set(ciClass?.attributes.map(a => a.key));
    this.settled = new Map(
      [...all].filter(([key]) => COMMON.has(key) || keys.has(key)),
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
