import { ConflictError, InputError } from '@backstage/errors';
import type {
  Disruption,
  MajorIncident,
  RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { IncidentStore } from '../IncidentStore';

/**
 * Declares a major incident or brings it up to date. "Since" is when it was first declared and
 * stays through updates.
 */
export async function declareMajor(
  kernel: Pick<ItsmKernel, 'records' | 'clock'>,
  caller: Caller,
  id: string,
  major: MajorIncident,
  expectedVersion?: number,
): Promise<void> {
  const { record } = await kernel.records.view(caller, id, 'incident');
  const now = kernel.clock.now();
  const next =
    major.nextUpdateAt === null ? null : Date.parse(major.nextUpdateAt);
  if (!['open', 'waiting'].includes(record.statusCategory)) {
    throw new ConflictError(
      `${record.number} is over; reopen it to make it a major incident`,
    );
  }
  if (next !== null && next <= now)
    throw new InputError('nextUpdateAt: must be an instant still to come');
  if (major.announced && record.visibility === 'restricted') {
    throw new InputError(
      `announced: ${record.number} is restricted, and what is restricted is not announced`,
    );
  }
  await kernel.records.changeRecord(caller, {
    id,
    expectedVersion,
    set: {
      major: true,
      majorSince: record.majorSince ?? now,
      majorSummary: major.summary,
      majorAnnounced: major.announced,
      nextUpdateAt: next,
    },
  });
}

/** Takes the flag away; what was known stays in the journal. */
export async function endMajor(
  kernel: Pick<ItsmKernel, 'records'>,
  caller: Caller,
  id: string,
  expectedVersion?: number,
): Promise<void> {
  await kernel.records.changeRecord(caller, {
    id,
    expectedVersion,
    set: {
      major: false,
      majorSince: null,
      majorSummary: null,
      majorAnnounced: false,
      nextUpdateAt: null,
    },
  });
}

/**
 * What announced major incidents tell, without more: neither number nor title for those who may
 * not read the incident.
 */
export async function disruptions(
  kernel: Pick<ItsmKernel, 'records' | 'catalog'>,
  store: IncidentStore,
  caller: Caller,
  services: readonly string[],
): Promise<{ items: Disruption[]; refs: Record<string, RefInfo> }> {
  const announced = await store.announced(services);
  const [numbers, refs] = await Promise.all([
    kernel.records.readableNumbers(
      caller,
      announced.map(a => a.recordId),
    ),
    kernel.catalog.describe(announced.map(a => a.serviceRef)),
  ]);
  const instant = (at: number | undefined) =>
    at === undefined ? undefined : new Date(at).toISOString();
  return {
    items: announced.map(a => ({
      serviceRef: a.serviceRef,
      number: numbers.get(a.recordId),
      summary: a.summary,
      since: instant(a.since)!,
      updatedAt: instant(a.updatedAt)!,
      nextUpdateAt: instant(a.nextUpdateAt),
    })),
    refs,
  };
}
