import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  kindOf,
  MANUAL_COSTS,
  MOST_MINOR,
  SERVICE_KINDS,
  type CostItem,
  type CostItemPatch,
  type CostLine,
  type CostLinePatch,
  type NewCostItem,
  type NewCostLine,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { mayWriteCosts, notTheirCosts } from '../access';
import type { CostStore, ItemRow, LineRow } from './CostStore';
import type { CostWriter } from './CostWriter';
import { presentItem, presentLine } from './present';

/** The most lines of one cost model. */
export const MOST_ITEMS = 200;

const thousandths = (quantity: number) => Math.round(quantity * 1000);

/** @throws InputError for a line of a cost model that comes to more than can be kept */
function assertKept({ quantity, minor }: ItemRow): void {
  if (Math.abs(quantity * minor) > MOST_MINOR * 1000)
    throw new InputError(
      'minor: times the quantity it is more than can be kept; split it',
    );
}

/** Whether something can have costs: what can be a service can. */
export const canHaveCosts = (ref: string) =>
  (SERVICE_KINDS as readonly string[]).includes(kindOf(ref));

/** @throws ConflictError for a version that is not the one there is */
function assertVersion(row: { version: number }, expected?: number): void {
  if (expected !== undefined && expected !== row.version)
    throw new ConflictError(
      `This cost is at version ${row.version}, not ${expected}; load it again`,
    );
}

/** Writes costs and cost models of services that the caller may see and write costs of. */
export class CostCommands {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      'clock' | 'catalog' | 'catalogAccess' | 'requireEntity' | 'records'
    >,
    private readonly store: CostStore,
    private readonly writer: CostWriter,
  ) {}

  async addLine(caller: Caller, said: NewCostLine): Promise<CostLine> {
    const { serviceRef, note, ...what } = said;
    const ref = await this.#named(caller, serviceRef);
    const made = this.#made(caller);
    const line: LineRow = {
      ...what,
      ...made,
      serviceRef: ref,
      words: note || undefined,
      source: MANUAL_COSTS,
      externalId: made.id,
    };
    await this.writer.write(caller, { after: line });
    return presentLine(line);
  }

  async changeLine(
    caller: Caller,
    id: string,
    patch: CostLinePatch,
    version?: number,
  ): Promise<CostLine> {
    const before = await this.#found(caller, await this.store.line(id));
    assertVersion(before, version);
    const { note, ...what } = patch;
    const after: LineRow = {
      ...before,
      ...what,
      ...this.#words(caller, before, note),
      ...this.#next(before),
    };
    await this.writer.write(caller, { before, after });
    return presentLine(after);
  }

  async removeLine(caller: Caller, id: string, version?: number) {
    const before = await this.#found(caller, await this.store.line(id));
    assertVersion(before, version);
    await this.writer.write(caller, { before });
    return { removed: true };
  }

  async addItem(caller: Caller, said: NewCostItem): Promise<CostItem> {
    const { serviceRef, title, to, unit, contract, quantity, ...what } = said;
    const ref = await this.#named(caller, serviceRef);
    await this.#contract(caller, contract);
    if ((await this.store.modelSize(ref)) >= MOST_ITEMS)
      throw new ConflictError(
        `The cost model of ${ref} has ${MOST_ITEMS} lines already; put some of them together`,
      );
    const item: ItemRow = {
      ...what,
      ...this.#made(caller),
      serviceRef: ref,
      words: title,
      to: to ?? undefined,
      unit: unit || undefined,
      contract: contract ?? undefined,
      quantity: thousandths(quantity),
    };
    assertKept(item);
    await this.writer.write(caller, { after: item });
    return presentItem(item);
  }

  async changeItem(
    caller: Caller,
    id: string,
    patch: CostItemPatch,
    version?: number,
  ): Promise<CostItem> {
    const before = await this.#found(caller, await this.store.item(id));
    assertVersion(before, version);
    const { title, to, unit, contract, quantity, ...what } = patch;
    await this.#contract(caller, contract);
    const after: ItemRow = {
      ...before,
      ...what,
      ...this.#words(caller, before, title),
      ...(to !== undefined && { to: to ?? undefined }),
      ...(unit !== undefined && { unit: unit || undefined }),
      ...(contract !== undefined && { contract: contract ?? undefined }),
      ...(quantity !== undefined && { quantity: thousandths(quantity) }),
      ...this.#next(before),
    };
    if (after.to !== undefined && after.to < after.from)
      throw new InputError('to: must not be before it begins');
    assertKept(after);
    await this.writer.write(caller, { before, after });
    return presentItem(after);
  }

  async removeItem(caller: Caller, id: string, version?: number) {
    const before = await this.#found(caller, await this.store.item(id));
    assertVersion(before, version);
    await this.writer.write(caller, { before });
    return { removed: true };
  }

  #made(caller: Caller) {
    const now = this.kernel.clock.now();
    return {
      id: uuidv7({ msecs: now }),
      wordsByRef: caller.ref,
      version: 1,
      journalHead: '',
      createdAt: now,
      updatedAt: now,
    };
  }

  #next(before: LineRow | ItemRow) {
    return { version: before.version + 1, updatedAt: this.kernel.clock.now() };
  }

  /** Words are of whoever wrote them last. */
  #words(caller: Caller, before: LineRow | ItemRow, said?: string | null) {
    if (said === undefined || (said ?? undefined) === before.words) return {};
    return { words: said || undefined, wordsByRef: caller.ref };
  }

  /** @throws InputError, NotAllowedError */
  async #named(caller: Caller, named: string): Promise<string> {
    if (!canHaveCosts(named))
      throw new InputError(
        `serviceRef: must be a ${SERVICE_KINDS.join(', ')}; ${named} is none`,
      );
    const { catalog, requireEntity } = this.kernel;
    const ref = await requireEntity(caller, named, 'serviceRef');
    const entity = await catalog.find(ref);
    if (!mayWriteCosts(caller, entity?.ownerRef))
      throw new NotAllowedError(notTheirCosts(ref));
    return ref;
  }

  /** @throws NotFoundError, NotAllowedError */
  async #found<R extends LineRow | ItemRow>(
    caller: Caller,
    row: R | undefined,
  ): Promise<R> {
    const { catalog, catalogAccess } = this.kernel;
    const visible =
      row && (await catalogAccess.readable(caller, [row.serviceRef]));
    if (!row || !visible?.has(row.serviceRef))
      throw new NotFoundError('There is no such cost, or you may not see it');
    const entity = await catalog.find(row.serviceRef);
    if (!mayWriteCosts(caller, entity?.ownerRef))
      throw new NotAllowedError(notTheirCosts(row.serviceRef));
    return row;
  }

  /** @throws InputError for a contract that is not there for the caller */
  async #contract(caller: Caller, number?: string | null): Promise<void> {
    if (!number) return;
    try {
      await this.kernel.records.view(caller, number, 'contract');
    } catch (error) {
      if ((error as Error).name !== 'NotFoundError') throw error;
      throw new InputError(
        `contract: there is no contract ${number}, or you may not read it`,
      );
    }
  }
}
