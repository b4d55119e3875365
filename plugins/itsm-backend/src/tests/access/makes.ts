import { createHash, randomBytes } from 'crypto';
import {
  changeLifecycle,
  demandLifecycle,
  initiativeLifecycle,
  retrospectiveLifecycle,
  suggestionLifecycle,
  USUAL_COLUMNS,
  type InitiativeState,
  type ChangeState,
  type DemandState,
  type LinkKind,
  type RetrospectiveState,
  type SuggestionState,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from './cast';
import type { Target } from './scene';
import { twinOf, type Becomes, type Other, type Twin } from './twins';

let windows = 0;

/** Makes things for a case to be about, each new, straight in the tables. */
export class Makes {
  constructor(
    readonly knex: Knex,
    /** Makes another record like one of the scene. */
    readonly twin: (of: Target, other?: Other) => Promise<Twin>,
    /** The other record of the scene. */
    readonly other: Target,
    /** Defines something under that key. */
    readonly definition: (
      kind: string,
      key: string,
      body: object,
    ) => Promise<void>,
  ) {}

  async #copy(table: string, change: object, where: object = {}) {
    const row = await this.knex(table).where(where).first();
    if (!row) throw new Error(`The scene has nothing in ${table}`);
    const id = uuidv7();
    await this.knex(table).insert({ ...row, id, ...change });
    return id;
  }

  /** A receiver of webhooks that is switched off. */
  async webhook(more: object = {}): Promise<string> {
    const first = await this.knex('webhook_endpoints')
      .orderBy('id')
      .first('id');
    return this.#copy(
      'webhook_endpoints',
      { enabled: false, include_restricted: false, ...more },
      { id: first.id },
    );
  }

  /** A delivery that failed, or waits for tomorrow. */
  delivery(state: 'failed' | 'waiting', recipient?: string): Promise<string> {
    return this.#copy('deliveries', {
      answer: null,
      state,
      ...(recipient ? { channel: 'webhook', recipient } : {}),
      finished_at: state === 'failed' ? Date.now() : null,
      next_attempt_at: Date.now() + 86_400_000,
    });
  }

  /** A piece of due work that failed and would not happen before tomorrow. */
  async dueItem(): Promise<string> {
    return this.#copy('due_work', {
      key: uuidv7(),
      state: 'failed',
      failed_at: Date.now(),
      next_at: Date.now() + 86_400_000,
    });
  }

  /** A saved view of somebody, shared with nobody. */
  view(owner: Pick<Person, 'ref'>): Promise<string> {
    return this.#copy('saved_views', { owner_ref: owner.ref }, {});
  }

  /** A calendar feed of somebody, in which there is nothing. */
  async feed(
    owner: Pick<Person, 'ref'>,
  ): Promise<{ id: string; token: string }> {
    const id = uuidv7();
    const token = randomBytes(32).toString('base64url');
    await this.knex('change_feeds').insert({
      id,
      owner_ref: owner.ref,
      name: 'Changes',
      token_hash: createHash('sha256').update(token).digest('hex'),
      filters: JSON.stringify({
        teams: [],
        services: ['component:default/none'],
        types: [],
        windows: false,
        meetings: false,
      }),
      created_at: Date.now(),
    });
    return { id, token };
  }

  /** A run of an import that is over. */
  async importRun(): Promise<string> {
    const id = uuidv7();
    await this.knex('import_runs').insert({
      id,
      source: 'access',
      mapping: 'servicenow',
      type: 'incident',
      state: 'done',
      actor_ref: 'user:default/zoe',
      started_at: Date.now(),
    });
    return id;
  }

  /** A configuration item of ours, that no source says anything of. */
  async ciItem(change: object = {}): Promise<{ id: string; ref: string }> {
    const id = uuidv7();
    const ref = `resource:default/access-${id}`;
    await this.knex('ci_items').insert({
      id,
      ref,
      class: 'access-server',
      title: 'A server',
      state: 'active',
      owned: true,
      formerly: '[]',
      revision: 1,
      version: 1,
      created_at: 1,
      updated_at: 1,
      ...change,
    });
    return { id, ref };
  }

  /** Two items that may be one. */
  async ciDuplicate(): Promise<string> {
    const id = uuidv7();
    const [a, b] = [(await this.ciItem()).id, (await this.ciItem()).id].sort();
    await this.knex('ci_duplicates').insert({
      id,
      a_id: a,
      b_id: b,
      rule: 'serial',
      value: 'sn1',
      state: 'open',
      found_at: 1,
    });
    return id;
  }

  /** A load that is over. */
  async ciLoad(): Promise<string> {
    const id = uuidv7();
    await this.knex('ci_loads').insert({
      id,
      source: 'access',
      actor_ref: 'user:default/zoe',
      state: 'done',
      complete: false,
      counts: '{}',
      started_at: 1,
      finished_at: 2,
    });
    return id;
  }

  /** A CI task that is to everybody what the record is. */
  async ciTask(like: Target): Promise<string> {
    const { id, number } = await this.twin(like);
    const task = number.replace(/^[A-Z]+/, 'CIT');
    await this.knex('incidents').where('record_id', id).delete();
    await this.knex('ci_tasks').insert({
      record_id: id,
      ci_ref: 'component:default/checkout',
      rule: 'orphan',
    });
    await this.knex('records').where({ id }).update({
      type: 'ci-task',
      number: task,
      status: 'open',
      status_category: 'open',
    });
    return task;
  }

  /**
   * A record of another type that is to everybody what the record is, with words of its own and nothing
   * else on it: others may read it than those who may read the record.
   */
  async alike(like: Target, becomes: Becomes, detail: object): Promise<Target> {
    const { type, prefix, status, category } = becomes;
    const twin = await twinOf(this.knex, like, {
      likeness: 'same people',
      prefix,
      change: {
        type,
        title: 'It could be better',
        status,
        status_category: category,
      },
    });
    await this.knex(becomes.table ?? `${type}s`).insert({
      record_id: twin.id,
      ...detail,
    });
    return twin;
  }

  /** A suggestion. */
  suggestion(like: Target, status: SuggestionState = 'new'): Promise<Target> {
    const { category } = suggestionLifecycle.states[status];
    return this.alike(
      like,
      { type: 'suggestion', prefix: 'SUG', status, category },
      { idea: 'Say it sooner', answer: 'Why not' },
    );
  }

  /** A need of customers or a team. */
  demand(like: Target, status: DemandState = 'new'): Promise<Target> {
    const { category } = demandLifecycle.states[status];
    return this.alike(
      like,
      { type: 'demand', prefix: 'DEM', status, category },
      { who_for: 'Schools', why: 'They may not pay by card' },
    );
  }

  /** A retrospective with a note of somebody. */
  async retrospective(
    like: Target,
    status: RetrospectiveState = 'collecting',
    author: Pick<Person, 'ref'> = { ref: 'user:default/anton' },
  ): Promise<Target & { note: string }> {
    const { category } = retrospectiveLifecycle.states[status];
    const made = await this.alike(
      like,
      { type: 'retrospective', prefix: 'RET', status, category },
      { board: JSON.stringify(USUAL_COLUMNS) },
    );
    const note = uuidv7();
    await this.knex('retrospective_notes').insert({
      id: note,
      record_id: made.id,
      column_key: 'went-well',
      words: 'We slept',
      words_by_ref: author.ref,
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    });
    return { ...made, note };
  }

  /** A link from one record to another. */
  async link(fromId: string, kind: LinkKind, toId: string): Promise<void> {
    await this.knex('links').insert({
      id: uuidv7(),
      kind,
      from_id: fromId,
      to_id: toId,
      created_at: Date.now(),
    });
  }

  /** Maintenance of the checkout that follows from a change, for tomorrow. */
  async maintenance({ id: recordId }: Target): Promise<string> {
    const id = uuidv7();
    const tomorrow = Date.now() + 86_400_000;
    await this.knex('maintenance_windows').insert({
      id,
      source: 'change',
      source_key: recordId,
      record_id: recordId,
      impact: 'down',
      state: 'scheduled',
      starts_at: tomorrow,
      ends_at: tomorrow + 3_600_000,
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    });
    await this.knex('maintenance_items').insert({
      maintenance_id: id,
      ref: 'component:default/checkout',
      role: 'named',
      distance: 0,
      at_creation: true,
    });
    return id;
  }

  /**
   * A change that is to everybody what the record is, with the same words and all its tasks skipped.
   *
   * @param more - columns of its row in `records`, and of the one in `changes`
   */
  async change(
    like: Target,
    status: ChangeState = 'draft',
    more: { record?: object; change?: object } = {},
  ): Promise<Target> {
    const twin = await this.twin(like, {
      likeness: 'same words',
      prefix: 'CHG',
      change: {
        type: 'change',
        status,
        status_category: changeLifecycle.states[status].category,
        ...more.record,
      },
    });
    // Each in a window of its own: what is in nobody's way is not assessed anew meanwhile.
    windows += 1;
    // Nor is it because of what a case before it defined.
    await this.knex('due_work')
      .where('kind', 'like', 'change.reassess%')
      .delete();
    const start = Date.now() + (100 + 2 * windows) * 86_400_000;
    await this.knex('changes').insert({
      record_id: twin.id,
      change_type: 'normal',
      description: twin.description,
      justification: 'Why',
      plan: 'How',
      rollback_plan: 'Back',
      planned_start: start,
      planned_end: start + 3_600_000,
      expected_impact: 'none',
      ...more.change,
    });
    return twin;
  }

  /** An initiative that is to everybody what the record is, and whose target was met last month. */
  async initiative(
    like: Target,
    status: InitiativeState = 'identify',
    initiative: object = {},
  ): Promise<Target> {
    const twin = await this.twin(like, {
      likeness: 'same words',
      prefix: 'IMP',
      change: {
        type: 'initiative',
        status,
        status_category: initiativeLifecycle.states[status].category,
      },
    });
    const at = (day: number) => Date.now() + day * 86_400_000;
    await this.knex('initiatives').insert({
      record_id: twin.id,
      objective: twin.description,
      kpi: 'incidents.volume',
      kpi_unit: 'count',
      kpi_version: 1,
      measure_every: 'month',
      direction: 'down',
      baseline_from: at(-400),
      baseline_to: at(-300),
      baseline_value: 1e9,
      baseline_count: 1,
      target: 1e8,
      watch_days: 90,
      analysis: 'Why',
      plan: 'How',
      due_at: at(100),
      implementing_since: at(-100),
      current_value: 1,
      current_count: 1,
      current_from: at(-60),
      current_to: at(-30),
      current_at: at(-30),
      verdict: 'met',
      origin: 'own',
      ...initiative,
    });
    return twin;
  }

  /**
   * A seat at which a decision about a record waits for a user or group.
   *
   * @returns the id of the seat
   */
  async seat(record: Target, forRef: string): Promise<string> {
    const [round, step, seat] = [uuidv7(), uuidv7(), uuidv7()];
    const now = Date.now();
    await this.knex('approvals').insert({
      id: round,
      record_id: record.id,
      round: 1,
      purpose: 'before',
      state: 'asked',
      policies: '[]',
      record_version: 1,
      asked_at: now,
    });
    await this.knex('approval_steps').insert({
      id: step,
      approval_id: round,
      position: 1,
      title: 'Board',
      quorum: 'any',
      veto: true,
      state: 'open',
      opened_at: now,
      on_deadline: 'escalate',
      escalate_to: '[]',
    });
    await this.knex('approval_seats').insert({
      id: seat,
      step_id: step,
      record_id: record.id,
      position: 1,
      for_ref: forRef,
      why: 'Board',
      escalated: false,
      state: 'open',
      opened_at: now,
    });
    await this.knex('records')
      .where('id', record.id)
      .update({ approval: 'requested' });
    return seat;
  }

  /** An outage of the service of the scene, of a record or of none. */
  async outage(of?: Target): Promise<string> {
    const id = uuidv7();
    await this.knex('sl_outages').insert({
      id,
      entity_ref: 'component:default/checkout',
      kind: 'outage',
      begin_at: Date.now() - 3_600_000,
      record_id: of?.id ?? null,
      version: 1,
      journal_head: '0'.repeat(64),
      created_at: 1,
      updated_at: 1,
    });
    return id;
  }
}
