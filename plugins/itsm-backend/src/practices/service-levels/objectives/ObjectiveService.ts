import { createHash } from 'crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  type ObjectiveAlert,
  type ObjectiveDetail,
  type ObjectiveHistory,
  type ObjectiveHistoryQuery,
  type ObjectivePage,
  type ObjectivesQuery,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { historyOf } from './history';
import { MeasuringError } from './indicators/Indicator';
import type { Measuring } from './Measuring';
import type { Objective, ObjectiveBook } from './ObjectiveBook';
import type { AlertRow, ObjectiveStore } from './ObjectiveStore';
import { detailOf, summaryOf, type Standing } from './present';

const PAGE = 50;
const MOST_ALERTS = 20;

/** What can be asked of objectives. Those of entities that the caller may not see are not there. */
export interface ObjectiveService {
  /** Objectives by name, as a keyset page. */
  list(caller: Caller, query: ObjectivesQuery): Promise<ObjectivePage>;
  /** @throws NotFoundError */
  get(caller: Caller, key: string): Promise<ObjectiveDetail>;
  /** @throws NotFoundError */
  history(
    caller: Caller,
    key: string,
    query: ObjectiveHistoryQuery,
  ): Promise<ObjectiveHistory>;
}

const markOf = (question: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(question))
    .digest('hex')
    .slice(0, 12);

/** Where the next page begins: behind an objective, by its key. */
const writeCursor = (key: string, question: unknown) =>
  Buffer.from(`${markOf(question)} ${key}`).toString('base64url');

function readCursor(text: string, question: unknown): string {
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  const [, mark, key] = /^([0-9a-f]{12}) ([\w.-]{1,40})$/.exec(plain) ?? [];
  if (!key)
    throw new InputError(
      'cursor: is not one that this API gave; start again without it',
    );
  if (mark !== markOf(question))
    throw new InputError(
      'cursor: belongs to a list with other filters; start again without it',
    );
  return key;
}

/** Answers from what was measured last. */
export class DefaultObjectiveService implements ObjectiveService {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'catalog' | 'catalogAccess' | 'clock' | 'records'
    >,
    private readonly deps: {
      book: ObjectiveBook;
      store: ObjectiveStore;
      measuring: Measuring;
    },
  ) {}

  /** Objectives that the caller may see: of no entity, or of one that they may read. */
  async #visible(
    caller: Caller,
    wanted: (objective: Objective) => boolean,
  ): Promise<{ objectives: Objective[]; refs: Record<string, RefInfo> }> {
    const { objectives, refs } = await this.deps.book.all();
    const asked = objectives.filter(wanted);
    const readable = await this.kernel.catalogAccess.readable(
      caller,
      asked.flatMap(({ entityRef }) => entityRef ?? []),
    );
    return {
      objectives: asked.filter(
        ({ entityRef }) => entityRef === undefined || readable.has(entityRef),
      ),
      refs,
    };
  }

  async #find(caller: Caller, key: string) {
    const { objectives, refs } = await this.#visible(
      caller,
      objective => objective.key === key,
    );
    const [objective] = objectives;
    if (!objective) throw new NotFoundError(`There is no objective ${key}`);
    return { objective, refs };
  }

  async #standings(
    objectives: readonly Objective[],
  ): Promise<Map<string, Standing>> {
    const keys = objectives.map(({ key }) => key);
    const { store } = this.deps;
    const [rows, running] = await Promise.all([
      store.some(keys),
      store.running(keys),
    ]);
    return new Map(
      objectives.map(({ key, series }) => {
        const row = rows.get(key);
        return [
          key,
          {
            // What was measured under other terms says nothing of this objective.
            row: row?.series === series ? row : undefined,
            running: running.filter(a => a.objectiveKey === key),
          },
        ];
      }),
    );
  }

  async list(caller: Caller, query: ObjectivesQuery): Promise<ObjectivePage> {
    const { entity, limit = PAGE, cursor } = query;
    const question = { entity };
    const after =
      cursor === undefined ? undefined : readCursor(cursor, question);
    const now = this.kernel.clock.now();
    const { objectives, refs } = await this.#visible(
      caller,
      objective => entity === undefined || objective.entityRef === entity,
    );
    // One that was taken away meanwhile leads to the beginning, not to an empty page.
    const begin =
      after === undefined
        ? 0
        : objectives.findIndex(({ key }) => key === after) + 1;
    const shown = objectives.slice(begin, begin + limit);
    const standings = await this.#standings(shown);
    const last = shown[shown.length - 1];
    return {
      at: new Date(now).toISOString(),
      items: shown.map(o => summaryOf(o, standings.get(o.key)!, now)),
      pageInfo:
        last && begin + limit < objectives.length
          ? { nextCursor: writeCursor(last.key, question) }
          : {},
      refs: pick(
        refs,
        shown.map(({ entityRef }) => entityRef),
      ),
    };
  }

  async get(caller: Caller, key: string): Promise<ObjectiveDetail> {
    const { objective, refs } = await this.#find(caller, key);
    const { catalog, clock } = this.kernel;
    const { entityRef } = objective;
    const [standings, alerts, entity] = await Promise.all([
      this.#standings([objective]),
      this.deps.store.alerts(key, MOST_ALERTS),
      entityRef === undefined ? undefined : catalog.find(entityRef),
    ]);
    const [shownAlerts, owner] = await Promise.all([
      this.#alerts(caller, alerts),
      catalog.describe([entity?.ownerRef]),
    ]);
    return {
      ...detailOf(objective, standings.get(key)!, clock.now()),
      ownerRef: entity?.ownerRef,
      alerts: shownAlerts,
      refs: { ...pick(refs, [entityRef]), ...owner },
    };
  }

  async #alerts(
    caller: Caller,
    alerts: readonly AlertRow[],
  ): Promise<ObjectiveAlert[]> {
    const numbers = await this.kernel.records.readableNumbers(
      caller,
      alerts.flatMap(({ recordId }) => recordId ?? []),
    );
    return alerts.map(
      ({ id, severity, startedAt, endedAt, recordId, rate, ...rule }) => {
        const number = recordId && numbers.get(recordId);
        return {
          id,
          severity,
          startedAt: new Date(startedAt).toISOString(),
          endedAt:
            endedAt === undefined ? undefined : new Date(endedAt).toISOString(),
          rule: {
            long: rule.long,
            short: rule.short,
            threshold: rule.threshold,
          },
          rate,
          incident: number ? { id: recordId, number } : undefined,
        };
      },
    );
  }

  async history(
    caller: Caller,
    key: string,
    query: ObjectiveHistoryQuery,
  ): Promise<ObjectiveHistory> {
    const { objective } = await this.#find(caller, key);
    try {
      return await historyOf(
        objective,
        query,
        this.deps.measuring,
        this.kernel.clock.now(),
      );
    } catch (error) {
      // There is nothing to be told of it, which is no fault of whoever asks.
      if (error instanceof MeasuringError) throw new InputError(error.message);
      throw error;
    }
  }
}

/** Those of the references that are wanted. */
function pick(
  refs: Readonly<Record<string, RefInfo>>,
  wanted: readonly (string | undefined)[],
): Record<string, RefInfo> {
  return Object.fromEntries(
    wanted.flatMap(ref => (ref && refs[ref] ? [[ref, refs[ref]]] : [])),
  );
}
