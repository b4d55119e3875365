import type { MilestoneState } from '@callboard/plugin-itsm-common';
import type { Caller, RecordKernel } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** A milestone as it is kept. Instants are milliseconds since the epoch. */
export interface MilestoneRow {
  id: string;
  recordId: string;
  /** What is reached; absent once it was erased. */
  title?: string;
  authorRef: string;
  state: MilestoneState;
  ownerRef?: string;
  plannedFrom: number;
  plannedTo: number;
  doneAt?: number;
  goLive: boolean;
  version: number;
  journalHead?: string;
  createdAt: number;
  updatedAt: number;
}

/** A milestone with what it waits for, and its changes. */
export interface PlanRow extends MilestoneRow {
  dependsOn: string[];
  changeIds: string[];
}

/** A service that has a plan. */
export interface PlannedService {
  id: string;
  number: string;
  title: string;
  status: string;
  statusCategory: string;
  ownerRef?: string;
  entityRef?: string;
  /** Where it stands in the list. */
  place: number;
}

/** Which plans, and from where on. */
export interface PlanQuestion {
  open: boolean;
  owners?: readonly string[];
  status?: readonly string[];
  /** A part of number or title. */
  part?: string;
  after?: { place: number; id: string };
  limit: number;
}

/** Behind all plans that have something left to do. */
const NOTHING_LEFT = Number.MAX_SAFE_INTEGER;
const OPEN_STATES = ['planned', 'active'];

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const numeric = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

type Row = Record<string, unknown>;

const toMilestone = (row: Row): MilestoneRow => ({
  id: String(row.id),
  recordId: String(row.record_id),
  title: optional(row.words),
  authorRef: String(row.words_by_ref),
  state: row.state as MilestoneState,
  ownerRef: optional(row.owner_ref),
  plannedFrom: Number(row.planned_from),
  plannedTo: Number(row.planned_to),
  doneAt: numeric(row.done_at),
  goLive: Boolean(row.go_live),
  version: Number(row.version),
  journalHead: optional(row.journal_head),
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});

const toColumns = (milestone: MilestoneRow) => ({
  id: milestone.id,
  record_id: milestone.recordId,
  words: milestone.title ?? null,
  words_by_ref: milestone.authorRef,
  state: milestone.state,
  owner_ref: milestone.ownerRef ?? null,
  planned_from: milestone.plannedFrom,
  planned_to: milestone.plannedTo,
  done_at: milestone.doneAt ?? null,
  go_live: milestone.goLive,
  version: milestone.version,
  created_at: milestone.createdAt,
  updated_at: milestone.updatedAt,
});

/** A milestone with the service that it is of. */
export interface RemindedMilestone extends MilestoneRow {
  number: string;
  service: string;
  status: string;
  restricted: boolean;
  /** Who hears of it. */
  owner?: string;
}

/** Milestones with the service that they are of; for news and reminders. */
export async function remindedMilestones(
  executor: Knex,
  ids: readonly string[],
): Promise<Map<string, RemindedMilestone>> {
  const rows: Row[] = await executor('transition_milestones as m')
    .join('records as r', 'r.id', 'm.record_id')
    .whereIn('m.id', [...ids])
    .select(
      'm.*',
      'r.number',
      'r.title as service',
      'r.status',
      'r.visibility',
      'r.assignee_ref',
      'r.owner_ref as team',
    );
  return new Map(
    rows.map(row => [
      String(row.id),
      {
        ...toMilestone(row),
        number: String(row.number),
        service: String(row.service),
        status: String(row.status),
        restricted: row.visibility === 'restricted',
        owner: optional(row.owner_ref ?? row.assignee_ref ?? row.team),
      },
    ]),
  );
}

/** The SQL of transition plans. */
export class MilestoneStore {
  constructor(
    private readonly knex: Knex,
    private readonly records: Pick<RecordKernel, 'conditions'>,
  ) {}

  /** The plans of services, by when milestones begin. Three statements. */
  async plans(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<PlanRow[]> {
    if (recordIds.length === 0) return [];
    const ids = [...recordIds];
    const rows = await executor('transition_milestones')
      .whereIn('record_id', ids)
      .orderBy(['planned_from', 'planned_to', 'id']);
    const waits = await executor('milestone_dependencies as d')
      .join('transition_milestones as m', 'm.id', 'd.milestone_id')
      .whereIn('m.record_id', ids)
      .orderBy('d.depends_on_id')
      .select('d.milestone_id', 'd.depends_on_id');
    const changes = await executor('milestone_changes as c')
      .join('transition_milestones as m', 'm.id', 'c.milestone_id')
      .whereIn('m.record_id', ids)
      .orderBy('c.change_id')
      .select('c.milestone_id', 'c.change_id');
    const grouped = (found: readonly Row[], column: string) => {
      const by = new Map<string, string[]>();
      for (const row of found) {
        const key = String(row.milestone_id);
        by.set(key, [...(by.get(key) ?? []), String(row[column])]);
      }
      return by;
    };
    const waitsBy = grouped(waits, 'depends_on_id');
    const changesBy = grouped(changes, 'change_id');
    return rows.map(row => {
      const milestone = toMilestone(row);
      return {
        ...milestone,
        dependsOn: waitsBy.get(milestone.id) ?? [],
        changeIds: changesBy.get(milestone.id) ?? [],
      };
    });
  }

  async insert(tx: Knex.Transaction, milestone: MilestoneRow): Promise<void> {
    await tx('transition_milestones').insert(toColumns(milestone));
  }

  /** @returns whether it was still as it was read */
  async update(
    tx: Knex.Transaction,
    milestone: MilestoneRow,
  ): Promise<boolean> {
    const changed = await tx('transition_milestones')
      .where({ id: milestone.id, version: milestone.version - 1 })
      .update(toColumns(milestone));
    return changed === 1;
  }

  /** @returns whether it was still there */
  async remove(tx: Knex.Transaction, id: string): Promise<boolean> {
    return (await tx('transition_milestones').where({ id }).delete()) === 1;
  }

  /** Those of the milestones that are there, under the lock of their service. */
  async there(
    tx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx('transition_milestones')
      .whereIn('id', [...ids])
      .select('id');
    return new Set(rows.map(row => String(row.id)));
  }

  /** What a milestone waits for from now on. */
  async setWaits(
    tx: Knex.Transaction,
    id: string,
    dependsOn: readonly string[],
  ): Promise<void> {
    await tx('milestone_dependencies').where('milestone_id', id).delete();
    if (dependsOn.length === 0) return;
    await tx('milestone_dependencies').insert(
      dependsOn.map(other => ({ milestone_id: id, depends_on_id: other })),
    );
  }

  /** Whether two records say that they have to do with each other, whichever of them says so. */
  async isLinked(recordId: string, changeId: string): Promise<boolean> {
    const row = await this.knex('links')
      .where('kind', 'relates-to')
      .where(w =>
        w
          .where({ from_id: recordId, to_id: changeId })
          .orWhere({ from_id: changeId, to_id: recordId }),
      )
      .first('id');
    return row !== undefined;
  }

  async addChange(
    tx: Knex.Transaction,
    id: string,
    changeId: string,
  ): Promise<void> {
    await tx('milestone_changes')
      .insert({ milestone_id: id, change_id: changeId })
      .onConflict(['milestone_id', 'change_id'])
      .ignore();
  }

  async removeChange(
    tx: Knex.Transaction,
    id: string,
    changeId: string,
  ): Promise<void> {
    await tx('milestone_changes')
      .where({ milestone_id: id, change_id: changeId })
      .delete();
  }

  /** What must be done before it goes live and is not, in the order of the plan. */
  async openBeforeGoingLive(
    recordIds: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, string[]>> {
    const rows = await executor('transition_milestones')
      .whereIn('record_id', [...recordIds])
      .where('go_live', false)
      .whereIn('state', OPEN_STATES)
      .orderBy(['planned_to', 'id'])
      .select('record_id', 'words');
    const found = new Map<string, string[]>(recordIds.map(id => [id, []]));
    for (const row of rows)
      found
        .get(String(row.record_id))!
        .push(optional(row.words) ?? 'A milestone');
    return found;
  }

  /**
   * Services that have a plan and that the caller may read; those of which something begins first come
   * first, those with nothing left to do last.
   */
  async planned(
    caller: Caller,
    question: PlanQuestion,
  ): Promise<PlannedService[]> {
    const { readable } = this.records.conditions(caller);
    const plans = this.knex('transition_milestones')
      .groupBy('record_id')
      .select('record_id')
      .min({
        first_open: this.knex.raw(
          `case when state in ('planned', 'active') then planned_from end`,
        ),
      });
    const listed = this.knex
      .from(plans.as('p'))
      .join('records as r', 'r.id', 'p.record_id')
      .leftJoin('services as s', 's.record_id', 'r.id')
      .where('r.type', 'service')
      .whereRaw(readable.sql, readable.bindings)
      .select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.status_category',
        'r.owner_ref',
        's.entity_ref',
        this.knex.raw('coalesce(p.first_open, ?) as place', [NOTHING_LEFT]),
      );
    if (question.open) listed.whereNotNull('p.first_open');
    if (question.owners) listed.whereIn('r.owner_ref', [...question.owners]);
    if (question.status) listed.whereIn('r.status', [...question.status]);
    if (question.part) {
      const part = `%${question.part
        .toLocaleLowerCase('en-US')
        .replace(/[\\%_]/g, '\\$&')}%`;
      listed.where(w =>
        w
          .whereRaw(`lower(r.title) like ? escape '\\'`, [part])
          .orWhereRaw(`lower(r.number) like ? escape '\\'`, [part]),
      );
    }
    const page = this.knex
      .from(listed.as('l'))
      .orderBy([{ column: 'place' }, { column: 'id' }])
      .limit(question.limit);
    const { after } = question;
    if (after)
      page.where(w =>
        w
          .where('place', '>', after.place)
          .orWhere(same =>
            same.where('place', after.place).where('id', '>', after.id),
          ),
      );
    const rows: Row[] = await page.select('*');
    return rows.map(row => ({
      id: String(row.id),
      number: String(row.number),
      title: String(row.title),
      status: String(row.status),
      statusCategory: String(row.status_category),
      ownerRef: optional(row.owner_ref),
      entityRef: optional(row.entity_ref),
      place: Number(row.place),
    }));
  }

  /** See {@link remindedMilestones}. */
  reminded(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, RemindedMilestone>> {
    return remindedMilestones(executor, ids);
  }

  async keepHead(
    tx: Knex.Transaction,
    id: string,
    head: string,
  ): Promise<void> {
    await tx('transition_milestones')
      .where({ id })
      .update({ journal_head: head });
  }
}
