import type {
  FieldDefinition,
  JournalEntry,
} from '@callboard/plugin-itsm-common';
import { LINK_KINDS } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { AttachmentPayload } from '../attachments/attachInDoor';
import type { SeatPayload } from '../approvals/payloads';
import type { LinkPayload } from '../door/links';
import type { RegisteredType } from '../RecordTypes';
import { TASK_FIELDS, type TaskPayload } from '../tasks/model';
import type { PayloadChange } from './entries';
import type { PrincipalStore } from './PrincipalStore';
import { currenciesOfSums } from './sums';

/** What is asked of a record's journal. */
export interface JournalQuestion {
  recordId: string;
  type: RegisteredType;
  /** Whether the reader sees what is internal. */
  internal: boolean;
  show: 'all' | 'comments' | 'changes';
  limit: number;
  /** Entries before this position; newest first. */
  before?: number;
  /** The numbers of those records, among the given ids, that the reader may read. */
  readableNumbers(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

type JournalRow = Record<string, any>;

const payloadOf = (row: JournalRow): Record<string, any> =>
  typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload;

function references(value: unknown): { text?: string; principal?: number } {
  return value !== null && typeof value === 'object' ? (value as any) : {};
}

/** Texts and people that a page of entries refers to; two statements however many entries. */
async function resolveReferences(
  knex: Knex,
  principals: PrincipalStore,
  rows: readonly JournalRow[],
) {
  const texts = new Set<string>();
  const people = new Set<number>();
  const visit = (value: unknown) => {
    const { text, principal } = references(value);
    if (text) texts.add(text);
    if (principal !== undefined) people.add(principal);
  };
  for (const row of rows) {
    people.add(row.actor_id);
    if (row.on_behalf_of_id !== null) people.add(row.on_behalf_of_id);
    const payload = payloadOf(row);
    visit(payload.task?.title);
    for (const change of changesOf(payload)) {
      visit(change.before);
      visit(change.after);
    }
    visit(payload.body);
    visit(payload.name);
    visit(payload.principal);
    visit(payload.note);
    visit(payload.standsInFor);
    for (const seat of payload.seats ?? []) visit(seat.person);
  }
  const [bodies, refs] = await Promise.all([
    texts.size === 0
      ? []
      : knex('texts')
          .whereIn('id', [...texts])
          .whereNotNull('body')
          .select('id', 'body'),
    principals.refs(people),
  ]);
  const byId = new Map<string, string>(bodies.map((t: any) => [t.id, t.body]));
  return (value: unknown): any => {
    const { text, principal } = references(value);
    if (text) return byId.get(text);
    if (principal !== undefined) return refs.get(principal);
    if (Array.isArray(value)) return value.join(', ');
    return value === null ? undefined : value;
  };
}

/** Changes of the record's fields, or of the fields of the task that the entry is about. */
function changesOf(payload: Record<string, any>): PayloadChange[] {
  return payload.changes ?? payload.task?.changes ?? [];
}

/** What an entry says of an approval. What deciders wrote is for those who work on the record. */
function approvalOf(
  payload: Record<string, any>,
  internal: boolean,
  resolve: (value: unknown) => any,
): JournalEntry['approval'] {
  const seats = (payload.seats ?? []) as SeatPayload[];
  return {
    round: payload.round ?? 0,
    step: payload.title,
    decision: payload.decision,
    state: payload.state,
    note: internal ? resolve(payload.note) : undefined,
    standsInForRef: resolve(payload.standsInFor),
    askedRefs: [
      ...new Set<string>(
        seats
          .filter(seat => seat.open)
          .flatMap(seat => seat.group ?? resolve(seat.person) ?? []),
      ),
    ],
  };
}

function taskField(key: string): FieldDefinition {
  return TASK_FIELDS.find(f => f.key === key)!;
}

function fieldOf(type: RegisteredType, key: string): FieldDefinition {
  return (
    type.fields.get(key) ?? { key, column: key, label: key, type: 'string' }
  );
}

/**
 * A page of a record's timeline, newest first, as the reader may see it: internal entries and
 * internal fields are left out in the query and in the entry for those who do not see them.
 *
 * @returns the entries, and the position from which to read on if there may be more
 */
export async function readJournal(
  knex: Knex,
  principals: PrincipalStore,
  question: JournalQuestion,
): Promise<{ entries: JournalEntry[]; last?: number }> {
  const query = knex('journal')
    .where({ subject_type: 'record', subject_id: question.recordId })
    .orderBy('position', 'desc')
    .limit(question.limit);
  if (!question.internal) query.where('audience', 'requester');
  if (question.before !== undefined)
    query.where('position', '<', question.before);
  if (question.show === 'comments') query.where('kind', 'comment.added');
  if (question.show === 'changes') query.whereNot('kind', 'comment.added');
  const rows: JournalRow[] = await query;
  const linked = rows.map(row => payloadOf(row).link?.recordId).filter(Boolean);
  const [resolve, numbers, currencyOf] = await Promise.all([
    resolveReferences(knex, principals, rows),
    linked.length > 0
      ? question.readableNumbers(linked)
      : new Map<string, string>(),
    currenciesOfSums(
      knex,
      question,
      rows.map(row => ({
        position: Number(row.position),
        changes: payloadOf(row).changes ?? [],
      })),
    ),
  ]);
  // A link to a record that the reader may not see is not told of at all.
  const shown = rows.filter(row => {
    const id = payloadOf(row).link?.recordId;
    return !id || numbers.has(id);
  });

  const entries = shown.map((row): JournalEntry => {
    const payload = payloadOf(row);
    const task = payload.task as TaskPayload | undefined;
    const attachment = payload.attachment as AttachmentPayload | undefined;
    const changes = changesOf(payload)
      .map(change => ({
        change,
        field: task
          ? taskField(change.field)
          : fieldOf(question.type, change.field),
      }))
      .filter(
        ({ field }) =>
          !field.untold && (question.internal || field.audience !== 'internal'),
      )
      .map(({ change, field }) => ({
        field: field.key,
        label: field.label,
        type: field.type,
        before: resolve(change.before),
        after: resolve(change.after),
        currency: task ? undefined : currencyOf(Number(row.position), field),
      }));
    const link = payload.link as LinkPayload | undefined;
    return {
      position: Number(row.position),
      kind: row.kind,
      actorRef: resolve({ principal: row.actor_id }),
      onBehalfOfRef:
        row.on_behalf_of_id === null
          ? undefined
          : resolve({ principal: row.on_behalf_of_id }),
      audience: row.audience,
      at: new Date(Number(row.at)).toISOString(),
      recordedAt: new Date(Number(row.recorded_at)).toISOString(),
      commandId: row.command_id,
      mode: row.mode,
      transition: payload.transition,
      from: payload.from,
      to: payload.to,
      status: row.status ?? undefined,
      changes,
      comment: payload.comment && {
        id: payload.comment,
        body: resolve(payload.body),
      },
      attachment: attachment && {
        id: attachment.id,
        name: resolve(payload.name),
        mediaType: attachment.mediaType,
        size: attachment.size,
      },
      link: link && {
        kind: link.kind,
        label:
          LINK_KINDS[link.kind]?.[link.inverse ? 'inverse' : 'label'] ??
          link.kind,
        target: link.recordId ? numbers.get(link.recordId)! : link.target!,
      },
      approval: row.kind.startsWith('approval.')
        ? approvalOf(payload, question.internal, resolve)
        : undefined,
      task: task && {
        id: task.id,
        number: task.number,
        title: resolve(task.title),
      },
      participant: payload.role && {
        principalRef: resolve(payload.principal),
        role: payload.role,
      },
    };
  });
  // Told by what was read, not by what is shown: a page of hidden links is not the end.
  const more = rows.length === question.limit;
  return {
    entries,
    last: more ? Number(rows[rows.length - 1].position) : undefined,
  };
}

/**
 * How many entries of a record's journal a reader may see: a number must not tell what a page does
 * not.
 */
export async function countJournal(
  knex: Knex,
  question: Pick<JournalQuestion, 'recordId' | 'internal' | 'readableNumbers'>,
): Promise<number> {
  const entries = () => {
    const query = knex('journal').where({
      subject_type: 'record',
      subject_id: question.recordId,
    });
    if (!question.internal) query.where('audience', 'requester');
    return query;
  };
  const [counted, links] = await Promise.all([
    entries().count({ n: '*' }).first(),
    entries().whereIn('kind', ['link.added', 'link.removed']).select('payload'),
  ]);
  const linked = links.flatMap(row => payloadOf(row).link?.recordId ?? []);
  const numbers =
    linked.length > 0
      ? await question.readableNumbers(linked)
      : new Map<string, string>();
  const hidden = linked.filter(id => !numbers.has(id)).length;
  return Number((counted as any).n) - hidden;
}

/** What fields changed after a version, newest first, for a conflict's sentence. */
export async function changesSince(
  knex: Knex,
  principals: PrincipalStore,
  recordId: string,
  version: number,
): Promise<
  { actorRef?: string; at: number; fields: string[]; transition?: string }[]
> {
  const rows: JournalRow[] = await knex('journal')
    .where({ subject_type: 'record', subject_id: recordId })
    .orderBy('position', 'desc')
    .limit(20);
  const later = rows.filter(row => (payloadOf(row).version ?? 0) > version);
  const refs = await principals.refs(
    later.map(row => row.actor_id),
    knex,
  );
  return later.map(row => {
    const payload = payloadOf(row);
    return {
      actorRef: refs.get(row.actor_id),
      at: Number(row.at),
      fields: (payload.changes ?? []).map((c: PayloadChange) => c.field),
      transition: payload.transition,
    };
  });
}

/**
 * The person who moved a record last along its lifecycle; undefined if nobody did.
 *
 * @param except - transitions that are taken with something else, e.g. with a decision
 */
export async function lastMoverOf(
  knex: Knex,
  principals: PrincipalStore,
  recordId: string,
  except: readonly (string | undefined)[],
): Promise<string | undefined> {
  const rows: JournalRow[] = await knex('journal')
    .where({
      subject_type: 'record',
      subject_id: recordId,
      kind: 'record.transitioned',
    })
    .orderBy('position', 'desc')
    .limit(10);
  const ids = rows
    .filter(row => !except.includes(payloadOf(row).transition))
    .map(row => row.actor_id);
  const refs = await principals.refs(ids, knex);
  return ids.map(id => refs.get(id)).find(ref => ref?.startsWith('user:'));
}
