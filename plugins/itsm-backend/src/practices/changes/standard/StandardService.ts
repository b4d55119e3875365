import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  changePermissions,
  instantWords,
  readChangeSpan,
  windowFault,
  type FiledStandard,
  type RefInfo,
  type StandardChange,
  type StandardChangeSummary,
  type StandardFiling,
  type StandardRunView,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  isPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ChangeService } from '../ChangeService';
import { isInScope } from './scope';
import { NamedRuns } from './NamedRuns';
import type { ScopedItem, StandardStore, StandingRow } from './StandardStore';
import { tellStanding } from './standings';
import type { Template, Templates } from './Templates';
import { isTrusted, standingNow } from './work';

/** Runs of the small history. */
const SHOWN_RUNS = 20;
const SHOWN_MOVES = 50;
const DEFAULT_LIMIT = 50;

const iso = (at: number) => new Date(at).toISOString();

/** What can be done with standard changes, one method a verb. */
export interface StandardService {
  /** All, or those that may be done to an entity, by title. */
  list(
    caller: Caller,
    query: { entity?: string },
  ): Promise<{
    items: StandardChangeSummary[];
    refs: Record<string, RefInfo>;
  }>;
  /** One, also if it was removed. @throws NotFoundError */
  get(caller: Caller, key: string): Promise<StandardChange>;
  /** Its runs, the newest first. @throws NotFoundError */
  runs(
    caller: Caller,
    key: string,
    page: { limit?: number; cursor?: string },
  ): Promise<{
    items: StandardRunView[];
    pageInfo: { nextCursor?: string };
  }>;
  /**
   * Files a run: scheduled if the standard change is pre-approved now, submitted otherwise.
   *
   * @throws ConflictError if its template was removed, NotAllowedError if it is not for the caller
   */
  file(
    caller: Caller,
    key: string,
    filing: StandardFiling,
  ): Promise<FiledStandard>;
}

type Kernel = Pick<
  ItsmKernel,
  'records' | 'catalog' | 'clock' | 'requireEntity' | 'catalogAccess'
>;

/** What a filing comes to, all checked. */
interface Run {
  refs: string[];
  title: string;
  start: number;
  end: number;
}

/** Standard changes from templates and the journal of their runs. */
export class DefaultStandardService implements StandardService {
  readonly #named: NamedRuns;

  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      store: StandardStore;
      templates: Templates;
      changes: ChangeService;
    },
  ) {
    this.#named = new NamedRuns(kernel.records, deps.store);
  }

  async list(caller: Caller, query: { entity?: string }) {
    const { templates } = this.deps;
    const now = this.kernel.clock.now();
    const open = await this.#openChanges(caller);
    let all = (await templates.history())
      .all(now)
      .filter(t => !t.removed || open.has(t.key));
    if (query.entity) {
      const item = await this.#item(caller, query.entity);
      all = all.filter(
        t => !t.removed && item && isInScope(t.body.scope, item),
      );
    }
    const items = await this.#summaries(caller, all, open, now);
    items.sort(
      (a, b) =>
        Number(a.removed) - Number(b.removed) ||
        a.title.localeCompare(b.title, 'en'),
    );
    return { items, refs: await this.#describe(items) };
  }

  async get(caller: Caller, key: string): Promise<StandardChange> {
    const { store, templates } = this.deps;
    const now = this.kernel.clock.now();
    const template = await templates.get(key, now);
    const [summary] = await this.#summaries(
      caller,
      [template],
      await this.#openChanges(caller),
      now,
    );
    const { justification, plan, testEvidence, rollbackPlan, tasks } =
      template.body;
    const history = await store.historyOf(key);
    const own = <T extends { proof: string }>(rows: T[]) =>
      rows.filter(row => row.proof === template.proof);
    const { moves } = tellStanding(
      own(history.runs),
      own(history.blames),
      () => template.body.promoteAfter,
    );
    const shown = moves.slice(-SHOWN_MOVES).reverse();
    const words = await this.#named.demotions(
      caller,
      shown.map(({ standing }) => standing.cause),
    );
    return {
      ...summary,
      justification,
      plan,
      testEvidence,
      rollbackPlan,
      tasks: tasks.map(({ title, ownerRef }) => ({ title, ownerRef })),
      moves: shown.map(({ at, standing }, i) => ({
        at: iso(at),
        state: standing.state,
        words:
          standing.state === 'demoted'
            ? words[i].words
            : `Pre-approved after ${standing.goodInARow} good runs in a row.`,
      })),
      refs: {
        ...(await this.#describe([summary])),
        ...(await this.kernel.catalog.describe(tasks.map(t => t.ownerRef))),
      },
    };
  }

  async runs(
    caller: Caller,
    key: string,
    page: { limit?: number; cursor?: string },
  ) {
    const { store, templates } = this.deps;
    await templates.get(key, this.kernel.clock.now());
    const limit = page.limit ?? DEFAULT_LIMIT;
    const before = page.cursor === undefined ? undefined : Number(page.cursor);
    if (before !== undefined && !Number.isSafeInteger(before))
      throw new InputError('cursor: is not one of this list');
    const rows = await store.runs(key, limit + 1, before);
    const shown = rows.slice(0, limit);
    return {
      items: await this.#named.runs(caller, shown),
      pageInfo: {
        nextCursor:
          rows.length > limit
            ? String(shown[shown.length - 1].position)
            : undefined,
      },
    };
  }

  async file(
    caller: Caller,
    key: string,
    filing: StandardFiling,
  ): Promise<FiledStandard> {
    const { store, templates, changes } = this.deps;
    const now = this.kernel.clock.now();
    const template = await templates.get(key, now, { fresh: true });
    const { body } = template;
    this.#assertOffered(caller, template);
    const run = await this.#run(caller, template, filing, now);
    const preApproved = isTrusted(template, await standingNow(store, template));
    const filed = await changes.file(
      caller,
      {
        serviceRef: run.refs[0],
        title: run.title,
        changeType: 'standard',
        description: body.description,
        justification:
          filing.justification ??
          body.justification ??
          `A run of the standard change "${body.title}".`,
        plan: body.plan,
        testEvidence: body.testEvidence,
        rollbackPlan: body.rollbackPlan,
        expectedImpact: body.expectedImpact,
        plannedStart: iso(run.start),
        plannedEnd: iso(run.end),
        affects: run.refs,
        assigneeRef: filing.assigneeRef,
      },
      {
        computed: { templateKey: key, preApproved },
        tasks: body.tasks.map(({ title, key: name, ...task }) => ({
          ...task,
          title,
          key: name,
        })),
      },
    );
    if (filing.draft) return this.#filed(filed, run, preApproved);
    const transition = preApproved ? 'schedule' : 'submit';
    try {
      const moved = await changes.transition(caller, filed.id, { transition });
      return this.#filed(moved, run, preApproved);
    } catch (error) {
      const { name, message } = error as Error;
      if (!['InputError', 'ConflictError', 'NotAllowedError'].includes(name))
        throw error;
      throw new ConflictError(
        `${filed.number} was filed and is a draft, as it could not be ${
          preApproved ? 'scheduled' : 'submitted'
        }: ${message}`,
      );
    }
  }

  #filed(
    change: { id: string; number: string; status: string },
    run: Run,
    preApproved: boolean,
  ): FiledStandard {
    const next: Record<string, string> = {
      draft: 'It is a draft.',
      scheduled: `It is pre-approved and may be implemented from ${instantWords(
        run.start,
      )} on.`,
      assess: 'It is assessed and decided about like a normal change.',
    };
    return {
      id: change.id,
      number: change.number,
      status: change.status,
      changeType: 'standard',
      preApproved,
      plannedStart: iso(run.start),
      plannedEnd: iso(run.end),
      next: next[change.status] ?? `It is in ${change.status}.`,
    };
  }

  /** Whether the template is for the caller at all. */
  #isOffered({ ownership, ...caller }: Caller, { body }: Template): boolean {
    return (
      body.groups.length === 0 ||
      hasRole({ ownership, ...caller }, 'agent') ||
      body.groups.some(group => ownership.includes(group))
    );
  }

  #assertOffered(caller: Caller, template: Template): void {
    const { title } = template.body;
    if (template.removed) {
      throw new ConflictError(
        `The standard change "${title}" was removed; file a normal change instead`,
      );
    }
    if (!this.#isOffered(caller, template)) {
      throw new NotAllowedError(
        `"${title}" is for members of ${template.body.groups.join(' and ')}`,
      );
    }
  }

  /** What is filed, all checked before anything is written. */
  async #run(
    caller: Caller,
    template: Template,
    filing: StandardFiling,
    now: number,
  ): Promise<Run> {
    const { body } = template;
    const main = await this.kernel.requireEntity(
      caller,
      filing.entityRef,
      'entityRef',
    );
    const others: string[] = [];
    for (const ref of new Set(filing.alsoAffects))
      others.push(await this.kernel.requireEntity(caller, ref, 'alsoAffects'));
    const refs = [...new Set([main, ...others])];
    const items = await this.deps.store.items(refs);
    for (const ref of refs) {
      const item = items.get(ref);
      if (item && isInScope(body.scope, item)) continue;
      throw new InputError(
        `${ref === main ? 'entityRef' : 'alsoAffects'}: "${
          body.title
        }" is not for ${ref}; file a normal change for it`,
      );
    }
    const start = filing.plannedStart ? Date.parse(filing.plannedStart) : now;
    const end = filing.plannedEnd
      ? Date.parse(filing.plannedEnd)
      : start + readChangeSpan(body.duration)!;
    const fault = windowFault({ plannedStart: start, plannedEnd: end });
    if (fault) throw new InputError(`${fault.field}: ${fault.words}`);
    const name = (await this.kernel.catalog.describe([main]))[main].title;
    return {
      refs,
      title: `${body.title}: ${name}`.slice(0, 200),
      start,
      end,
    };
  }

  async #item(caller: Caller, ref: string): Promise<ScopedItem | undefined> {
    const visible = await this.kernel.catalogAccess.readable(caller, [ref]);
    return visible.has(ref)
      ? (await this.deps.store.items([ref])).get(ref)
      : undefined;
  }

  #openChanges(caller: Caller): Promise<Map<string, number>> {
    return this.deps.store.openChanges(
      this.kernel.records.conditions(caller).readable,
    );
  }

  async #summaries(
    caller: Caller,
    templates: readonly Template[],
    open: ReadonlyMap<string, number>,
    now: number,
  ): Promise<StandardChangeSummary[]> {
    const { store } = this.deps;
    const keys = templates.map(t => t.key);
    const standings = await store.standings(keys);
    const runs = await store.lastRuns(keys, SHOWN_RUNS);
    const shown = await this.#named.runs(caller, [...runs.values()].flat());
    const byRun = new Map(
      [...runs.values()].flat().map((run, i) => [run.recordId, shown[i]]),
    );
    const kept: (StandingRow | undefined)[] = templates.map(t =>
      standings.get(`${t.key} ${t.proof}`),
    );
    const words = await this.#named.demotions(
      caller,
      kept.map(row =>
        row?.causeChangeId !== undefined
          ? {
              change: row.causeChangeId,
              outcome: row.causeOutcome,
              incident: row.causeIncidentId,
            }
          : undefined,
      ),
    );
    const mayFile = isPermitted(caller, changePermissions.create);
    return templates.map((template, i): StandardChangeSummary => {
      const { key, body, removed } = template;
      const row = kept[i];
      return {
        key,
        title: body.title,
        description: body.description,
        state: row?.state ?? 'proving',
        removed,
        runs: row?.runs ?? 0,
        goodRuns: row?.goodRuns ?? 0,
        goodInARow: row?.goodInARow ?? 0,
        promoteAfter: body.promoteAfter,
        since: row?.since === undefined ? undefined : iso(row.since),
        demotion:
          row?.state === 'demoted'
            ? { at: iso(row.since ?? now), ...words[i] }
            : undefined,
        history: runs.get(key)!.map(run => byRun.get(run.recordId)!),
        expectedImpact: body.expectedImpact,
        durationMinutes: readChangeSpan(body.duration)! / 60_000,
        risk: body.risk,
        ownerRef: body.ownerRef,
        scaffolderTemplate: body.scaffolderTemplate,
        scope: body.scope,
        openChanges: open.get(key) ?? 0,
        mayFile: mayFile && !removed && this.#isOffered(caller, template),
      };
    });
  }

  #describe(items: readonly StandardChangeSummary[]) {
    return this.kernel.catalog.describe(
      items.flatMap(({ ownerRef, scope, scaffolderTemplate }) => [
        ownerRef,
        scaffolderTemplate,
        ...scope.items,
        ...scope.owners,
      ]),
    );
  }
}
