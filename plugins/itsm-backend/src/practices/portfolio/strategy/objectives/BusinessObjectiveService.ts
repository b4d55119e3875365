import { ConflictError } from '@backstage/errors';
import {
  BUSINESS_OBJECTIVE,
  businessObjectiveSummarySchema,
  requirePerson,
  STRATEGY_KEY,
  STRATEGY_KIND,
  type BulkResult,
  type BusinessObjective,
  type BusinessObjectiveBulk,
  type BusinessObjectiveListQuery,
  type BusinessObjectivePage,
  type BusinessObjectivePatch,
  type BusinessObjectiveTransition,
  type NewBusinessObjective,
  type Strategy,
  type StrategyPage,
} from '@callboard/plugin-itsm-common';
import {
  assignToCaller,
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type RecordValues,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { KeyResultStore, ObjectiveSum } from './KeyResultStore';
import type { ObjectiveStore } from './ObjectiveStore';

const SUMMARY_KEYS = Object.keys(businessObjectiveSummarySchema.shape);
const INSTANTS = ['periodFrom', 'periodTo', 'reviewAt'];
const NOTHING: ObjectiveSum = { keyResults: 0, isMeasured: false };
/** Transitions that need something to measure by. */
const PURSUES = ['activate', 'pursue-again'];
const UNMEASURED =
  'Add a key result first: it says how you will know that the objective is reached.';

/**
 * What can be done with business objectives, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the objective moved on.
 */
export interface BusinessObjectiveService {
  /** Vision and themes, and how far their objectives are. */
  strategy(caller: Caller): Promise<StrategyPage>;
  file(
    caller: Caller,
    objective: NewBusinessObjective,
  ): Promise<BusinessObjective>;
  /** Objectives that the caller may read, as a keyset page. */
  list(
    caller: Caller,
    query: BusinessObjectiveListQuery,
  ): Promise<BusinessObjectivePage>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<BusinessObjective>;
  update(
    caller: Caller,
    id: string,
    patch: BusinessObjectivePatch,
    expectedVersion?: number,
  ): Promise<BusinessObjective>;
  /** @throws ConflictError if its state does not allow it, or it has no key result */
  transition(
    caller: Caller,
    id: string,
    command: BusinessObjectiveTransition,
    expectedVersion?: number,
  ): Promise<BusinessObjective>;
  bulk(caller: Caller, command: BusinessObjectiveBulk): Promise<BulkResult>;
  assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<BusinessObjective>;
}

function stored(values: Readonly<Record<string, unknown>>): RecordValues {
  const set: RecordValues = { ...values };
  for (const key of INSTANTS)
    if (typeof set[key] === 'string') set[key] = Date.parse(set[key] as string);
  return set;
}

/** Objectives through the kernel's door. Knows no permissions: see the authorized one. */
export class DefaultBusinessObjectiveService
  implements BusinessObjectiveService
{
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'records' | 'definitions' | 'clock'
    >,
    private readonly deps: {
      keyResults: KeyResultStore;
      objectives: ObjectiveStore;
    },
  ) {}

  async #strategy() {
    return this.kernel.definitions.find<Strategy>(STRATEGY_KIND, STRATEGY_KEY);
  }

  async strategy(caller: Caller): Promise<StrategyPage> {
    const { readable } = this.kernel.records.conditions(caller);
    const [definition, sums] = await Promise.all([
      this.#strategy(),
      this.deps.objectives.byTheme(readable),
    ]);
    const told = new Map(sums.map(sum => [sum.theme, sum]));
    const named = (definition?.body.themes ?? []).map(theme => ({
      theme: theme.key,
      title: theme.title,
      description: theme.description,
      objectives: told.get(theme.key)?.objectives ?? 0,
      progress: told.get(theme.key)?.progress,
    }));
    const others = sums.filter(
      ({ theme }) => !named.some(one => one.theme === theme),
    );
    return {
      strategy: definition?.body,
      version: definition?.version,
      source: definition?.source,
      themes: [...named, ...others],
    };
  }

  async file(
    caller: Caller,
    objective: NewBusinessObjective,
  ): Promise<BusinessObjective> {
    const { parent, template, ...said } = objective;
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: BUSINESS_OBJECTIVE,
      template,
      link: parent ? { kind: 'child-of', target: parent } : undefined,
      set: {
        channel: caller.kind === 'user' ? 'portal' : 'api',
        ...stored(said),
        requesterRef: caller.kind === 'user' ? caller.ref : undefined,
      },
    });
    return this.#done(caller, record.id);
  }

  async list(
    caller: Caller,
    { theme, filter, ...query }: BusinessObjectiveListQuery,
  ): Promise<BusinessObjectivePage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      filter:
        theme && filter
          ? { $all: [{ theme }, filter] }
          : filter ?? (theme && { theme }),
      types: [BUSINESS_OBJECTIVE],
      keys: SUMMARY_KEYS,
    });
    const sums = await this.deps.keyResults.sums(
      page.items.map(({ id }) => id),
    );
    return {
      ...page,
      items: page.items.map(record => {
        const all = this.#present(record, sums.get(record.id));
        return Object.fromEntries(
          SUMMARY_KEYS.filter(key => all[key] !== undefined).map(key => [
            key,
            all[key],
          ]),
        ) as BusinessObjectivePage['items'][number];
      }),
    };
  }

  #present(record: StoredRecord, sum: ObjectiveSum = NOTHING): RecordValues {
    const { isMeasured, ...shown } = sum;
    return { ...this.kernel.records.present(record), ...shown };
  }

  async get(caller: Caller, id: string): Promise<BusinessObjective> {
    const { record, viewer, ...view } = await this.kernel.records.view(
      caller,
      id,
      BUSINESS_OBJECTIVE,
    );
    const [sums, definition] = await Promise.all([
      this.deps.keyResults.sums([record.id]),
      record.theme ? this.#strategy() : undefined,
    ]);
    const sum = sums.get(record.id);
    const isMeasured = sum?.isMeasured;
    return {
      ...this.#present(record, sum),
      themeTitle: definition?.body.themes?.find(t => t.key === record.theme)
        ?.title,
      ...view,
      viewer: {
        ...viewer,
        transitions: viewer.transitions.map(offer =>
          PURSUES.includes(offer.name) && offer.allowed && !isMeasured
            ? { ...offer, allowed: false, reason: UNMEASURED }
            : offer,
        ),
      },
    } as unknown as BusinessObjective;
  }

  #done(caller: Caller, id: string): Promise<BusinessObjective> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }

  async update(
    caller: Caller,
    id: string,
    patch: BusinessObjectivePatch,
    expectedVersion?: number,
  ): Promise<BusinessObjective> {
    const { record } = await this.kernel.records.view(
      caller,
      id,
      BUSINESS_OBJECTIVE,
    );
    await this.kernel.records.changeRecord(caller, {
      id: record.id,
      set: stored(patch),
      expectedVersion,
    });
    return this.#done(caller, record.id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: BusinessObjectiveTransition,
    expectedVersion?: number,
  ): Promise<BusinessObjective> {
    const { transition, comment, ...set } = command;
    const { records } = this.kernel;
    const { record } = await records.view(caller, id, BUSINESS_OBJECTIVE);
    const { keyResults } = this.deps;
    const measured = PURSUES.includes(transition)
      ? await keyResults.sums([record.id])
      : undefined;
    if (measured?.get(record.id)?.isMeasured === false)
      throw new ConflictError(UNMEASURED);
    await records.changeRecord(caller, {
      id: record.id,
      transition,
      set: stored(set),
      expectedVersion,
      comment:
        comment === undefined
          ? undefined
          : { body: comment, audience: 'requester' },
    });
    return this.#done(caller, record.id);
  }

  bulk(caller: Caller, command: BusinessObjectiveBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  async assignToMe(
    caller: Caller,
    id: string,
    expectedVersion?: number,
  ): Promise<BusinessObjective> {
    requirePerson(caller, 'an objective');
    const { record } = await this.kernel.records.view(
      caller,
      id,
      BUSINESS_OBJECTIVE,
    );
    await assignToCaller(this.kernel.records, caller, {
      id: record.id,
      label: 'an objective',
      expectedVersion,
    });
    return this.#done(caller, record.id);
  }
}
