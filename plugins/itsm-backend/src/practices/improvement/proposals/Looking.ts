import type { ProposalLook } from '@callboard/plugin-itsm-common';
import {
  initiativesRef,
  SYSTEM_CALLER,
  type Caller,
  type ItsmKernel,
  type Job,
} from '@callboard/plugin-itsm-node';
import type { Finding } from './Finding';
import type { ProposalRow, ProposalStore } from './ProposalStore';
import { PROPOSAL_NOTES, reconcile } from './reconcile';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What the journal calls a proposal. */
export const PROPOSAL_SUBJECT = 'proposal';

/** What an initiative says it came from. Of one that came back it is another one. */
export const originOf = ({ id, round }: Pick<ProposalRow, 'id' | 'round'>) =>
  round === 0 ? id : `${id}.${round}`;

/** Looks for what is worth improving, every day, and keeps what it finds. */
export class Looking {
  /** When this backend began to look. */
  #since: number | undefined;

  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'clock' | 'database' | 'journal' | 'services'
    >,
    private readonly deps: { finding: Finding; store: ProposalStore },
  ) {}

  /** Looks now and then whether it is time, so that a day with the backend down is made up for. */
  get job(): Job {
    return {
      id: 'improvement.proposals',
      everyMs: MINUTE,
      run: () => this.#daily(),
    };
  }

  async #daily(): Promise<void> {
    const now = this.kernel.clock.now();
    this.#since ??= now;
    const { lookedAt, skipped } = await this.deps.store.lastLook();
    const wait = async () => {
      if (skipped.some(({ soon }) => soon)) return 10 * MINUTE;
      // Where records are brought in as the portal starts for the first time, there is nothing before.
      if (now - this.#since! >= HOUR) return DAY;
      const first = await this.deps.store.firstFoundAt();
      if (first === undefined) return 0;
      return now - first < HOUR ? 2 * MINUTE : DAY;
    };
    if (lookedAt === undefined || now - lookedAt >= (await wait()))
      await this.look();
  }

  /** Looks now. Twice at a time gives what once gives. */
  async look(caller: Caller = SYSTEM_CALLER): Promise<ProposalLook> {
    const { finding, store } = this.deps;
    const { found, looked, skipped } = await finding.look();
    const over = await this.#over();
    const now = this.kernel.clock.now();
    return this.kernel.database.transaction(async tx => {
      await store.noteLook(tx, now, skipped);
      const kept = await store.ofFinders(looked, tx);
      const result = reconcile({ found, looked, kept, over, now });
      const heads = new Map(kept.map(row => [row.id, row.journalHead]));
      const entries = await this.kernel.journal.prepare(
        tx,
        caller,
        result.told.map(({ row, kind }) => ({
          subjectType: PROPOSAL_SUBJECT,
          subjectId: row.id,
          kind,
          at: now,
          payload: { finder: row.finder, size: row.size, hours: row.hours },
        })),
        heads,
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
        added: count(PROPOSAL_NOTES.found),
        cameBack: count(PROPOSAL_NOTES.cameBack),
        gone: count(PROPOSAL_NOTES.gone),
        skipped,
      };
    });
  }

  /** Numbers of initiatives that are closed or abandoned, by the proposal that they came of. */
  async #over(): Promise<Map<string, string>> {
    const initiatives = this.kernel.services.find(initiativesRef);
    const accepted = await this.deps.store.list(['accepted']);
    if (!initiatives || accepted.length === 0) return new Map();
    const came = await initiatives.cameFrom(
      SYSTEM_CALLER,
      'proposal',
      accepted.map(originOf),
    );
    return new Map(
      accepted.flatMap(row => {
        const one = came.get(originOf(row));
        return one && ['closed', 'abandoned'].includes(one.status)
          ? [[row.id, one.number] as const]
          : [];
      }),
    );
  }
}
