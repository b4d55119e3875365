import { InputError } from '@backstage/errors';
import {
  kindOf,
  MOST_PROBLEMS,
  MOST_TOLD,
  sameValue,
  type CiLoadResult,
  type CiSourceBody,
  type LoadCounts,
  type LoadDuplicate,
  type LoadEffect,
  type LoadProblem,
} from '@callboard/plugin-itsm-common';
import type { CatalogReader } from '@callboard/plugin-itsm-node';
import type { Basis } from '../classes/basis';
import { classFor } from '../classes/classify';
import { chunksOf } from '../classes/BulkStore';
import { ItemDraft } from '../classes/ItemDraft';
import type { FoundPair, ItemStore } from '../classes/ItemStore';
import { breathe } from './breathe';
import { entityNames } from './entityName';
import { Identification } from './Identification';
import type { ReadRows, SourceRow } from './RowReader';

/** Below this many a complete load may come without any of them. */
const FEW = 10;
/** Items read at once: what comes back is read while others wait. */
const AT_ONCE = 500;
const NOT_MADE_HERE = new Set(['user', 'group', 'location', 'template']);

/** A load that was thought through: what there is to write, and what to answer. */
export interface LoadPlan {
  /** The newest revision that it is based on. */
  revision: number;
  drafts: ItemDraft[];
  pairs: FoundPair[];
  result: Omit<CiLoadResult, 'id' | 'dryRun'>;
}

/** What a load is told. */
export interface LoadInput {
  source: string;
  body: CiSourceBody;
  read: ReadRows;
  complete: boolean;
  allowMany: boolean;
  now: number;
}

interface Touched {
  draft: ItemDraft;
  externalId: string;
  effect?: LoadEffect;
}

/**
 * Thinks a load through without writing anything: a dry run is this and nothing more, so that it
 * says what the load does. Rows are taken in the order of their ids, not of the file.
 *
 * @throws InputError if it is refused as a whole
 */
export class LoadPlanner {
  readonly #touched = new Map<string, Touched>();
  readonly #problems: LoadProblem[] = [];
  readonly #duplicates: LoadDuplicate[] = [];
  readonly #pairs: FoundPair[] = [];
  readonly #fresh: { draft: ItemDraft; row: SourceRow }[] = [];
  #message?: string;
  #identification!: Identification;
  #dismissed: ReadonlySet<string> = new Set();

  constructor(
    private readonly deps: {
      store: ItemStore;
      basis: Basis;
      catalog: CatalogReader;
    },
    private readonly input: LoadInput,
  ) {}

  async plan(): Promise<LoadPlan> {
    const { store, basis } = this.deps;
    const { read, source, now } = this.input;
    this.#problems.push(...read.problems);
    const revision = await store.lastRevision();
    this.#dismissed = await store.dismissedPairs();
    const claims = await store.claimsOf(source);
    const byExternalId = new Map(claims.map(c => [c.externalId, c.itemId]));
    this.#identification = new Identification(basis);
    const ids = await this.#identification.idsFor(read.rows, store);
    const missing = this.#missing(claims);
    const wanted = new Set([
      ...ids,
      ...read.rows.flatMap(row => byExternalId.get(row.externalId) ?? []),
      ...missing.map(c => c.itemId),
    ]);
    const drafts: ItemDraft[] = [];
    for (const chunk of chunksOf([...wanted], AT_ONCE)) {
      for (const draft of await store.load(chunk)) {
        this.#identification.add(draft);
        drafts.push(draft);
      }
      await breathe(0);
    }
    const entities = await this.#entities(read.rows);
    const byId = new Map(drafts.map(d => [d.item.id, d]));
    for (const draft of entities.items.values()) {
      if (byId.has(draft.item.id)) continue;
      byId.set(draft.item.id, draft);
      this.#identification.add(draft);
    }
    for (const [n, row] of read.rows.entries()) {
      await breathe(n);
      const known = byId.get(byExternalId.get(row.externalId) ?? '');
      const draft = known ?? this.#identify(row, entities, byId);
      if (draft) this.#take(row, draft);
    }
    for (const claim of missing) this.#miss(byId.get(claim.itemId)!, claim.id);
    await this.#nameFresh();
    let n = 0;
    for (const { draft } of this.#touched.values()) {
      n += 1;
      await breathe(n);
      draft.settle(basis, now);
    }
    return {
      revision,
      drafts: [...this.#touched.values()].map(t => t.draft),
      pairs: this.#pairs,
      result: this.#result(),
    };
  }

  /** What a complete load comes without. Bad rows are no reason to miss anything. */
  #missing(claims: Awaited<ReturnType<ItemStore['claimsOf']>>) {
    const { read, complete, allowMany, source } = this.input;
    if (!complete) return [];
    if (read.unclear) {
      this.#message =
        'Some rows do not even say which item they are about, so nothing is taken for missing; mend them and load again.';
      return [];
    }
    const named = new Set([
      ...read.rows.map(r => r.externalId),
      ...read.badIds,
    ]);
    const present = claims.filter(c => !c.missing);
    const missing = present.filter(c => !named.has(c.externalId));
    if (
      !allowMany &&
      missing.length > FEW &&
      missing.length * 2 > present.length
    ) {
      throw new InputError(
        `${missing.length} of the ${present.length} items of ${source} are not in this load; it looks like half of a file. Nothing was loaded. If it is all there is, say so with allowMany=true`,
      );
    }
    return missing;
  }

  /** The entities from elsewhere in the catalog that rows are about, with their items. */
  async #entities(rows: readonly SourceRow[]) {
    const refs = [...new Set(rows.flatMap(r => r.entity ?? []))];
    const [items, described] = await Promise.all([
      this.deps.store.loadByRefs(refs),
      this.deps.catalog.describe(refs),
    ]);
    return { items: new Map(items.map(d => [d.item.ref, d])), described };
  }

  #bad(row: SourceRow, reason: string): undefined {
    this.#problems.push({ line: row.line, reason });
    return undefined;
  }

  #identify(
    row: SourceRow,
    entities: {
      items: Map<string, ItemDraft>;
      described: Record<
        string,
        { dangling: boolean; kind: string; type?: string }
      >;
    },
    byId: Map<string, ItemDraft>,
  ): ItemDraft | undefined {
    const { basis } = this.deps;
    const { now } = this.input;
    if (row.entity) {
      const there = entities.items.get(row.entity);
      if (there) return there;
      const info = entities.described[row.entity];
      if (info.dangling || NOT_MADE_HERE.has(kindOf(row.entity)))
        return this.#bad(
          row,
          `the catalog has no ${row.entity}; register it, or leave the cell empty`,
        );
      const draft = ItemDraft.create({ ref: row.entity, owned: false, now });
      const { kind, type } = info;
      draft.item.class = classFor([...basis.classes.values()], {
        kind,
        type,
      })?.key;
      entities.items.set(row.entity, draft);
      byId.set(draft.item.id, draft);
      return draft;
    }
    const found = this.#identification.find(row);
    if (found.length === 1) return found[0].draft;
    if (found.length === 0) {
      const draft = ItemDraft.create({ owned: true, now });
      this.#fresh.push({ draft, row });
      byId.set(draft.item.id, draft);
      return draft;
    }
    const { rule } = found[0];
    this.#duplicates.push({
      line: row.line,
      externalId: row.externalId,
      rule: rule.split('+'),
      // Items of this load have no names yet; those are filled in when they do.
      refs: found.map(f => f.draft.item.id),
    });
    const [first, ...others] = found;
    for (const other of others)
      this.#pair(first.draft, other.draft, rule, first.value);
    return undefined;
  }

  #pair(a: ItemDraft, b: ItemDraft, rule: string, value: string): void {
    // Both must be there before a pair of them is.
    for (const draft of [a, b]) {
      if (!this.#touched.has(draft.item.id))
        this.#touched.set(draft.item.id, { draft, externalId: '' });
    }
    this.#pairs.push({ aId: a.item.id, bId: b.item.id, rule, value });
  }

  #take(row: SourceRow, draft: ItemDraft): void {
    const { source, now } = this.input;
    const { item } = draft;
    if (item.state === 'retired' && item.retiredBy === 'hand') {
      this.#bad(
        row,
        `${item.ref} was taken out of use by hand; restore it first, or leave the row out`,
      );
      return;
    }
    // An entity from elsewhere keeps the class that its file gives it, unless none fits.
    const { class: ofRow, ...others } = row.said;
    const said =
      item.owned || !item.class ? { ...others, class: ofRow } : others;
    draft.say(source, row.externalId, said, now);
    const touched = this.#touched.get(item.id);
    if (touched && !touched.externalId) touched.externalId = row.externalId;
    if (!touched)
      this.#touched.set(item.id, { draft, externalId: row.externalId });
    const one = this.#touched.get(item.id)!;
    if (draft.isNew) one.effect = 'created';
    else if (item.state === 'stale' || item.state === 'retired') {
      item.retiredBy = undefined;
      draft.become('active', 'ci.restored', { source });
      one.effect = 'restored';
    }
    this.#identification.add(draft);
    for (const { other, rule, value } of this.#identification.others(
      row,
      draft,
    )) {
      if (this.#dismissed.has([item.id, other.item.id].sort().join(' ')))
        continue;
      this.#pair(draft, other, rule, value);
      this.#duplicates.push({
        line: row.line,
        externalId: row.externalId,
        rule: rule.split('+'),
        refs: [item.id, other.item.id],
      });
    }
  }

  #miss(draft: ItemDraft, claimId: string): void {
    const { source, body, now } = this.input;
    const claim = draft.claims.get(claimId);
    // It was said anew in this load under another id.
    if (!claim || claim.missingAt !== undefined) return;
    draft.put({ ...claim, missingAt: now });
    const { item } = draft;
    const touched = this.#touched.get(item.id) ?? {
      draft,
      externalId: claim.externalId,
    };
    this.#touched.set(item.id, touched);
    const named = [...draft.claims.values()].some(
      c =>
        c.missingAt === undefined &&
        c.source !== 'portal' &&
        c.source !== 'catalog',
    );
    if (
      named ||
      !item.owned ||
      body.onMissing === 'keep' ||
      item.state === 'retired'
    )
      return;
    if (body.onMissing === 'retire') {
      item.retiredBy = 'missing';
      draft.become('retired', 'ci.retired', { by: 'missing', source });
      touched.effect = 'retired';
    } else if (item.state === 'active') {
      draft.become('stale', 'ci.stale', { source });
      touched.effect = 'stale';
    }
  }

  /** Gives new items the reference they have for life. */
  async #nameFresh(): Promise<void> {
    const { store, catalog } = this.deps;
    const given = new Set<string>();
    let waiting = this.#fresh
      .filter(({ draft }) => this.#touched.has(draft.item.id))
      .map(({ draft, row }) => ({
        draft,
        names: entityNames(
          String(row.said.name),
          row.ciClass.key,
          `${this.input.source} ${row.externalId}`,
        ).map(name => `resource:default/${name}`),
      }));
    for (let round = 0; waiting.length > 0; round += 1) {
      const refs = waiting.flatMap(({ names }) => names[round] ?? []);
      const [taken, described] = await Promise.all([
        store.taken(refs),
        catalog.describe(refs),
      ]);
      waiting = waiting.filter(({ draft, names }) => {
        const ref = names[round];
        if (ref === undefined)
          throw new Error('No free name was found for an item');
        if (given.has(ref) || taken.has(ref) || !described[ref].dangling)
          return true;
        given.add(ref);
        draft.item.ref = ref;
        return false;
      });
    }
  }

  #result(): LoadPlan['result'] {
    const { source, complete, read } = this.input;
    const counts: LoadCounts = {
      rows: read.count,
      bad: this.#problems.length,
      created: 0,
      updated: 0,
      unchanged: 0,
      restored: 0,
      stale: 0,
      retired: 0,
      conflicts: 0,
      duplicates: this.#duplicates.length,
    };
    const refs = new Map<string, string>();
    const changes: CiLoadResult['changes'] = [];
    const conflicts: CiLoadResult['conflicts'] = [];
    const touched = [...this.#touched.values()].sort((a, b) =>
      a.externalId < b.externalId ? -1 : 1,
    );
    for (const { draft, externalId, effect } of touched) {
      const { item } = draft;
      refs.set(item.id, item.ref);
      if (externalId === '') continue;
      const what = effect ?? (draft.changes.length > 0 ? 'updated' : undefined);
      counts[what ?? 'unchanged'] += 1;
      if (what && changes.length < MOST_TOLD)
        changes.push({
          effect: what,
          ref: item.ref,
          title: item.title,
          externalId,
          changes: draft.changes,
        });
      for (const [key, settled] of [...draft.settled].sort(([a], [b]) =>
        a < b ? -1 : 1,
      )) {
        const ours =
          settled.source === source ||
          settled.disagree.some(d => d.source === source);
        if (!ours || settled.disagree.length === 0) continue;
        counts.conflicts += 1;
        if (conflicts.length < MOST_TOLD)
          conflicts.push({
            ref: item.ref,
            key,
            source: settled.source,
            value: settled.value,
            others: settled.disagree.filter(
              (d, i, all) =>
                all.findIndex(
                  o => o.source === d.source && sameValue(o.value, d.value),
                ) === i,
            ),
          });
      }
    }
    this.#problems.sort((a, b) => a.line - b.line);
    return {
      source,
      complete,
      counts,
      changes,
      conflicts,
      duplicates: this.#duplicates.slice(0, MOST_TOLD).map(d => ({
        ...d,
        refs: d.refs.map(id => refs.get(id) ?? id).sort(),
      })),
      problems: this.#problems.slice(0, MOST_PROBLEMS),
      message: this.#message,
    };
  }
}
