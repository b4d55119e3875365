import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  DEFAULT_REVIEW_DAYS,
  RISK_FINDERS,
  riskLifecycle,
  type RiskCandidate,
  type RiskCandidateAccept,
  type RiskCandidateDismiss,
  type RiskCandidatePage,
  type RiskCandidateQuery,
  type RiskLook,
  type RiskState,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import type { RiskService } from '../RiskService';
import type { CameFrom, RiskStore } from '../RiskStore';
import type {
  CandidatePlace,
  CandidateQuestion,
  CandidateStore,
} from './CandidateStore';
import { CANDIDATE_SUBJECT, originOf, type RiskLooking } from './Looking';
import {
  CANDIDATE_NOTES,
  type CandidateNote,
  type CandidateRow,
} from './reconcile';

const DEFAULT_LIMIT = 25;
/** So often what follows is read for a page of which the caller may not see all. */
const MOST_STEPS = 10;
const LONGEST_TITLE = 200;

/** What the data say could become a risk, and what becomes of it. */
export interface CandidateService {
  list(caller: Caller, query: RiskCandidateQuery): Promise<RiskCandidatePage>;
  /** @throws NotFoundError for one that is not there, or is about what the caller may not see */
  get(caller: Caller, id: string): Promise<RiskCandidate>;
  /** Looks at the data now. */
  look(caller: Caller): Promise<RiskLook>;
  /** Puts it into the register, once. @throws ConflictError for one that is not open */
  accept(
    caller: Caller,
    id: string,
    accept: RiskCandidateAccept,
  ): Promise<RiskCandidate>;
  /** @throws ConflictError for one that is in the register, or no longer holds */
  dismiss(
    caller: Caller,
    id: string,
    dismiss: RiskCandidateDismiss,
  ): Promise<RiskCandidate>;
  /** Takes back that it was dismissed. */
  restore(caller: Caller, id: string): Promise<RiskCandidate>;
}

/** Whether a caller may decide about candidates; nothing is asked here. */
export type Decides = (caller: Caller) => boolean;

const STATES: Partial<Record<CandidateNote, CandidateRow['state']>> = {
  [CANDIDATE_NOTES.accepted]: 'accepted',
  [CANDIDATE_NOTES.dismissed]: 'dismissed',
  [CANDIDATE_NOTES.restored]: 'open',
};

function requireOpen({ state }: CandidateRow): void {
  if (state === 'open') return;
  const why: Record<Exclude<typeof state, 'open'>, string> = {
    accepted: 'It is in the register already; close the risk instead',
    dismissed: 'It was dismissed already; take that back first',
    gone: 'It no longer holds; it comes back by itself when it does again',
  };
  throw new ConflictError(why[state]);
}

const scoreOf = ({ likelihood, impact }: CandidateRow) => likelihood * impact;
const iso = (at: number) => new Date(at).toISOString();

/** Where a page ends; opaque to clients. */
const writePlace = (row: CandidateRow): string =>
  Buffer.from(`${scoreOf(row)} ${row.id}`).toString('base64url');

const placeOf = (row: CandidateRow): CandidatePlace => ({
  score: scoreOf(row),
  id: row.id,
});

function readPlace(cursor: string): CandidatePlace {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, score, id] = /^(\d{1,2}) ([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!id)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  return { score: Number(score), id };
}

/** What of a candidate a risk begins with, in Markdown. */
const factsIn = ({ facts }: CandidateRow): string =>
  facts.map(({ label, value }) => `- ${label}: ${value}`).join('\n');

/** See {@link CandidateService}. */
export class DefaultCandidateService implements CandidateService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'clock' | 'database' | 'journal' | 'records'
    >,
    private readonly deps: {
      store: CandidateStore;
      looking: RiskLooking;
      riskStore: RiskStore;
      /** Without permissions: they were asked for already. */
      risks: Pick<RiskService, 'file'>;
      decides: Decides;
    },
  ) {}

  async list(
    caller: Caller,
    query: RiskCandidateQuery,
  ): Promise<RiskCandidatePage> {
    const { limit = DEFAULT_LIMIT, cursor, state = ['open'] } = query;
    const question = {
      states: state,
      finders: query.finder,
      services: query.service && (await this.deps.store.namesOf(query.service)),
      owners: query.team,
    };
    const after = cursor === undefined ? undefined : readPlace(cursor);
    const [{ page, last }, { lookedAt, skipped }] = await Promise.all([
      this.#page(caller, question, { limit, after }),
      this.deps.store.lastLook(),
    ]);
    const items = await this.#present(caller, page);
    return {
      items,
      pageInfo: last ? { nextCursor: writePlace(last) } : {},
      lookedAt: lookedAt === undefined ? undefined : iso(lookedAt),
      skipped,
      refs: await this.kernel.catalog.describe(
        items.flatMap(item => [
          item.serviceRef,
          item.ownerRef,
          ...item.facts.map(fact => fact.ref),
        ]),
      ),
      viewer: { canLook: this.deps.decides(caller) },
    };
  }

  async get(caller: Caller, id: string): Promise<RiskCandidate> {
    const [candidate] = await this.#present(caller, [
      await this.#require(caller, id),
    ]);
    return candidate;
  }

  look(caller: Caller): Promise<RiskLook> {
    return this.deps.looking.look(caller);
  }

  async accept(
    caller: Caller,
    id: string,
    accept: RiskCandidateAccept,
  ): Promise<RiskCandidate> {
    const row = await this.#require(caller, id);
    if (row.state === 'accepted') return this.get(caller, id);
    requireOpen(row);
    const origin = originOf(row);
    // One that was filed when the backend stopped before it was noted here.
    const before = await this.deps.riskStore.cameFrom([origin]);
    const number =
      before.get(origin)?.number ?? (await this.#file(caller, row, accept));
    await this.#decide(caller, row, CANDIDATE_NOTES.accepted, { risk: number });
    return this.get(caller, id);
  }

  async #file(
    caller: Caller,
    row: CandidateRow,
    accept: RiskCandidateAccept,
  ): Promise<string> {
    const { category } = RISK_FINDERS.find(f => f.value === row.finder)!;
    try {
      const { number } = await this.deps.risks.file(
        caller,
        {
          title: row.title.slice(0, LONGEST_TITLE),
          serviceRef: row.serviceRef,
          ownerRef: accept.ownerRef ?? row.ownerRef,
          riskCategory: category,
          cause: [row.title, factsIn(row)].filter(Boolean).join('\n\n'),
          effect: row.why,
          likelihood: accept.likelihood ?? row.likelihood,
          impact: accept.impact ?? row.impact,
          treatmentPlan: row.remedy,
          reviewEvery: DEFAULT_REVIEW_DAYS,
        },
        originOf(row),
      );
      return number;
    } catch (error) {
      // Somebody accepts it at the same instant: the database takes it once.
      const made = await this.deps.riskStore.cameFrom([originOf(row)]);
      const one = made.get(originOf(row));
      if (!one) throw error;
      return one.number;
    }
  }

  async dismiss(
    caller: Caller,
    id: string,
    { reason }: RiskCandidateDismiss,
  ): Promise<RiskCandidate> {
    const row = await this.#require(caller, id);
    requireOpen(row);
    await this.#decide(caller, row, CANDIDATE_NOTES.dismissed, {}, reason);
    return this.get(caller, id);
  }

  async restore(caller: Caller, id: string): Promise<RiskCandidate> {
    const row = await this.#require(caller, id);
    if (row.state === 'open') return this.get(caller, id);
    if (row.state !== 'dismissed')
      throw new ConflictError(
        row.state === 'accepted'
          ? 'It is in the register; close the risk instead'
          : 'It no longer holds; it comes back by itself when it does again',
      );
    await this.#decide(caller, row, CANDIDATE_NOTES.restored, {});
    return this.get(caller, id);
  }

  /**
   * A page of those that the caller may see, and the last one that was looked at if there may be more.
   * Whoever sees little of the catalog is answered a short page rather than made to wait for all.
   */
  async #page(
    caller: Caller,
    question: CandidateQuestion,
    place: { limit: number; after?: CandidatePlace },
  ): Promise<{ page: CandidateRow[]; last?: CandidateRow }> {
    const { limit } = place;
    const page: CandidateRow[] = [];
    let { after } = place;
    let last: CandidateRow | undefined;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const rows = await this.deps.store.page(question, {
        limit: limit + 1,
        after,
      });
      const seen = await this.#seen(caller, rows);
      const room = limit - page.length;
      page.push(...seen.slice(0, room));
      if (seen.length > room) return { page, last: page[page.length - 1] };
      if (rows.length <= limit) return { page };
      last = rows[rows.length - 1];
      after = placeOf(last);
    }
    return { page, last };
  }

  /** Those of the rows whose entities the caller may all see in the catalog. */
  async #seen(
    caller: Caller,
    rows: readonly CandidateRow[],
  ): Promise<CandidateRow[]> {
    const refs = [...new Set(rows.flatMap(row => row.entities))];
    if (refs.length === 0) return [...rows];
    const readable = await this.kernel.catalogAccess.readable(caller, refs);
    return rows.filter(row => row.entities.every(ref => readable.has(ref)));
  }

  async #require(caller: Caller, id: string): Promise<CandidateRow> {
    const found = await this.deps.store.find(id);
    const [row] = found ? await this.#seen(caller, [found]) : [];
    if (!row)
      throw new NotFoundError(
        'There is no such candidate, or it is about something that you may not see',
      );
    return row;
  }

  async #present(
    caller: Caller,
    rows: readonly CandidateRow[],
  ): Promise<RiskCandidate[]> {
    const came = await this.deps.riskStore.cameFrom(
      rows.filter(({ state }) => state === 'accepted').map(originOf),
      this.kernel.records.conditions(caller).readable,
    );
    const decides = this.deps.decides(caller);
    // A row has what its service was called when it was looked last.
    const names = await this.kernel.catalog.called(
      rows.flatMap(({ serviceRef }) => serviceRef ?? []),
    );
    return rows.map(row =>
      present(
        { ...row, serviceRef: row.serviceRef && names.get(row.serviceRef) },
        came.get(originOf(row)),
        decides,
      ),
    );
  }

  /** Notes what was decided, with its entry in the journal; what people wrote is no part of that. */
  async #decide(
    caller: Caller,
    row: CandidateRow,
    kind: CandidateNote,
    payload: Readonly<Record<string, unknown>>,
    reason?: string,
  ): Promise<void> {
    const { store } = this.deps;
    const at = this.kernel.clock.now();
    const isOpen = kind === CANDIDATE_NOTES.restored;
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
            subjectType: CANDIDATE_SUBJECT,
            subjectId: row.id,
            kind,
            at,
            payload: { finder: row.finder, ...payload },
          },
        ],
        new Map([[row.id, row.journalHead]]),
      );
      const decided = await store.decide(tx, row, {
        state: STATES[kind]!,
        at: isOpen ? undefined : at,
        severity: isOpen ? undefined : row.severity,
        textId,
        head: entries.heads.get(row.id)!,
      });
      if (!decided)
        throw new ConflictError(
          'Somebody else decided about it meanwhile; look at it again',
        );
      if (row.textId) await store.dropTexts(tx, [row.textId]);
      await entries.append();
    });
  }
}

function present(
  row: CandidateRow,
  risk: CameFrom | undefined,
  decides: boolean,
): RiskCandidate {
  return {
    id: row.id,
    finder: row.finder,
    state: row.state,
    title: row.title,
    why: row.why,
    remedy: row.remedy,
    serviceRef: row.serviceRef,
    ownerRef: row.ownerRef,
    likelihood: row.likelihood,
    impact: row.impact,
    facts: [...row.facts],
    path: row.path,
    foundAt: iso(row.foundAt),
    seenAt: iso(row.seenAt),
    decidedAt: row.decidedAt === undefined ? undefined : iso(row.decidedAt),
    reason: row.reason,
    note: row.note,
    risk: risk && {
      number: risk.number,
      title: risk.title,
      statusLabel: riskLifecycle.states[risk.status as RiskState].label,
    },
    viewer: {
      canAccept: decides && row.state === 'open',
      canDismiss: decides && row.state === 'open',
      canRestore: decides && row.state === 'dismissed',
    },
  };
}
