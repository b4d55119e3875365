import {
  managedLevelOf,
  type Checked,
  type ManagedLevel,
  type OfferingBrief,
  type ServiceChecklist,
} from '@callboard/plugin-itsm-common';
import { oncePer, type ItsmKernel } from '@callboard/plugin-itsm-node';
import type { SeenRecord } from './access';
import { OfferingBook } from './OfferingBook';
import {
  ProfileStore,
  type KeptCheck,
  type ProfileRow,
  type ProfileTransaction,
} from './ProfileStore';
import { changedSoon } from './work';

/** What other parts know of a service without asking for it anew. */
export interface ServiceProfile extends Omit<ProfileRow, 'checks'> {
  level?: ManagedLevel;
  /** What it lacks to be a managed service, what counts most first. */
  missing: { key: string; label: string }[];
}

const STATE_ORDER = ['missing', 'met', 'not-needed'];

/**
 * What is known of services: how well they are managed, what they lack, what they offer. Kept up to date
 * in the background; it knows no permissions, so whoever shows it leaves out services that one may not see.
 */
export class ServiceProfiles {
  readonly store: ProfileStore;
  readonly offerings: OfferingBook;

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      | 'catalog'
      | 'clock'
      | 'database'
      | 'definitions'
      | 'due'
      | 'serviceViews'
      | 'services'
    >,
  ) {
    this.store = new ProfileStore(kernel.database);
    this.offerings = new OfferingBook(kernel);
  }

  /** Profiles by reference; what is no service, or was not looked at yet, has none. */
  async of(
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, ServiceProfile>> {
    const rows = await this.store.profiles(refs);
    return new Map(
      [...rows].map(([ref, { checks, ...row }]) => [
        ref,
        {
          ...row,
          level:
            row.score === undefined ? undefined : managedLevelOf(row.score),
          missing: this.missingOf(checks),
        },
      ]),
    );
  }

  /**
   * What a service has of what a managed service has; undefined before it was looked at.
   *
   * @param seen - what the caller sees of its record, asked with the record's id; nothing of it if absent
   */
  async checklist(
    ref: string,
    seen?: (recordId: string) => Promise<SeenRecord>,
  ): Promise<ServiceChecklist | undefined> {
    const row = (await this.store.profiles([ref])).get(ref);
    if (!row) return undefined;
    const { recordId } = row;
    return this.checklistOf(
      row,
      recordId === undefined
        ? undefined
        : (await seen?.(recordId)) ?? { isReadable: false },
    );
  }

  /** What services offer to everybody, by service. */
  async offered(
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, OfferingBrief[]>> {
    const written = await this.offerings.offeredBy(refs);
    const briefs = await this.offerings.briefs([...written.values()].flat());
    const found = new Map<string, OfferingBrief[]>();
    for (const brief of briefs)
      found.set(brief.serviceRef, [
        ...(found.get(brief.serviceRef) ?? []),
        brief,
      ]);
    return found;
  }

  /**
   * Notes that something changed that a check of these services looks at: they are looked at soon. Parts
   * whose own tables are no records call it in the transaction of the change.
   */
  async touch(tx: ProfileTransaction, refs: readonly string[]): Promise<void> {
    if (refs.length === 0) return;
    // The work first, as whoever carries it out locks it before what waits.
    await this.kernel.due.schedule([changedSoon(this.kernel.clock.now())], tx);
    await this.store.wait(tx, refs);
  }

  /** The same, where nothing else is written. */
  lookSoon(refs: readonly string[]): Promise<void> {
    return this.kernel.database.transaction(tx => this.touch(tx, refs));
  }

  checklistOf(
    row: ProfileRow,
    record: SeenRecord | undefined,
  ): ServiceChecklist {
    const known = new Map(
      this.kernel.serviceViews.checks().map(check => [check.key, check]),
    );
    const checks = row.checks.flatMap(
      ({ key, state, weight, words }): Checked[] => {
        const check = known.get(key);
        if (!check || weight === 0) return [];
        const open = state === 'missing';
        return [
          {
            key,
            label: check.label,
            why: check.why,
            state,
            words: check.ofRecord && !record?.isReadable ? undefined : words,
            remedy: open ? check.remedy : undefined,
            path: open ? check.path?.(row.ref, record) : undefined,
            weight,
          },
        ];
      },
    );
    return {
      ref: row.ref,
      title: row.title,
      score: row.score,
      level: row.score === undefined ? undefined : managedLevelOf(row.score),
      checks: checks.sort(
        (a, b) =>
          STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) ||
          b.weight - a.weight ||
          (a.label < b.label ? -1 : 1),
      ),
      computedAt: new Date(row.computedAt).toISOString(),
    };
  }

  /** What of it is missing, with what it is called. */
  missingOf(checks: readonly KeptCheck[]): { key: string; label: string }[] {
    const labels = new Map(
      this.kernel.serviceViews.checks().map(({ key, label }) => [key, label]),
    );
    return checks.flatMap(({ key, state, weight }) => {
      const label = labels.get(key);
      return state === 'missing' && weight > 0 && label !== undefined
        ? [{ key, label }]
        : [];
    });
  }
}

/** The profiles of a kernel, for all parts of the practice. */
export const serviceProfiles = oncePer(kernel => new ServiceProfiles(kernel));
