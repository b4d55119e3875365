import { InputError } from '@backstage/errors';
import type {
  AssessedSlot,
  Assessment,
  ChangeDraft,
  ChangeType,
  Conflict,
  ExpectedImpact,
  Risk,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  ConflictSource,
  ItsmKernel,
  RiskEngine,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { AffectedItems } from '../AffectedItems';
import type { ChangeStore } from '../ChangeStore';
import { itemsOf, type Assessed, type Assessor } from './Assessor';
import type { Executor } from './ConflictStore';
import { presentAssessment } from './present';
import type { Reassessments } from './Reassessments';

/** What a change would do, before it does. */
export interface AssessmentService {
  /**
   * Of a change as it is described.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  assess(caller: Caller, draft: ChangeDraft): Promise<Assessment>;
  /** Of a change that is filed, as it is now. @throws NotFoundError */
  assessment(caller: Caller, id: string): Promise<Assessment>;
  risk(caller: Caller, draft: ChangeDraft): Promise<Risk>;
  conflicts(caller: Caller, draft: ChangeDraft): Promise<readonly Conflict[]>;
  /** @throws InputError without a window */
  freeSlots(
    caller: Caller,
    draft: ChangeDraft,
  ): Promise<readonly AssessedSlot[]>;
  addEngine(engine: RiskEngine): void;
  addSource(source: ConflictSource): void;
  moved(items: readonly string[], executor?: Executor): Promise<void>;
}

const iso = (at: unknown) =>
  typeof at === 'number' ? new Date(at).toISOString() : undefined;
const written = (text: unknown) => typeof text === 'string' && text !== '';

/** A filed change as it is described to be assessed. */
export function draftOf(
  change: StoredRecord,
  affects: readonly string[],
): ChangeDraft {
  const plannedStart = iso(change.plannedStart);
  const plannedEnd = iso(change.plannedEnd);
  const planned =
    plannedStart && plannedEnd && plannedStart < plannedEnd
      ? { plannedStart, plannedEnd }
      : {};
  return {
    id: change.id,
    changeType: (change.changeType as ChangeType) ?? 'normal',
    affects: [...affects],
    serviceRef: change.serviceRef,
    ...planned,
    expectedImpact: (change.expectedImpact as ExpectedImpact) ?? 'none',
    has: {
      plan: written(change.plan),
      testEvidence: written(change.testEvidence),
      rollbackPlan: written(change.rollbackPlan),
    },
  };
}

/** See {@link AssessmentService}. */
export class DefaultAssessmentService implements AssessmentService {
  constructor(
    private readonly deps: Pick<
      ItsmKernel,
      'catalog' | 'clock' | 'records' | 'requireEntity'
    > & {
      assessor: Assessor;
      reassessments: Reassessments;
      store: Pick<ChangeStore, 'affectedOf'>;
      affected: AffectedItems;
    },
  ) {}

  async assess(caller: Caller, draft: ChangeDraft): Promise<Assessment> {
    const found = await this.#look(caller, draft, true);
    return this.#present(found);
  }

  async assessment(caller: Caller, id: string): Promise<Assessment> {
    const { assessor, records, store } = this.deps;
    const { record } = await records.view(caller, id, 'change');
    const affects = (await store.affectedOf([record.id])).get(record.id) ?? [];
    const found = await assessor.look(caller, draftOf(record, affects), {
      recordId: record.id,
      since: record.createdAt,
      preApproved: record.preApproved === true,
      slots: true,
    });
    return this.#present(found);
  }

  async risk(caller: Caller, draft: ChangeDraft): Promise<Risk> {
    return (await this.#look(caller, draft, false)).risk;
  }

  async conflicts(caller: Caller, draft: ChangeDraft): Promise<Conflict[]> {
    const found = await this.#look(caller, draft, false);
    return (await this.#present(found)).conflicts.items;
  }

  async freeSlots(caller: Caller, draft: ChangeDraft): Promise<AssessedSlot[]> {
    if (draft.plannedStart === undefined)
      throw new InputError(
        'plannedStart: is needed to look for other times; say when it is wanted, and plannedEnd for how long it takes',
      );
    const found = await this.#look(caller, draft, true);
    return (await this.#present(found)).slots.items;
  }

  addEngine(engine: RiskEngine): void {
    this.deps.assessor.addEngine(engine);
  }

  addSource(source: ConflictSource): void {
    this.deps.assessor.addSource(source);
  }

  moved(items: readonly string[], executor?: Executor): Promise<void> {
    return this.deps.reassessments.ofItems(items, executor);
  }

  /** @throws InputError for what is not there for the caller */
  async #look(
    caller: Caller,
    draft: ChangeDraft,
    slots: boolean,
  ): Promise<Assessed> {
    const { assessor } = this.deps;
    const own = await this.#own(caller, draft);
    const options = {
      recordId: own?.id,
      preApproved: own?.preApproved === true,
      slots,
    };
    const found = await assessor.look(caller, draft, options);
    if (found.missing === 0) return found;
    // The graph may be a moment behind the catalog, or an item has another name by now.
    const there = new Set(found.hits.asked);
    const missing = itemsOf(draft).filter(ref => !there.has(ref));
    const known = await this.#require(caller, draft, missing);
    return missing.every((ref, n) => ref === known[n])
      ? found
      : assessor.look(
          caller,
          { ...draft, affects: [...there, ...known] },
          options,
        );
  }

  async #require(
    caller: Caller,
    { affects }: ChangeDraft,
    refs: readonly string[],
  ): Promise<string[]> {
    if (affects.length > 0) return this.deps.affected.require(caller, refs);
    return [await this.deps.requireEntity(caller, refs[0], 'serviceRef')];
  }

  /** The change that is described as it is filed, if the caller may read it. */
  async #own(
    caller: Caller,
    { id }: ChangeDraft,
  ): Promise<StoredRecord | undefined> {
    if (id === undefined) return undefined;
    return (await this.deps.records.view(caller, id, 'change')).record;
  }

  #present(found: Assessed): Promise<Assessment> {
    const { catalog, clock } = this.deps;
    return presentAssessment(catalog, found, clock.now());
  }
}
