import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  KpiDefinition,
  Proposal,
  ProposalAccept,
  ProposalDismiss,
  ProposalListQuery,
  ProposalLook,
  ProposalPage,
} from '@callboard/plugin-itsm-common';
import {
  initiativesRef,
  SYSTEM_CALLER,
  type Caller,
  type InitiativeBrief,
  type ItsmKernel,
  type ProposedInitiative,
} from '@callboard/plugin-itsm-node';
import { evidenceWords } from './evidenceWords';
import { originOf, PROPOSAL_SUBJECT, type Looking } from './Looking';
import { presentProposal, type Rights } from './present';
import type { ProposalRow, ProposalStore } from './ProposalStore';
import { PROPOSAL_NOTES, type ProposalNote } from './reconcile';
import type { ProposalSettings } from './settings';

const DEFAULT_LIMIT = 25;
/** For so long nobody else accepts one that somebody is accepting. */
const CLAIM = 60_000;
const LONGEST_TITLE = 200;

/** What the numbers say is worth improving, and what becomes of it. */
export interface ProposalService {
  list(caller: Caller, query: ProposalListQuery): Promise<ProposalPage>;
  /** @throws NotFoundError for one that is not there, or is about what the caller may not see */
  get(caller: Caller, id: string): Promise<Proposal>;
  /** Looks at the numbers now. */
  look(caller: Caller): Promise<ProposalLook>;
  /** Makes an initiative of it, once. @throws ConflictError for one that is not open */
  accept(caller: Caller, id: string, accept: ProposalAccept): Promise<Proposal>;
  /** @throws ConflictError for one that became an initiative, or no longer holds */
  dismiss(
    caller: Caller,
    id: string,
    dismiss: ProposalDismiss,
  ): Promise<Proposal>;
  /** Takes back that it was dismissed. */
  restore(caller: Caller, id: string): Promise<Proposal>;
}

/** What a caller is known to be allowed to; nothing is asked here. */
export type RightsOf = (caller: Caller) => Rights;

const STATES: Partial<Record<ProposalNote, ProposalRow['state']>> = {
  [PROPOSAL_NOTES.accepted]: 'accepted',
  [PROPOSAL_NOTES.dismissed]: 'dismissed',
  [PROPOSAL_NOTES.restored]: 'open',
};

function requireOpen({ state }: ProposalRow): void {
  if (state === 'open') return;
  const why: Record<Exclude<typeof state, 'open'>, string> = {
    accepted: 'It became an initiative already; abandon that instead',
    dismissed: 'It was dismissed already; take that back first',
    gone: 'It no longer holds; it comes back by itself when it does again',
  };
  throw new ConflictError(why[state]);
}

/** Where a page ends; opaque to clients. */
const writePlace = ({ hours, id }: ProposalRow): string =>
  Buffer.from(`${hours} ${id}`).toString('base64url');

function readPlace(cursor: string): { hours: number; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, hours, id] =
    /^(\d{1,15}(?:\.\d{1,6})?) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!id)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  return { hours: Number(hours), id };
}

const isBehind = (
  row: ProposalRow,
  place: { hours: number; id: string },
): boolean =>
  row.hours < place.hours || (row.hours === place.hours && row.id < place.id);

/** See {@link ProposalService}. */
export class DefaultProposalService implements ProposalService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      | 'catalog'
      | 'catalogAccess'
      | 'clock'
      | 'database'
      | 'journal'
      | 'kpis'
      | 'services'
    >,
    private readonly deps: {
      store: ProposalStore;
      looking: Looking;
      settings: ProposalSettings;
      rightsOf: RightsOf;
    },
  ) {}

  async list(caller: Caller, query: ProposalListQuery): Promise<ProposalPage> {
    const { limit = DEFAULT_LIMIT, cursor, state = ['open'] } = query;
    const [rows, { lookedAt, skipped }] = await Promise.all([
      this.deps.store.list(state),
      this.deps.store.lastLook(),
    ]);
    const seen = await this.#seen(caller, rows);
    const wanted = seen.filter(
      row =>
        (query.finder?.includes(row.finder) ?? true) &&
        (!query.service ||
          (row.serviceRef && query.service.includes(row.serviceRef))) &&
        (!query.team || (row.ownerRef && query.team.includes(row.ownerRef))),
    );
    const after = cursor === undefined ? undefined : readPlace(cursor);
    const rest = after ? wanted.filter(row => isBehind(row, after)) : wanted;
    const page = rest.slice(0, limit);
    const last = page[page.length - 1];
    const named = (values: readonly (string | undefined)[]) =>
      [...new Set(values.flatMap(ref => ref ?? []))].sort();
    const services = named(seen.map(row => row.serviceRef));
    const teams = named(seen.map(row => row.ownerRef));
    return {
      items: await this.#present(caller, page),
      pageInfo: {
        nextCursor: rest.length > page.length ? writePlace(last) : undefined,
      },
      lookedAt:
        lookedAt === undefined ? undefined : new Date(lookedAt).toISOString(),
      skipped,
      services,
      teams,
      refs: await this.kernel.catalog.describe([
        ...services,
        ...teams,
        ...page.flatMap(row => row.entities),
      ]),
      viewer: { canLook: this.deps.rightsOf(caller).decides },
    };
  }

  async get(caller: Caller, id: string): Promise<Proposal> {
    const [proposal] = await this.#present(caller, [
      await this.#require(caller, id),
    ]);
    return proposal;
  }

  look(caller: Caller): Promise<ProposalLook> {
    return this.deps.looking.look(caller);
  }

  async accept(
    caller: Caller,
    id: string,
    accept: ProposalAccept,
  ): Promise<Proposal> {
    const { store } = this.deps;
    const initiatives = this.kernel.services.find(initiativesRef);
    if (!initiatives)
      throw new InputError('There is no register that could take it');
    const row = await this.#require(caller, id);
    if (row.state === 'accepted') return this.get(caller, id);
    requireOpen(row);
    const now = this.kernel.clock.now();
    if (!(await store.claim(id, now, now + CLAIM))) {
      const { state } = await this.#require(caller, id);
      if (state === 'accepted') return this.get(caller, id);
      throw new ConflictError(
        'Somebody is accepting it at this moment; look at it again',
      );
    }
    try {
      const origin = originOf(row);
      // One that was filed when the backend stopped before it was noted here.
      const filed = await initiatives.cameFrom(SYSTEM_CALLER, 'proposal', [
        origin,
      ]);
      const made =
        filed.get(origin) ??
        (await initiatives.propose(
          caller,
          await this.#initiativeOf(row, origin, accept),
        ));
      await this.#decide(caller, row, PROPOSAL_NOTES.accepted, {
        initiative: made.number,
      });
    } catch (error) {
      await store.release(id);
      throw error;
    }
    return this.get(caller, id);
  }

  async dismiss(
    caller: Caller,
    id: string,
    { reason }: ProposalDismiss,
  ): Promise<Proposal> {
    const row = await this.#require(caller, id);
    requireOpen(row);
    await this.#decide(caller, row, PROPOSAL_NOTES.dismissed, {}, reason);
    return this.get(caller, id);
  }

  async restore(caller: Caller, id: string): Promise<Proposal> {
    const row = await this.#require(caller, id);
    if (row.state === 'open') return this.get(caller, id);
    if (row.state !== 'dismissed')
      throw new ConflictError(
        row.state === 'accepted'
          ? 'It became an initiative; abandon that instead'
          : 'It no longer holds; it comes back by itself when it does again',
      );
    await this.#decide(caller, row, PROPOSAL_NOTES.restored, {});
    return this.get(caller, id);
  }

  /** Those of the rows whose entities the caller may all see in the catalog. */
  async #seen(
    caller: Caller,
    rows: readonly ProposalRow[],
  ): Promise<ProposalRow[]> {
    const refs = [...new Set(rows.flatMap(row => row.entities))];
    if (refs.length === 0) return [...rows];
    const readable = await this.kernel.catalogAccess.readable(caller, refs);
    return rows.filter(row => row.entities.every(ref => readable.has(ref)));
  }

  async #require(caller: Caller, id: string): Promise<ProposalRow> {
    const found = await this.deps.store.find(id);
    const [row] = found ? await this.#seen(caller, [found]) : [];
    if (!row)
      throw new NotFoundError(
        'There is no such proposal, or it is about something that you may not see',
      );
    return row;
  }

  async #present(
    caller: Caller,
    rows: readonly ProposalRow[],
  ): Promise<Proposal[]> {
    const accepted = rows.filter(({ state }) => state === 'accepted');
    const initiatives = this.kernel.services.find(initiativesRef);
    const [came, definitions] = await Promise.all([
      accepted.length > 0 && initiatives
        ? initiatives.cameFrom(caller, 'proposal', accepted.map(originOf))
        : new Map<string, InitiativeBrief>(),
      rows.some(({ measure }) => measure)
        ? this.kernel.kpis.all()
        : ([] as readonly KpiDefinition[]),
    ]);
    const kpis = new Map(definitions.map(one => [one.key, one]));
    return rows.map(row =>
      presentProposal(row, {
        initiative: came.get(originOf(row)),
        kpis,
        settings: this.deps.settings,
        rights: this.deps.rightsOf(caller),
      }),
    );
  }

  async #initiativeOf(
    row: ProposalRow,
    originId: string,
    { ownerRef = row.ownerRef }: ProposalAccept,
  ): Promise<ProposedInitiative> {
    const { measure, evidence } = row;
    const known = await this.kernel.kpis.all();
    const kpi = known.find(one => one.key === measure?.kpi && !one.awaits);
    return {
      origin: 'proposal',
      originId,
      title: row.title.slice(0, LONGEST_TITLE),
      objective: row.why,
      evidence: evidenceWords(row),
      serviceRef: row.serviceRef,
      ownerRef,
      ...(kpi && measure
        ? {
            kpi: measure.kpi,
            kpiWhere: measure.where,
            statistic: measure.statistic,
            baselineFrom: evidence.from,
            baselineTo: evidence.to,
            target: measure.target,
            direction: measure.direction,
            hoursEach: measure.hoursEach,
          }
        : {}),
    };
  }

  /** Notes what was decided, with its entry in the journal; what people wrote is no part of that. */
  async #decide(
    caller: Caller,
    row: ProposalRow,
    kind: ProposalNote,
    payload: Readonly<Record<string, unknown>>,
    reason?: string,
  ): Promise<void> {
    const { store } = this.deps;
    const at = this.kernel.clock.now();
    const isOpen = kind === PROPOSAL_NOTES.restored;
    await this.kernel.database.transaction(async tx => {
      const textId =
        reason === undefined
          ? undefined
          : await store.addText(tx, row.id, reason, caller.ref);
      const entries = await this.kernel.journal.prepare(
        tx,
        caller,
        [
          {
            subjectType: PROPOSAL_SUBJECT,
            subjectId: row.id,
            kind,
            at,
            payload: { finder: row.finder, ...payload },
          },
        ],
        new Map([[row.id, row.journalHead]]),
      );
      const decided = await store.decide(
        tx,
        { id: row.id, from: row.state },
        {
          state: STATES[kind]!,
          at: isOpen ? undefined : at,
          size: isOpen ? undefined : row.size,
          textId,
          head: entries.heads.get(row.id)!,
        },
      );
      if (!decided)
        throw new ConflictError(
          'Somebody else decided about it meanwhile; look at it again',
        );
      if (row.textId) await store.dropTexts(tx, [row.textId]);
      await entries.append();
    });
  }
}
