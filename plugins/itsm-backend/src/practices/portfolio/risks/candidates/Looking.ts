import type { RiskLook } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type Caller,
  type ItsmKernel,
  type Job,
} from '@callboard/plugin-itsm-node';
import type { RiskStore } from '../RiskStore';
import type { CandidateStore } from './CandidateStore';
import type { RiskFinding } from './Finding';
import {
  CANDIDATE_NOTES,
  reconcileRisks,
  type CandidateRow,
} from './reconcile';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the journal calls a candidate. */
export const CANDIDATE_SUBJECT = 'risk-candidate';

/** What a risk says it came of. Of one that came back it is another one. */
export const originOf = ({ id, round }: Pick<CandidateRow, 'id' | 'round'>) =>
  round === 0 ? id : `${id}.${round}`;

/** Looks for what could become a risk, every day, and keeps what it finds. */
export class RiskLooking {
  /** When this backend began to look. */
  #since: number | undefined;

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'clock' | 'database' | 'journal'
    >,
    private readonly deps: {
      finding: RiskFinding;
      store: CandidateStore;
      risks: RiskStore;
    },
  ) {}

  /** Looks now and then whether it is time, so that a day with the backend down is made up for. */
  get job(): Job {
    return {
      id: 'portfolio.risk-candidates',
      everyMs: MINUTE,
      run: () => this.#daily(),
    };
  }

  async #daily(): Promise<void> {
    const now = this.kernel.clock.now();
    this.#since ??= now;
    const { lookedAt } = await this.deps.store.lastLook();
    const wait = async () => {
      // Where the catalog is read as the portal starts for the first time, there is nothing before.
      if (now - this.#since! >= HOUR) return DAY;
      const first = await this.deps.store.firstFoundAt();
      return first === undefined || now - first < HOUR ? 2 * MINUTE : DAY;
    };
    if (lookedAt === undefined || now - lookedAt >= (await wait()))
      await this.look();
  }

  /** Looks now. Twice at a time gives what once gives. */
  async look(caller: Caller = SYSTEM_CALLER): Promise<RiskLook> {
    const { finding, store } = this.deps;
    const { found, looked, skipped } = await finding.look();
    const closed = await this.#closed();
    const now = this.kernel.clock.now();
    return this.kernel.database.transaction(async tx => {
      await store.noteLook(tx, now, skipped);
      const kept = await store.ofFinders(looked, tx);
      const result = reconcileRisks({ found, looked, kept, closed, now });
      const entries = await this.kernel.journal.prepare(
        tx,
        caller,
        result.told.map(({ row, kind }) => ({
          subjectType: CANDIDATE_SUBJECT,
          subjectId: row.id,
          kind,
          at: now,
          payload: { finder: row.finder, severity: row.severity },
        })),
        new Map(kept.map(row => [row.id, row.journalHead])),
      );
      await store.save(
        tx,
        result.rows.map(row => ({
          ...row,
          journalHead: entries.heads.get(row.id) ?? row.journalHead,
        })),
      );
      await store.dropTexts(tx, result.oldTexts);
      const count = (kind: string) =>
        result.told.filter(told => told.kind === kind).length;
      await entries.append();
      return {
        lookedAt: new Date(now).toISOString(),
        found: found.length,
        added: count(CANDIDATE_NOTES.found),
        cameBack: count(CANDIDATE_NOTES.cameBack),
        gone: count(CANDIDATE_NOTES.gone),
        skipped,
      };
    });
  }

  /** Numbers of risks that are closed, by the candidate that they came of. */
  async #closed(): Promise<Map<string, string>> {
    const { store, risks } = this.deps;
    const accepted = await store.accepted();
    const came = await risks.cameFrom(accepted.map(originOf));
    return new Map(
      accepted.flatMap(row => {
        const one = came.get(originOf(row));
        return one?.status === 'closed' ? [[row.id, one.number] as const] : [];
      }),
    );
  }
}
