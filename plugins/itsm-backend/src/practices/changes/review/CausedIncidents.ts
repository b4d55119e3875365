import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  CAUSE_WINDOW_MS,
  causeScore,
  type CauseProposal,
  type CauseProposals,
  type ReviewIncident,
} from '@callboard/plugin-itsm-common';
import {
  incidentsReaderRef,
  type Caller,
  type IncidentBrief,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ChangeStore } from '../ChangeStore';
import { reachOfChange, type ChangeReach } from './reachOfChange';
import type { ReviewStore } from './ReviewStore';

/** Incidents that are looked at. */
const MOST_LOOKED = 500;
/** Proposals that are shown. */
const MOST_SHOWN = 20;
const MINUTE = 60_000;

/** An incident as reviews show it. */
export const briefOf = (incident: IncidentBrief): ReviewIncident => ({
  id: incident.id,
  number: incident.number,
  title: incident.title,
  status: incident.status,
  statusCategory: incident.statusCategory,
  priority: incident.priority,
  major: incident.major,
  serviceRef: incident.serviceRef,
  openedAt: new Date(incident.openedAt).toISOString(),
});

/** `25 minutes`, `3 hours`, `2 days`. */
function spanWords(minutes: number): string {
  const said = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'}`;
  if (minutes < 90) return said(minutes, 'minute');
  if (minutes < 48 * 60) return said(Math.round(minutes / 60), 'hour');
  return said(Math.round(minutes / 1440), 'day');
}

/** Which incidents a change caused, and which it may have. */
export class CausedIncidents {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      | 'records'
      | 'catalog'
      | 'clock'
      | 'services'
      | 'authorizer'
      | 'recordTypes'
    >,
    private readonly deps: { store: ReviewStore; changes: ChangeStore },
  ) {}

  /** Links an incident as caused by a change. @throws NotFoundError, NotAllowedError */
  async link(
    caller: Caller,
    change: StoredRecord,
    incident: string,
  ): Promise<void> {
    const scoped = await this.#scoped(caller);
    const record = await this.#incident(scoped, incident);
    await this.kernel.records.changeRecord(
      scoped,
      { id: record.id, link: { kind: 'caused-by', target: change.number } },
      {
        // Who links it has changed their mind.
        alongside: tx => this.deps.store.undismiss(tx, change.id, record.id),
      },
    );
  }

  /** Takes such a link back. @throws NotFoundError */
  async unlink(
    caller: Caller,
    change: StoredRecord,
    incident: string,
  ): Promise<void> {
    const scoped = await this.#scoped(caller);
    const record = await this.#incident(scoped, incident);
    const link = await this.#linkOf(change, record);
    if (!link) {
      throw new NotFoundError(
        `${record.number} is not linked as caused by ${change.number}`,
      );
    }
    await this.kernel.records.changeRecord(scoped, {
      id: record.id,
      unlink: { linkId: link.linkId },
    });
  }

  /** Says that a change did not cause an incident, or takes that back. */
  async dismiss(
    caller: Caller,
    change: StoredRecord,
    incident: string,
    dismissed: boolean,
  ): Promise<void> {
    const scoped = await this.#scoped(caller);
    const record = await this.#incident(scoped, incident);
    if (dismissed && (await this.#linkOf(change, record))) {
      throw new ConflictError(
        `${record.number} is linked as caused by ${change.number}; take the link away first`,
      );
    }
    await this.kernel.records.changeRecord(
      caller,
      {
        id: change.id,
        fact: {
          kind: dismissed
            ? 'change.cause-dismissed'
            : 'change.cause-undismissed',
          audience: 'internal',
          payload: { incident: record.id },
        },
      },
      {
        alongside: tx =>
          dismissed
            ? this.deps.store.dismiss(
                tx,
                change.id,
                record.id,
                this.kernel.clock.now(),
              )
            : this.deps.store.undismiss(tx, change.id, record.id),
      },
    );
  }

  /** @throws NotFoundError */
  async #incident(scoped: Caller, id: string): Promise<StoredRecord> {
    return (await this.kernel.records.view(scoped, id, 'incident')).record;
  }

  /** The link that says that a change caused an incident, if there is one. */
  async #linkOf(change: StoredRecord, { id }: StoredRecord) {
    const links = await this.deps.store.causedBy(change.id);
    return links.find(l => l.recordId === id);
  }

  /** Incidents that a change may have caused, the likeliest first. */
  async proposals(
    caller: Caller,
    change: StoredRecord,
  ): Promise<CauseProposals> {
    const reader = this.kernel.services.find(incidentsReaderRef);
    const start = change.actualStart as number | undefined;
    const end = change.actualEnd as number | undefined;
    const none = (words: string): CauseProposals => ({
      items: [],
      dismissed: [],
      none: words,
      truncated: false,
      refs: {},
    });
    if (!reader) return none('Incidents are not managed here.');
    if (start === undefined) return none('Work on it has not begun.');
    const { store } = this.deps;
    const [reach, linked, dismissedIds] = await Promise.all([
      reachOfChange(caller, change, {
        ...this.kernel,
        changes: this.deps.changes,
      }),
      store.causedBy(change.id),
      store.dismissed(change.id),
    ]);
    const now = this.kernel.clock.now();
    const opened = await reader.opened(
      caller,
      { from: start, to: end === undefined ? now : end + CAUSE_WINDOW_MS },
      MOST_LOOKED + 1,
    );
    const apart = new Set([...linked.map(l => l.recordId), ...dismissedIds]);
    const likely = opened
      .slice(0, MOST_LOOKED)
      .filter(incident => !apart.has(incident.id))
      .flatMap(incident => this.#likely(incident, reach, { start, end }))
      .sort((a, b) => b.score - a.score || a.afterMinutes - b.afterMinutes)
      .slice(0, MOST_SHOWN);
    const dismissed = await reader.briefs(caller, dismissedIds);
    const refs = await this.kernel.catalog.describe([
      ...likely.flatMap(l => [...l.path, l.serviceRef]),
      ...[...dismissed.values()].map(d => d.serviceRef),
    ]);
    return {
      items: likely.map(item => ({
        ...item,
        reason: this.#reason(item, refs),
      })),
      dismissed: dismissedIds.flatMap(id => {
        const brief = dismissed.get(id);
        return brief ? [briefOf(brief)] : [];
      }),
      truncated: opened.length > MOST_LOOKED,
      refs,
    };
  }

  #likely(
    incident: IncidentBrief,
    reach: ChangeReach,
    work: { start: number; end?: number },
  ): Omit<CauseProposal, 'reason'>[] {
    const [ref] = [incident.ciRef, incident.serviceRef]
      .filter(r => r !== undefined && reach.distance.has(r))
      .sort((a, b) => reach.distance.get(a!)! - reach.distance.get(b!)!);
    if (ref === undefined) return [];
    const distance = reach.distance.get(ref)!;
    const score = causeScore({ openedAt: incident.openedAt, distance }, work);
    if (score === undefined) return [];
    return [
      {
        ...briefOf(incident),
        score,
        distance,
        afterMinutes: Math.floor((incident.openedAt - work.start) / MINUTE),
        path: reach.pathTo(ref),
      },
    ];
  }

  #reason(
    { afterMinutes, distance, path }: Omit<CauseProposal, 'reason'>,
    refs: CauseProposals['refs'],
  ): string {
    const name = (ref: string) => refs[ref]?.title ?? ref;
    const when = `Opened ${spanWords(afterMinutes)} after the work began`;
    const last = name(path[path.length - 1]);
    if (distance === 0) return `${when}, on ${last}, which was changed.`;
    return `${when}, on ${last}, which depends on ${name(path[0])}${
      distance === 1 ? '' : ` over ${distance} steps`
    }.`;
  }

  /** Links are made from the incident: its permissions count too. */
  #scoped(caller: Caller): Promise<Caller> {
    return this.kernel.authorizer.withScopes(
      caller,
      this.kernel.recordTypes
        .all()
        .flatMap(({ permissions: { read, update } }) => [read, update]),
    );
  }
}
