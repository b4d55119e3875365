import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import type {
  ActualChanges,
  CauseProposals,
  ChangeReview,
  ReviewAction,
  ReviewAnswers,
  ReviewQuestion,
} from '@callboard/plugin-itsm-common';
import {
  incidentsReaderRef,
  type Caller,
  type ItsmKernel,
  type RecordChange,
  type RecordView,
} from '@callboard/plugin-itsm-node';
import type { ActualChangesTeller } from './ActualChanges';
import { briefOf, type CausedIncidents } from './CausedIncidents';
import { questionsFor } from './questionsKind';
import type { AnswerRow, ReviewStore } from './ReviewStore';

const TYPE = 'change';
/** States in which there is something to look back at. */
const DONE = ['review', 'closed'];

const iso = (at: number) => new Date(at).toISOString();

/** What can be done in the review after a change, one method a verb. */
export interface ReviewService {
  /** @throws NotFoundError, NotAllowedError for whoever does not work on it */
  get(caller: Caller, id: string): Promise<ChangeReview>;
  /** Asks for a review of what needs none by itself. @throws ConflictError */
  ask(caller: Caller, id: string): Promise<ChangeReview>;
  /** Answers questions. @throws InputError for an answer that the question does not take */
  answer(
    caller: Caller,
    id: string,
    answers: ReviewAnswers['answers'],
  ): Promise<ChangeReview>;
  /** Adds something to be done as a task of the change. */
  addAction(
    caller: Caller,
    id: string,
    action: ReviewAction,
  ): Promise<ChangeReview>;
  /** Finishes the review. @throws ConflictError while something is missing */
  finish(caller: Caller, id: string): Promise<ChangeReview>;
  /** Links an incident as caused by the change. */
  linkIncident(
    caller: Caller,
    id: string,
    incident: string,
  ): Promise<ChangeReview>;
  unlinkIncident(
    caller: Caller,
    id: string,
    incident: string,
  ): Promise<ChangeReview>;
  /** Incidents that it may have caused, the likeliest first. */
  proposals(caller: Caller, id: string): Promise<CauseProposals>;
  /** Says of a proposal that the change did not cause it, or takes that back. */
  dismiss(
    caller: Caller,
    id: string,
    incident: string,
    dismissed: boolean,
  ): Promise<CauseProposals>;
  /** What really changed while it was carried out. */
  actual(caller: Caller, id: string): Promise<ActualChanges>;
}

/** What is wrong with an answer, as a sentence; undefined if it will do. */
function faultIn(question: ReviewQuestion, answer: string): string | undefined {
  const taken: Record<string, readonly string[] | undefined> = {
    'yes-no': ['yes', 'no'],
    scale: ['1', '2', '3', '4', '5'],
    choice: question.choices?.map(c => c.value),
  };
  const among = taken[question.type];
  return among && !among.includes(answer)
    ? `must be ${among.join(', ')}`
    : undefined;
}

/** Reviews over the kernel's records. Knows no permissions. */
export class DefaultReviewService implements ReviewService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'catalog' | 'clock' | 'definitions' | 'services'
    >,
    private readonly deps: {
      store: ReviewStore;
      caused: CausedIncidents;
      actual: ActualChangesTeller;
    },
  ) {}

  async get(caller: Caller, id: string): Promise<ChangeReview> {
    const view = await this.#view(caller, id);
    const { record, viewer } = view;
    const { store } = this.deps;
    const [questions, answers, actions, linked] = await Promise.all([
      questionsFor(this.kernel.definitions, record.changeType),
      store.answers(record.id),
      store.actions(record.id),
      store.causedBy(record.id),
    ]);
    const briefs = await this.kernel.services.find(incidentsReaderRef)?.briefs(
      caller,
      linked.map(l => l.recordId),
    );
    const incidents = linked.flatMap(({ recordId, linkId }) => {
      const brief = briefs?.get(recordId);
      return brief ? [{ ...briefOf(brief), linkId }] : [];
    });
    const reason = record.reviewReason as ChangeReview['reason'];
    const reviewedAt =
      typeof record.reviewedAt === 'number' ? record.reviewedAt : undefined;
    const works = viewer.standing.includes('worker') && viewer.canUpdate;
    const why = this.#refusal(record.status, works, reviewedAt);
    return {
      number: record.number,
      version: record.version,
      reason,
      reviewedAt: reviewedAt === undefined ? undefined : iso(reviewedAt),
      questions: questions.map(q => ({
        ...q,
        choices: q.choices?.map(c => ({ ...c })),
        ...this.#answerOf(q.key, answers),
      })),
      formerAnswers: answers
        .filter(a => !questions.some(q => q.key === a.question))
        .map(a => ({ key: a.question, answer: a.answer ?? '' })),
      actions,
      incidents,
      missing: this.#missing(questions, answers),
      viewer: {
        canReview: why === undefined,
        canAsk:
          works && !reason && ['implement', ...DONE].includes(record.status),
        reason: why,
      },
      refs: {
        ...view.refs,
        ...(await this.kernel.catalog.describe([
          ...answers.map(a => a.authorRef),
          ...incidents.map(i => i.serviceRef),
        ])),
      },
    };
  }

  async ask(caller: Caller, id: string): Promise<ChangeReview> {
    const { record } = await this.#view(caller, id);
    if (!['implement', ...DONE].includes(record.status)) {
      throw new ConflictError(
        `${record.number} was not carried out, so there is nothing to review`,
      );
    }
    if (record.reviewReason) {
      throw new ConflictError(
        record.reviewedAt
          ? `${record.number} was reviewed already`
          : `${record.number} is to be reviewed already`,
      );
    }
    await this.#change(caller, {
      id: record.id,
      set: { reviewReason: 'asked' },
    });
    return this.get(caller, id);
  }

  async answer(
    caller: Caller,
    id: string,
    answers: ReviewAnswers['answers'],
  ): Promise<ChangeReview> {
    const { record } = await this.#reviewable(caller, id);
    const questions = await questionsFor(
      this.kernel.definitions,
      record.changeType,
    );
    const given = Object.entries(answers).map(([key, answer]) => {
      const question = questions.find(q => q.key === key);
      if (!question && answer !== null) {
        throw new InputError(
          `answers.${key}: is not asked; asked are ${questions
            .map(q => q.key)
            .join(', ')}`,
        );
      }
      const fault = question && answer !== null && faultIn(question, answer);
      if (fault) throw new InputError(`answers.${key}: ${fault}`);
      return { question: key, answer, written: question?.type === 'text' };
    });
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        fact: {
          kind: 'change.review-answered',
          audience: 'internal',
          payload: { questions: given.map(g => g.question) },
        },
      },
      {
        alongside: tx =>
          this.deps.store.answer(tx, record.id, given, {
            ref: caller.ref,
            at: this.kernel.clock.now(),
          }),
      },
    );
    return this.get(caller, id);
  }

  async addAction(
    caller: Caller,
    id: string,
    action: ReviewAction,
  ): Promise<ChangeReview> {
    const { record } = await this.#reviewable(caller, id);
    const { dueAt, ...task } = action;
    await this.kernel.records.changeRecord(
      caller,
      {
        id: record.id,
        tasks: [
          { add: { ...task, dueAt: dueAt ? Date.parse(dueAt) : undefined } },
        ],
      },
      {
        alongside: (tx, [changed]) =>
          this.deps.store.addAction(tx, record.id, changed.taskIds![0]),
      },
    );
    return this.get(caller, id);
  }

  async finish(caller: Caller, id: string): Promise<ChangeReview> {
    const { record } = await this.#reviewable(caller, id);
    if (!record.reviewReason) {
      throw new ConflictError(
        `${record.number} needs no review; ask for one first if there is something to learn`,
      );
    }
    const questions = await questionsFor(
      this.kernel.definitions,
      record.changeType,
    );
    const missing = this.#missing(
      questions,
      await this.deps.store.answers(record.id),
    );
    if (missing.length > 0) throw new ConflictError(missing.join(' '));
    await this.#change(caller, {
      id: record.id,
      set: { reviewedAt: this.kernel.clock.now() },
    });
    return this.get(caller, id);
  }

  async linkIncident(caller: Caller, id: string, incident: string) {
    const { record } = await this.#view(caller, id);
    await this.deps.caused.link(caller, record, incident);
    return this.get(caller, id);
  }

  async unlinkIncident(caller: Caller, id: string, incident: string) {
    const { record } = await this.#view(caller, id);
    await this.deps.caused.unlink(caller, record, incident);
    return this.get(caller, id);
  }

  async proposals(caller: Caller, id: string) {
    const { record } = await this.#view(caller, id);
    return this.deps.caused.proposals(caller, record);
  }

  async dismiss(
    caller: Caller,
    id: string,
    incident: string,
    dismissed: boolean,
  ) {
    const { record } = await this.#view(caller, id);
    await this.deps.caused.dismiss(caller, record, incident, dismissed);
    return this.deps.caused.proposals(caller, record);
  }

  async actual(caller: Caller, id: string) {
    const { record } = await this.#view(caller, id);
    return this.deps.actual.tell(caller, record);
  }

  async #change(caller: Caller, change: RecordChange): Promise<void> {
    await this.kernel.records.changeRecord(caller, change);
  }

  /** The change, for those who work on it. */
  async #view(caller: Caller, id: string): Promise<RecordView> {
    const view = await this.kernel.records.view(caller, id, TYPE);
    if (view.viewer.seesInternal) return view;
    throw new NotAllowedError(
      `The review of ${view.record.number} is for those who work on it`,
    );
  }

  /** The change, if the caller may review it now. */
  async #reviewable(caller: Caller, id: string): Promise<RecordView> {
    const view = await this.#view(caller, id);
    const { record, viewer } = view;
    const works = viewer.standing.includes('worker') && viewer.canUpdate;
    const why = this.#refusal(
      record.status,
      works,
      record.reviewedAt as number | undefined,
    );
    if (!works) throw new NotAllowedError(why!);
    if (why) throw new ConflictError(why);
    return view;
  }

  #refusal(
    status: string,
    works: boolean,
    reviewedAt: number | undefined,
  ): string | undefined {
    if (!works)
      return 'Reviews are for the assignee, the owner group or an agent.';
    if (!DONE.includes(status))
      return 'The review begins when the change is finished.';
    if (reviewedAt !== undefined) return 'The review is finished.';
    return undefined;
  }

  #missing(
    questions: readonly ReviewQuestion[],
    answers: readonly AnswerRow[],
  ): string[] {
    return questions
      .filter(q => q.required && !answers.some(a => a.question === q.key))
      .map(q => `Answer "${q.question}".`);
  }

  #answerOf(key: string, answers: readonly AnswerRow[]) {
    const row = answers.find(a => a.question === key);
    return row
      ? {
          answer: row.answer,
          answeredAt: iso(row.answeredAt),
          answeredByRef: row.authorRef,
        }
      : {};
  }
}
