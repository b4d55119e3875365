import {
  plainText,
  wordsOf,
  type CheckState,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  changeAmong,
  namesNow,
  rowsAmong,
  upsertRows,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

/** The transaction of a change. */
export type ProfileTransaction = Knex.Transaction;

/** How a service stands to a check, as it is kept. */
export interface KeptCheck {
  key: string;
  state: CheckState;
  weight: number;
  words?: string;
}

/** Where the catalogue shows a service: what people are offered, what there is beside it, or nowhere. */
export type ProfileSection = 'offered' | 'known' | 'hidden';

/** What is known of a service. Instants are milliseconds since the epoch. */
export interface ProfileRow {
  ref: string;
  kind: string;
  title: string;
  /** What it does, in a few words. */
  what?: string;
  type?: string;
  lifecycle?: string;
  ownerRef?: string;
  systemRef?: string;
  categoryRef?: string;
  tier?: Tier;
  recordId?: string;
  section: ProfileSection;
  score?: number;
  /** What counts most first. */
  checks: readonly KeptCheck[];
  risk?: number;
  computedAt: number;
}

/** A profile to be kept, with what it is found by beside its title. */
export type NewProfile = Omit<ProfileRow, 'computedAt'> & {
  texts: readonly string[];
};

/** What is known of the looking itself. */
export interface ProfilingState {
  basis?: string;
  begunBasis?: string;
  begunAt?: number;
  evaluatedAt?: number;
}

const TABLE = 'service_profiles';
const CHECKS = 'service_profile_checks';
const WAITING = 'service_profile_waiting';
const STATE = 'service_profile_state';
const LONGEST_WORDS = 20_000;

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const number = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

/** A row of the table as the rest of the part knows it. */
export function toProfile(row: any): ProfileRow {
  return {
    ref: row.ref,
    kind: row.kind,
    title: row.title,
    what: optional(row.what),
    type: optional(row.type),
    lifecycle: optional(row.lifecycle),
    ownerRef: optional(row.owner_ref),
    systemRef: optional(row.system_ref),
    categoryRef: optional(row.category_ref),
    tier: optional(row.tier) as Tier | undefined,
    recordId: optional(row.record_id),
    section: row.section,
    score: number(row.score),
    checks: JSON.parse(row.checks),
    risk: number(row.risk),
    computedAt: Number(row.computed_at),
  };
}

/** What a service is found by: words with a blank before each, so that their beginnings can be asked for. */
export const searchWords = (texts: readonly string[]): string =>
  ` ${[...new Set(texts.flatMap(wordsOf))].join(' ')}`.slice(0, LONGEST_WORDS);

const toColumns = (profile: NewProfile): Record<string, unknown> => ({
  ref: profile.ref,
  kind: profile.kind,
  title: profile.title,
  sort_title: plainText(profile.title).slice(0, 400),
  what: profile.what ?? null,
  words: searchWords([profile.title, ...profile.texts]),
  type: profile.type ?? null,
  lifecycle: profile.lifecycle ?? null,
  owner_ref: profile.ownerRef ?? null,
  system_ref: profile.systemRef ?? null,
  category_ref: profile.categoryRef ?? null,
  tier: profile.tier ?? null,
  record_id: profile.recordId ?? null,
  section: profile.section,
  score: profile.score ?? null,
  checks: JSON.stringify(profile.checks),
  risk: profile.risk ?? null,
});

const differs = (kept: any, made: Record<string, unknown>) =>
  Object.entries(made).some(([key, value]) =>
    typeof value === 'number' && kept[key] !== null
      ? Number(kept[key]) !== value
      : kept[key] !== value,
  );

/** Profiles of services as they are kept. */
export class ProfileStore {
  constructor(readonly knex: Knex) {}

  async profiles(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, ProfileRow>> {
    const names = await namesNow(executor, refs);
    const rows = await rowsAmong(executor, TABLE, 'ref', [...names.values()]);
    const found = new Map(rows.map(row => [String(row.ref), toProfile(row)]));
    return new Map(
      [...names].flatMap(([ref, now]) => {
        const profile = found.get(now);
        return profile ? [[ref, profile] as const] : [];
      }),
    );
  }

  /** The services whose record is one of these. */
  async ofRecords(
    executor: Knex,
    recordIds: readonly string[],
  ): Promise<string[]> {
    const rows = await rowsAmong(executor, TABLE, 'record_id', recordIds, [
      'ref',
    ]);
    return rows.map(row => row.ref);
  }

  /** What records of these types are about, by the ids of the records. */
  async aboutOf(
    tx: Knex,
    ids: readonly string[],
    types: readonly string[],
  ): Promise<string[]> {
    const rows = await rowsAmong(tx, 'records', 'id', ids, [
      'id',
      'type',
      'service_ref',
    ]);
    const counted = rows.filter(row => types.includes(row.type));
    return [
      ...counted.flatMap(row => row.service_ref ?? []),
      ...(await this.ofRecords(
        tx,
        counted.map(row => row.id),
      )),
    ];
  }

  /** Profiles behind a reference, so many. */
  async refsAfter(ref: string, upTo: string | undefined): Promise<string[]> {
    const query = this.knex(TABLE).where('ref', '>', ref).select('ref');
    if (upTo !== undefined) query.where('ref', '<=', upTo);
    return (await query).map(row => row.ref);
  }

  /**
   * Brings what is kept of some entities to what was found: of those that gave nothing, nothing stays.
   * When it was looked at them is noted of all.
   */
  async write(
    tx: Knex.Transaction,
    refs: readonly string[],
    profiles: readonly NewProfile[],
    now: number,
  ): Promise<void> {
    const kept = new Map<string, any>(
      (await rowsAmong(tx, TABLE, 'ref', refs)).map(row => [row.ref, row]),
    );
    const given = new Set(profiles.map(({ ref }) => ref));
    await this.#forget(
      tx,
      [...kept.keys()].filter(ref => !given.has(ref)),
    );
    const rows = profiles.map(toColumns);
    const written = rows.filter(row => {
      const before = kept.get(String(row.ref));
      return !before || differs(before, row);
    });
    await upsertRows(
      tx,
      TABLE,
      written.map(row => ({ ...row, computed_at: now })),
      ['ref'],
    );
    const same = new Set(written.map(row => String(row.ref)));
    await changeAmong(
      tx,
      TABLE,
      'ref',
      [...given].filter(ref => !same.has(ref)),
      query => query.update({ computed_at: now }),
    );
    const changed = profiles.filter(({ ref }) => same.has(ref));
    await changeAmong(tx, CHECKS, 'ref', [...same], query => query.delete());
    await upsertRows(
      tx,
      CHECKS,
      changed.flatMap(({ ref, checks }) =>
        checks
          .filter(({ state, weight }) => state !== 'not-needed' && weight > 0)
          .map(({ key, state }) => ({
            ref,
            check_key: key,
            missing: state === 'missing' ? 1 : 0,
          })),
      ),
      ['ref', 'check_key'],
      true,
    );
  }

  async #forget(tx: Knex.Transaction, refs: readonly string[]): Promise<void> {
    for (const table of [TABLE, CHECKS])
      await changeAmong(tx, table, 'ref', refs, query => query.delete());
  }

  /**
   * Notes that something changed of entities and that they are to be looked at, by the names that they have now
   * as well: what was renamed is another row. A stamp tells each time
   * from others: what changes while it is being looked at waits anew.
   */
  async wait(tx: Knex.Transaction, refs: readonly string[]): Promise<void> {
    const stamp = uuidv7();
    const now = await namesNow(tx, refs);
    await upsertRows(
      tx,
      WAITING,
      [...new Set([...refs, ...now.values()])]
        .sort()
        .map(ref => ({ ref, stamp })),
      ['ref'],
    );
  }

  /** What waits, so much of it. */
  async waiting(limit: number): Promise<{ ref: string; stamp: string }[]> {
    return this.knex(WAITING)
      .orderBy('ref')
      .limit(limit)
      .select('ref', 'stamp');
  }

  /** What was looked at waits no more, unless it changed meanwhile. */
  async settle(
    tx: Knex.Transaction,
    looked: readonly { ref: string; stamp: string }[],
  ): Promise<void> {
    const stamps = [...new Set(looked.map(({ stamp }) => stamp))];
    await changeAmong(
      tx,
      WAITING,
      'ref',
      looked.map(({ ref }) => ref),
      query => query.whereIn('stamp', stamps).delete(),
    );
  }

  async clearWaiting(tx: Knex.Transaction): Promise<void> {
    await tx(WAITING).delete();
  }

  async state(): Promise<ProfilingState> {
    const row = await this.knex(STATE).where('id', 1).first();
    return {
      basis: optional(row?.basis),
      begunBasis: optional(row?.begun_basis),
      begunAt: number(row?.begun_at),
      evaluatedAt: number(row?.evaluated_at),
    };
  }

  async setState(executor: Knex, state: ProfilingState): Promise<void> {
    const columns: Record<keyof ProfilingState, string> = {
      basis: 'basis',
      begunBasis: 'begun_basis',
      begunAt: 'begun_at',
      evaluatedAt: 'evaluated_at',
    };
    await executor(STATE)
      .where('id', 1)
      .update(
        Object.fromEntries(
          Object.entries(state).map(([key, value]) => [
            columns[key as keyof ProfilingState],
            value,
          ]),
        ),
      );
  }
}
