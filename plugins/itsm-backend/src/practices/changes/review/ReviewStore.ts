import { randomBytes } from 'crypto';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';

/** An answer as it is kept. */
export interface AnswerRow {
  question: string;
  /** Absent once its words were erased. */
  answer?: string;
  authorRef?: string;
  answeredAt: number;
}

/** The SQL of reviews. */
export class ReviewStore {
  constructor(private readonly knex: Knex) {}

  async answers(recordId: string): Promise<AnswerRow[]> {
    const rows = await this.knex('change_review_answers as a')
      .leftJoin('texts as t', 't.id', 'a.text_id')
      .leftJoin('principals as p', 'p.id', 'a.author_id')
      .where('a.record_id', recordId)
      .orderBy('a.question')
      .select('a.question', 'a.choice', 'a.answered_at', 't.body', 'p.ref');
    return rows.map(row => ({
      question: row.question,
      answer: row.choice ?? row.body ?? undefined,
      authorRef: row.ref ?? undefined,
      answeredAt: Number(row.answered_at),
    }));
  }

  /**
   * Keeps answers and takes away those that are `null`. What is written stands in `texts`, as all words
   * of people do, so that it is erased with them.
   */
  async answer(
    tx: Knex.Transaction,
    recordId: string,
    answers: readonly {
      question: string;
      answer: string | null;
      written: boolean;
    }[],
    author: { ref: string; at: number },
  ): Promise<void> {
    const questions = answers.map(a => a.question);
    const former: string[] = await tx('change_review_answers')
      .where('record_id', recordId)
      .whereIn('question', questions)
      .whereNotNull('text_id')
      .pluck('text_id');
    await tx('change_review_answers')
      .where('record_id', recordId)
      .whereIn('question', questions)
      .delete();
    await tx('texts').whereIn('id', former).delete();
    const given = answers.filter(a => a.answer !== null);
    if (given.length === 0) return;
    const principal = await tx('principals')
      .where('ref', author.ref)
      .first('id');
    const authorId = principal?.id ?? null;
    const rows = given.map(({ question, answer, written }) => ({
      question,
      choice: written ? null : answer,
      text: written ? { id: uuidv7(), body: answer } : undefined,
    }));
    const texts = rows.flatMap(({ text }) => (text ? [text] : []));
    if (texts.length > 0)
      await tx('texts').insert(
        texts.map(({ id, body }) => ({
          id,
          body,
          subject_id: recordId,
          author_id: authorId,
          salt: randomBytes(16).toString('hex'),
        })),
      );
    await tx('change_review_answers').insert(
      rows.map(({ question, choice, text }) => ({
        record_id: recordId,
        question,
        choice,
        text_id: text?.id ?? null,
        author_id: authorId,
        answered_at: author.at,
      })),
    );
  }

  async actions(recordId: string): Promise<string[]> {
    const rows = await this.knex('change_review_actions')
      .where('record_id', recordId)
      .orderBy('task_id')
      .pluck('task_id');
    return rows;
  }

  async addAction(
    tx: Knex.Transaction,
    recordId: string,
    taskId: string,
  ): Promise<void> {
    await tx('change_review_actions').insert({
      record_id: recordId,
      task_id: taskId,
    });
  }

  /** Records that are linked as caused by a change, with their links, the oldest link first. */
  async causedBy(
    recordId: string,
  ): Promise<{ recordId: string; linkId: string }[]> {
    const rows = await this.knex('links')
      .where({ to_id: recordId, kind: 'caused-by' })
      .orderBy('id')
      .select('id', 'from_id');
    return rows.map(row => ({ recordId: row.from_id, linkId: row.id }));
  }

  async dismissed(recordId: string): Promise<string[]> {
    return this.knex('change_cause_dismissals')
      .where('record_id', recordId)
      .orderBy('at')
      .pluck('incident_id');
  }

  async dismiss(
    tx: Knex.Transaction,
    recordId: string,
    incidentId: string,
    at: number,
  ): Promise<void> {
    await tx('change_cause_dismissals')
      .insert({ record_id: recordId, incident_id: incidentId, at })
      .onConflict(['record_id', 'incident_id'])
      .ignore();
  }

  async undismiss(
    tx: Knex.Transaction,
    recordId: string,
    incidentId: string,
  ): Promise<void> {
    await tx('change_cause_dismissals')
      .where({ record_id: recordId, incident_id: incidentId })
      .delete();
  }
}
