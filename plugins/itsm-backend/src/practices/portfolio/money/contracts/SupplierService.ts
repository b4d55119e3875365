import {
  SUPPLIER,
  supplierSummarySchema,
  type NewSupplier,
  type BulkResult,
  type Supplier,
  type SupplierBulk,
  type SupplierListQuery,
  type SupplierPage,
  type SupplierPatch,
  type SupplierSummary,
  type SupplierTransition,
} from '@callboard/plugin-itsm-common';
import {
  changeInBulk,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { ContractStore } from './ContractStore';
import { commentOf, pick, stored, whoTakesItUp } from './values';

const SUMMARY_KEYS = Object.keys(supplierSummarySchema.shape);

/**
 * What can be done with suppliers, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the supplier moved on.
 */
export interface SupplierService {
  file(caller: Caller, supplier: NewSupplier): Promise<Supplier>;
  /** Suppliers that the caller may read, as a keyset page. */
  list(caller: Caller, query: SupplierListQuery): Promise<SupplierPage>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Supplier>;
  update(
    caller: Caller,
    id: string,
    patch: SupplierPatch,
    expectedVersion?: number,
  ): Promise<Supplier>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: SupplierTransition,
    expectedVersion?: number,
  ): Promise<Supplier>;
  /** Edits or moves many, each on its own. */
  bulk(caller: Caller, command: SupplierBulk): Promise<BulkResult>;
}

/** Suppliers through the kernel's door. Knows no permissions. */
export class DefaultSupplierService implements SupplierService {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'records'>,
    private readonly store: ContractStore,
  ) {}

  async file(caller: Caller, supplier: NewSupplier): Promise<Supplier> {
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: SUPPLIER,
      set: {
        channel: isUser ? 'portal' : 'api',
        ...whoTakesItUp(caller),
        ...stored(supplier),
      },
    });
    return this.#done(caller, record.id);
  }

  async list(caller: Caller, query: SupplierListQuery): Promise<SupplierPage> {
    const { records } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [SUPPLIER],
      keys: SUMMARY_KEYS,
    });
    const counts = await this.store.counts(
      page.items.map(({ number }) => number),
      records.conditions(caller).readable,
    );
    return {
      ...page,
      items: page.items.map(record =>
        pick<SupplierSummary>(SUMMARY_KEYS, {
          ...records.present(record),
          contracts: counts.get(record.number) ?? 0,
        }),
      ),
    };
  }

  async get(caller: Caller, id: string): Promise<Supplier> {
    const { records } = this.kernel;
    const { record, ...view } = await records.view(caller, id, SUPPLIER);
    const counts = await this.store.counts(
      [record.number],
      records.conditions(caller).readable,
    );
    return {
      ...records.present(record),
      contracts: counts.get(record.number) ?? 0,
      ...view,
    } as unknown as Supplier;
  }

  async update(
    caller: Caller,
    id: string,
    patch: SupplierPatch,
    expectedVersion?: number,
  ): Promise<Supplier> {
    const { records } = this.kernel;
    await records.view(caller, id, SUPPLIER);
    await records.changeRecord(caller, {
      id,
      set: stored(patch),
      expectedVersion,
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: SupplierTransition,
    expectedVersion?: number,
  ): Promise<Supplier> {
    const { records } = this.kernel;
    await records.view(caller, id, SUPPLIER);
    const { transition, comment, ...set } = command;
    await records.changeRecord(caller, {
      id,
      transition,
      set,
      expectedVersion,
      comment: commentOf(comment),
    });
    return this.#done(caller, id);
  }

  bulk(caller: Caller, command: SupplierBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  #done(caller: Caller, id: string): Promise<Supplier> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }
}
