import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  MOST_TREND_EVIDENCE,
  requirePerson,
  TREND,
  trendSummarySchema,
  type BulkResult,
  type NewTrend,
  type NewTrendEvidence,
  type Trend,
  type TrendBulk,
  type TrendEvidenceList,
  type TrendListQuery,
  type TrendPage,
  type TrendPatch,
  type TrendReview,
  type TrendTransition,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  holdRecord,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { EVIDENCE_SUBJECT, STRATEGY_NOTES } from '../kinds';
import type { EvidenceRow, EvidenceStore } from './EvidenceStore';

const SUMMARY_KEYS = Object.keys(trendSummarySchema.shape);
const iso = (at: number) => new Date(at).toISOString();

/**
 * What can be done with market trends, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the trend moved on.
 */
export interface TrendService {
  file(caller: Caller, trend: NewTrend): Promise<Trend>;
  /** Trends that the caller may read, as a keyset page. */
  list(caller: Caller, query: TrendListQuery): Promise<TrendPage>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Trend>;
  update(
    caller: Caller,
    id: string,
    patch: TrendPatch,
    expectedVersion?: number,
  ): Promise<Trend>;
  transition(
    caller: Caller,
    id: string,
    command: TrendTransition,
    expectedVersion?: number,
  ): Promise<Trend>;
  bulk(caller: Caller, command: TrendBulk): Promise<BulkResult>;
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Trend>;
  /** Says that it was looked at again. @throws ConflictError for a closed one */
  review(
    caller: Caller,
    id: string,
    said: TrendReview,
    expectedVersion?: number,
  ): Promise<Trend>;
  evidence(caller: Caller, id: string): Promise<TrendEvidenceList>;
  addEvidence(
    caller: Caller,
    id: string,
    said: NewTrendEvidence,
  ): Promise<TrendEvidenceList>;
  removeEvidence(
    caller: Caller,
    id: string,
    evidence: string,
  ): Promise<TrendEvidenceList>;
}

/** Trends through the kernel's door. Knows no permissions: see the authorized one. */
export class DefaultTrendService implements TrendService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'clock' | 'journal' | 'catalog'
    >,
    private readonly store: EvidenceStore,
  ) {}

  async file(caller: Caller, trend: NewTrend): Promise<Trend> {
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: TREND,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...trend,
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(caller: Caller, query: TrendListQuery): Promise<TrendPage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [TREND],
      keys: SUMMARY_KEYS,
    });
    return {
      ...page,
      items: page.items.map(record => {
        const all = records.present(record);
        return Object.fromEntries(
          SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
            key,
            all[key],
          ]),
        ) as TrendPage['items'][number];
      }),
    };
  }

  async get(caller: Caller, id: string): Promise<Trend> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, TREND);
    return { ...records.present(record), ...view } as unknown as Trend;
  }

  #done(caller: Caller, id: string): Promise<Trend> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  /** @throws NotFoundError for a record of another type */
  async #own(caller: Caller, id: string): Promise<StoredRecord> {
    return (await this.kernel.records.view(caller, id, TREND)).record;
  }

  async update(
    caller: Caller,
    id: string,
    patch: TrendPatch,
    expectedVersion?: number,
  ): Promise<Trend> {
    const record = await this.#own(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id: record.id,
      set: patch,
      expectedVersion,
    });
    return this.#done(caller, record.id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: TrendTransition,
    expectedVersion?: number,
  ): Promise<Trend> {
    const record = await this.#own(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id: record.id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, record.id);
  }

  bulk(caller: Caller, command: TrendBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<Trend> {
    requirePerson(caller, 'a trend');
    const record = await this.#own(caller, id);
    await assignToCaller(this.kernel.records, caller, {
      id: record.id,
      label: 'a trend',
      expectedVersion,
    });
    return this.#done(caller, record.id);
  }

  async review(
    caller: Caller,
    id: string,
    { comment }: TrendReview,
    expectedVersion?: number,
  ): Promise<Trend> {
    const record = await this.#own(caller, id);
    if (record.statusCategory === 'closed')
      throw new ConflictError(
        `${record.number} is closed and not reviewed any more; watch it again first`,
      );
    await this.kernel.records.changeRecord(caller, {
      id: record.id,
      set: { reviewedAt: this.kernel.clock.now() },
      fact: { kind: STRATEGY_NOTES.reviewed, audience: 'requester' },
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, record.id);
  }

  /** @throws NotAllowedError for whoever does not work on it */
  async #worked(caller: Caller, id: string): Promise<StoredRecord> {
    const { records } = this.kernel;
    const { record, viewer } = await records.view(caller, id, TREND);
    const works = await records.workedOn(caller, [record.id]);
    if (!viewer.canUpdate || !works.has(record.id))
      throw new NotAllowedError(
        `Only those who work on ${record.number} may change its evidence; ask its owner group`,
      );
    return record;
  }

  async evidence(caller: Caller, id: string): Promise<TrendEvidenceList> {
    const { records, catalog } = this.kernel;
    const { record, viewer } = await records.view(caller, id, TREND);
    const [rows, works] = await Promise.all([
      this.store.ofRecord(record.id, MOST_TREND_EVIDENCE),
      records.workedOn(caller, [record.id]),
    ]);
    return {
      items: rows.map(({ id: key, words, url, at, byRef, speaks }) => ({
        id: key,
        words,
        url,
        at: iso(at),
        byRef,
        speaks,
      })),
      canEdit: viewer.canUpdate && works.has(record.id),
      refs: await catalog.describe(rows.map(({ byRef }) => byRef)),
    };
  }

  async addEvidence(
    caller: Caller,
    id: string,
    said: NewTrendEvidence,
  ): Promise<TrendEvidenceList> {
    const record = await this.#worked(caller, id);
    const now = this.kernel.clock.now();
    const at = said.at === undefined ? now : Date.parse(said.at);
    if (at > now)
      throw new InputError('at: must not be in the future; say when it was');
    const one: EvidenceRow = {
      id: uuidv7({ msecs: now }),
      recordId: record.id,
      words: said.words,
      byRef: caller.ref,
      url: said.url,
      at,
      speaks: said.speaks,
      journalHead: '',
      createdAt: now,
    };
    await this.#write(caller, one, 'added', (tx, row) =>
      this.store.insert(tx, row),
    );
    return this.evidence(caller, record.id);
  }

  async removeEvidence(
    caller: Caller,
    id: string,
    evidence: string,
  ): Promise<TrendEvidenceList> {
    const record = await this.#worked(caller, id);
    const one = await this.store.find(record.id, evidence);
    if (!one)
      throw new NotFoundError(
        `${record.number} has no such piece of evidence (any more)`,
      );
    await this.#write(caller, one, 'removed', async tx => {
      // Of two at once the second one finds nothing, and says nothing in the journal.
      if (!(await this.store.remove(tx, one.id)))
        throw new NotFoundError(
          `${record.number} has no such piece of evidence (any more)`,
        );
    });
    return this.evidence(caller, record.id);
  }

  /** @throws ConflictError if there is no room for more of it */
  async #requireRoom(
    tx: Parameters<EvidenceStore['insert']>[0],
    id: string,
  ): Promise<void> {
    await holdRecord(tx, id);
    const there = await this.store.ofRecord(id, MOST_TREND_EVIDENCE, tx);
    if (there.length >= MOST_TREND_EVIDENCE)
      throw new ConflictError(
        `A trend has at most ${MOST_TREND_EVIDENCE} pieces of evidence; remove what matters least`,
      );
  }

  /** Writes and says so in the journal; words are people's and stand in the table alone. */
  async #write(
    caller: Caller,
    one: EvidenceRow,
    what: 'added' | 'removed',
    write: (
      tx: Parameters<EvidenceStore['insert']>[0],
      row: EvidenceRow,
    ) => Promise<void>,
  ): Promise<void> {
    const { id, recordId, at, speaks } = one;
    await this.store.knex.transaction(async tx => {
      if (what === 'added') await this.#requireRoom(tx, recordId);
      const prepared = await this.kernel.journal.prepare(
        tx,
        caller,
        [
          {
            subjectType: EVIDENCE_SUBJECT,
            subjectId: id,
            kind: `${EVIDENCE_SUBJECT}.${what}`,
            payload: { recordId, at, speaks },
          },
        ],
        new Map([[id, one.journalHead || undefined]]),
      );
      await write(tx, { ...one, journalHead: prepared.heads.get(id)! });
      await prepared.append();
    });
  }
}
