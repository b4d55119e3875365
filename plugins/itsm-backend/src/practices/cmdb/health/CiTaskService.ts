import { ConflictError } from '@backstage/errors';
import {
  CI_TASK,
  ciTaskSummarySchema,
  type CiTask,
  type CiTaskListQuery,
  type CiTaskPage,
  type CiTaskPatch,
  type CiTaskTransition,
  type FindingResult,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ItsmKernel,
  RecordChange,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import { keyOf, type EvaluationStore } from './EvaluationStore';
import type { FindingRow, FindingStore } from './FindingStore';
import type { VisibleHealth } from './VisibleHealth';

const SUMMARY_KEYS = Object.keys(ciTaskSummarySchema.shape);
const LONGEST_TITLE = 200;

/** Of two that make a task of one finding, the second one begins again. */
class MadeMeanwhileError extends ConflictError {}

/** What can be done with CI tasks. */
export interface CiTaskService {
  /** Makes a task of each finding that has no open one, and names the others. */
  makeTasks(
    caller: Caller,
    findings: readonly string[],
  ): Promise<FindingResult>;
  /** CI tasks that the caller may read, as a keyset page. */
  list(caller: Caller, query: CiTaskListQuery): Promise<CiTaskPage>;
  /** One task by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<CiTask>;
  update(
    caller: Caller,
    id: string,
    patch: CiTaskPatch,
    expectedVersion?: number,
  ): Promise<CiTask>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: CiTaskTransition,
    expectedVersion?: number,
  ): Promise<CiTask>;
}

/**
 * CI tasks through the kernel's door. One finding is one task: a task ends by itself when what it is
 * about is put right, which one about several things could not.
 */
export class DefaultCiTaskService implements CiTaskService {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'clock' | 'records'>,
    private readonly deps: {
      evaluations: EvaluationStore;
      findings: FindingStore;
      visible: VisibleHealth;
    },
  ) {}

  async makeTasks(
    caller: Caller,
    ids: readonly string[],
  ): Promise<FindingResult> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#makeTasks(caller, ids);
      } catch (error) {
        if (!(error instanceof MadeMeanwhileError) || attempt === 3)
          throw error;
      }
    }
  }

  async #makeTasks(
    caller: Caller,
    ids: readonly string[],
  ): Promise<FindingResult> {
    const { evaluations, findings, visible } = this.deps;
    const { records, clock } = this.kernel;
    const found = new Map(
      (
        await visible.visible(caller, await findings.byIds(ids, clock.now()))
      ).map(row => [row.id, row]),
    );
    const labelOf = await visible.labels();
    const wanted = [...found.values()].filter(row => !row.task && !row.excuse);
    const made = new Map<string, string>();
    if (wanted.length > 0) {
      const changed = await records.changeRecords(
        caller,
        wanted.map(row => this.#toTask(caller, row, labelOf(row.rule))),
        {
          alongside: async (tx, tasks) => {
            // Whoever makes tasks of findings does so alone.
            await evaluations.hold(tx);
            if ((await evaluations.openTasks(tx, wanted)).size > 0)
              throw new MadeMeanwhileError(
                'A task was made of it meanwhile; load the findings again',
              );
            await evaluations.noteTasks(
              tx,
              wanted.map(({ ref, rule, detail }, i) => ({
                ref,
                rule,
                detail,
                recordId: tasks[i].record.id,
              })),
            );
          },
        },
      );
      changed.forEach(({ record }, i) =>
        made.set(keyOf(wanted[i]), record.number),
      );
    }
    const numbers = await records.readableNumbers(
      caller,
      [...found.values()].flatMap(row => row.task?.recordId ?? []),
    );
    return {
      items: ids.map(id => {
        const row = found.get(id);
        if (!row)
          return {
            id,
            done: false,
            reason: 'There is no such finding any more, or you may not see it',
          };
        const task = made.get(keyOf(row));
        if (task !== undefined) return { id, done: true, task };
        if (row.task)
          return {
            id,
            done: false,
            task: numbers.get(row.task.recordId),
            reason: 'There is an open task of it already',
          };
        return {
          id,
          done: false,
          reason: 'It is accepted; take that back first',
        };
      }),
    };
  }

  #toTask(caller: Caller, row: FindingRow, label: string): RecordChange {
    // Whoever reads the task may see less of the catalog than whoever makes it.
    const finding =
      row.about.length === 0
        ? row.message
        : row.plain ?? `${label}. The page of the item says more.`;
    return {
      create: CI_TASK,
      set: {
        title: `${label}: ${row.title}`.slice(0, LONGEST_TITLE),
        serviceRef: row.ref,
        ciRef: row.ref,
        rule: row.rule,
        finding,
        advice: row.advice,
        priority: { high: 3, medium: 4, low: 5 }[row.severity],
        channel: caller.kind === 'user' ? 'portal' : 'api',
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    };
  }

  async list(caller: Caller, query: CiTaskListQuery): Promise<CiTaskPage> {
    const page = await this.kernel.records.list(caller, {
      ...query,
      types: [CI_TASK],
      keys: SUMMARY_KEYS,
    });
    return { ...page, items: page.items.map(record => this.#summary(record)) };
  }

  async get(caller: Caller, id: string): Promise<CiTask> {
    const { record, ...view } = await this.kernel.records.view(
      caller,
      id,
      CI_TASK,
    );
    return { ...this.kernel.records.present(record), ...view } as CiTask;
  }

  async update(
    caller: Caller,
    id: string,
    patch: CiTaskPatch,
    expectedVersion?: number,
  ): Promise<CiTask> {
    await this.#own(caller, id);
    await this.kernel.records.changeRecord(caller, {
      id,
      set: patch,
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: CiTaskTransition,
    expectedVersion?: number,
  ): Promise<CiTask> {
    await this.#own(caller, id);
    const { transition, comment, ...set } = command;
    await this.kernel.records.changeRecord(caller, {
      id,
      transition,
      set,
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, id);
  }

  /** @throws NotFoundError for a record of another type */
  async #own(caller: Caller, id: string): Promise<void> {
    await this.kernel.records.view(caller, id, CI_TASK);
  }

  /** What was done, also for whoever cannot see the task any more: handing it on may do that. */
  async #done(caller: Caller, id: string): Promise<CiTask> {
    try {
      return await this.get(caller, id);
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      const receipt = await this.get(
        {
          kind: caller.kind,
          ref: caller.ref,
          ownership: [],
          roles: new Set(['restrictedReader']),
        },
        id,
      );
      return {
        ...receipt,
        viewer: {
          standing: [],
          canUpdate: false,
          canEdit: false,
          seesInternal: false,
          watches: false,
          transitions: [],
        },
      };
    }
  }

  #summary(record: StoredRecord): CiTaskPage['items'][number] {
    const shown = this.kernel.records.present(record);
    return Object.fromEntries(
      SUMMARY_KEYS.filter(key => shown[key] !== undefined).map(key => [
        key,
        shown[key],
      ]),
    ) as CiTaskPage['items'][number];
  }
}
