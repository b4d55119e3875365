import { InputError } from '@backstage/errors';
import type {
  Confirm,
  ConfirmationListQuery,
  ConfirmationPage,
  ConfirmResult,
  Excuse,
  FindingResult,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel, NewEntry } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { fingerprintOf, readCursor, writeCursor } from '../items/cursor';
import { readVisible } from '../items/readVisible';
import type { Attestation, AttestationStore } from './AttestationStore';
import type { ConfirmationPlace, ConfirmationStore } from './ConfirmationStore';
import type { Evaluation } from './Evaluation';
import type { Tx } from './EvaluationStore';
import type { FindingRow, FindingStore } from './FindingStore';
import { HealthFactsStore } from './HealthFactsStore';
import { askedItems } from './healthQuestion';
import type { HealthRow, HealthStore } from './HealthStore';
import type { HealthWork } from './HealthWork';
import { HEALTH_SUBJECT } from './kinds';
import { showScores } from './score';
import { mayAttest, type VisibleHealth } from './VisibleHealth';

const DEFAULT_LIMIT = 25;
const DAY = 86_400_000;
const LONGEST_EXCUSE = 2 * 366 * DAY;
const PLACE = ['number', 'text'] as const;

const NOT_YOURS =
  'It is for the group that owns the item, and for agents; ask them';

const iso = (instant: number) => new Date(instant).toISOString();
const sumOf = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/** What people say of the data of items: that they are right, and which findings they accept. */
export interface AttestationService {
  /** Items to be confirmed, the longest due first. */
  confirmations(
    caller: Caller,
    query: ConfirmationListQuery,
  ): Promise<ConfirmationPage>;
  /** Confirms items, each on its own, and says what became of each. */
  confirm(caller: Caller, command: Confirm): Promise<ConfirmResult>;
  /** Accepts findings until an instant. @throws InputError for one that has passed or is too far */
  excuse(caller: Caller, command: Excuse): Promise<FindingResult>;
  /** Takes back that findings are accepted. */
  unexcuse(caller: Caller, findings: readonly string[]): Promise<FindingResult>;
}

/** What the service is made from. */
export interface AttestationDeps {
  evaluation: Evaluation;
  health: HealthStore;
  findings: FindingStore;
  attestations: AttestationStore;
  confirmations: ConfirmationStore;
  visible: VisibleHealth;
  work: HealthWork;
}

/** See {@link AttestationService}. Each command is one transaction with its journal. */
export class DefaultAttestationService implements AttestationService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'clock' | 'database' | 'journal'
    >,
    private readonly deps: AttestationDeps,
  ) {}

  async confirmations(
    caller: Caller,
    query: ConfirmationListQuery,
  ): Promise<ConfirmationPage> {
    const { confirmations, visible } = this.deps;
    const { cursor: text, limit = DEFAULT_LIMIT, ...given } = query;
    const question = { within: 0, owner: ['mine'], ...given };
    const fingerprint = fingerprintOf(question);
    const cursor =
      text === undefined ? undefined : readCursor(text, fingerprint, PLACE);
    if (cursor && !cursor.place)
      throw new InputError(
        'cursor: is not one that this API gave; start again without it',
      );
    const start = cursor?.place as ConfirmationPlace | undefined;
    const until = this.kernel.clock.now() + question.within * DAY;
    const asked = askedItems(caller, question);
    const placeOf = (row: HealthRow): ConfirmationPlace => [
      row.confirmDueAt!,
      row.ref,
    ];
    const { rows, more } = await readVisible<HealthRow>(limit, {
      whole: await visible.whole(caller),
      after: (row, size) =>
        confirmations.page(asked, until, size, row ? placeOf(row) : start),
      visible: found => visible.items(caller, found),
      // A cursor names the item by its reference: it never ends at one that is not for the caller.
      canEndAt: () => false,
    });
    const last = rows[rows.length - 1];
    const items = rows.map(row => ({
      ref: row.ref,
      title: row.title,
      kind: row.kind,
      class: row.class,
      ownerRef: row.ownerRef,
      systemRef: row.systemRef,
      confirmedAt:
        row.confirmedAt === undefined ? undefined : iso(row.confirmedAt),
      dueAt: iso(row.confirmDueAt!),
      scores: showScores(row.scores),
      findings: sumOf(row.findings),
    }));
    return {
      items,
      pageInfo: {
        nextCursor: more
          ? writeCursor(
              { direction: 'next', place: placeOf(last) },
              fingerprint,
            )
          : undefined,
      },
      refs: await this.kernel.catalog.describe(
        items.flatMap(item => [item.ownerRef, item.systemRef]),
      ),
    };
  }

  async confirm(caller: Caller, command: Confirm): Promise<ConfirmResult> {
    const { database, clock } = this.kernel;
    const refs = [...new Set(command.refs)];
    const basis = await this.deps.evaluation.basis();
    const readable = await this.deps.visible.readable(caller, refs);
    const facts = new Map(
      (await new HealthFactsStore(database).read(refs, basis)).map(f => [
        f.ref,
        f,
      ]),
    );
    const reasonOf = (ref: string) => {
      const found = readable.has(ref) ? facts.get(ref) : undefined;
      if (!found) return 'There is no such item, or you may not see it';
      return mayAttest(caller, found.owner?.ref) ? undefined : NOT_YOURS;
    };
    const confirmed = refs.filter(ref => reasonOf(ref) === undefined);
    const now = clock.now();
    if (confirmed.length > 0)
      await this.#write(
        caller,
        confirmed,
        said => ({
          ...said,
          confirmedAt: now,
          confirmedByRef: caller.ref,
          note: command.note,
        }),
        confirmed.map(ref => ({ ref, kind: 'ci.confirmed', payload: {} })),
      );
    const rows = await this.deps.health.rows(confirmed);
    return {
      items: command.refs.map(ref => {
        const dueAt = rows.get(ref)?.confirmDueAt;
        const reason = reasonOf(ref);
        return {
          ref,
          done: reason === undefined,
          dueAt: dueAt === undefined ? undefined : iso(dueAt),
          reason,
        };
      }),
    };
  }

  async excuse(caller: Caller, command: Excuse): Promise<FindingResult> {
    const now = this.kernel.clock.now();
    const until = Date.parse(command.until);
    if (until <= now)
      throw new InputError('until: has passed; say a later instant');
    if (until > now + LONGEST_EXCUSE)
      throw new InputError(
        'until: is more than two years from now; accept it for a shorter time and look at it again',
      );
    return this.#onFindings(
      caller,
      command.findings,
      'ci.finding-excused',
      { until },
      (tx, rows) =>
        this.deps.findings.excuse(tx, rows, {
          until,
          reason: command.reason,
          byRef: caller.ref,
        }),
    );
  }

  unexcuse(
    caller: Caller,
    findings: readonly string[],
  ): Promise<FindingResult> {
    return this.#onFindings(
      caller,
      findings,
      'ci.finding-unexcused',
      {},
      (tx, rows) => this.deps.findings.unexcuse(tx, rows),
    );
  }

  /** Writes something about findings, in one transaction with its journal and what follows from it. */
  async #onFindings(
    caller: Caller,
    ids: readonly string[],
    kind: string,
    payload: Readonly<Record<string, unknown>>,
    write: (tx: Tx, rows: readonly FindingRow[]) => Promise<void>,
  ): Promise<FindingResult> {
    const { findings, visible } = this.deps;
    const found = new Map(
      (
        await visible.visible(
          caller,
          await findings.byIds(ids, this.kernel.clock.now()),
        )
      ).map(row => [row.id, row]),
    );
    const reasonOf = (id: string) => {
      const row = found.get(id);
      if (!row)
        return 'There is no such finding any more, or you may not see it';
      return mayAttest(caller, row.ownerRef) ? undefined : NOT_YOURS;
    };
    const rows = [...found.values()].filter(
      row => reasonOf(row.id) === undefined,
    );
    if (rows.length > 0)
      await this.#write(
        caller,
        rows.map(row => row.ref),
        said => said,
        rows.map(({ ref, rule }) => ({
          ref,
          kind,
          payload: { rule, ...payload },
        })),
        tx => write(tx, rows),
      );
    return {
      items: ids.map(id => {
        const reason = reasonOf(id);
        return { id, done: reason === undefined, reason };
      }),
    };
  }

  async #write(
    caller: Caller,
    refs: readonly string[],
    change: (said: Attestation) => Attestation,
    told: readonly { ref: string; kind: string; payload: object }[],
    also: (tx: Tx) => Promise<void> = async () => {},
  ): Promise<void> {
    const { attestations, evaluation, work } = this.deps;
    const { database, journal } = this.kernel;
    const basis = await evaluation.basis();
    const unique = [...new Set(refs)].sort();
    await database.transaction(async tx => {
      let append = async () => {};
      await work.evaluateIn(tx, unique, basis, async () => {
        const known = await attestations.of(unique, tx);
        const said = new Map(
          unique.map((ref): [string, Attestation] => [
            ref,
            known.get(ref) ?? { ref, id: uuidv7() },
          ]),
        );
        const entries = told.map(
          ({ ref, kind, payload }): NewEntry => ({
            subjectType: HEALTH_SUBJECT,
            subjectId: said.get(ref)!.id,
            kind,
            payload: { ref, ...payload },
          }),
        );
        const prepared = await journal.prepare(
          tx,
          caller,
          entries,
          new Map([...said.values()].map(s => [s.id, s.journalHead])),
        );
        append = () => prepared.append();
        await attestations.write(
          tx,
          [...said.values()].map(s => ({
            ...change(s),
            journalHead: prepared.heads.get(s.id) ?? s.journalHead,
          })),
        );
        await also(tx);
      });
      await append();
    });
  }
}
