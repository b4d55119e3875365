import { InputError } from '@backstage/errors';
import {
  CONTRACT,
  contractSummarySchema,
  contractTime,
  costReadPermission,
  readWeights,
  SUPPLIER,
  type BulkResult,
  type Contract,
  type ContractBulk,
  type ContractListQuery,
  type ContractPage,
  type ContractPatch,
  type ContractSummary,
  type ContractTransition,
  type NewContract,
} from '@callboard/plugin-itsm-common';
import {
  changeInBulk,
  isPermitted,
  shownOrReceipt,
  type Caller,
  type ItsmKernel,
  type StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { ContractCostStore } from './ContractCostStore';
import type { ContractStore, ContractWorth } from './ContractStore';
import { ServedByContract } from './ServedByContract';
import { commentOf, pick, stored, whoTakesItUp } from './values';

const SUMMARY_KEYS = Object.keys(contractSummarySchema.shape);
/** The kind of definitions that agreements are. */
const AGREEMENT = 'agreement';

/**
 * What can be done with contracts, one method a verb. Where a method takes `expectedVersion`, it
 * refuses with a conflict if the contract moved on.
 */
export interface ContractService {
  file(caller: Caller, contract: NewContract): Promise<Contract>;
  /** Contracts that the caller may read, as a keyset page. */
  list(caller: Caller, query: ContractListQuery): Promise<ContractPage>;
  /** One by number or id. @throws NotFoundError */
  get(caller: Caller, id: string): Promise<Contract>;
  update(
    caller: Caller,
    id: string,
    patch: ContractPatch,
    expectedVersion?: number,
  ): Promise<Contract>;
  /** @throws ConflictError if the state does not allow it */
  transition(
    caller: Caller,
    id: string,
    command: ContractTransition,
    expectedVersion?: number,
  ): Promise<Contract>;
  /** Edits or moves many, each on its own. */
  bulk(caller: Caller, command: ContractBulk): Promise<BulkResult>;
}

type Kernel = Pick<
  ItsmKernel,
  | 'records'
  | 'clock'
  | 'definitions'
  | 'requireEntity'
  | 'catalog'
  | 'catalogAccess'
>;

/** Whether somebody may see what all contracts are worth. */
const seesWorth = (caller: Caller) => isPermitted(caller, costReadPermission);

/** How a contract stands in time. */
const timeOf = (contract: StoredRecord, now: number) =>
  contractTime(contract as Parameters<typeof contractTime>[0], now);

/** Contracts through the kernel's door. Knows no permissions but what contracts are worth. */
export class DefaultContractService implements ContractService {
  readonly #serves: ServedByContract;

  constructor(
    private readonly kernel: Kernel,
    private readonly store: ContractStore,
    costs: Pick<ContractCostStore, 'services'>,
  ) {
    this.#serves = new ServedByContract(kernel, costs);
  }

  async file(caller: Caller, contract: NewContract): Promise<Contract> {
    const { services = [], costWeights, ...set } = contract;
    await this.#named(caller, set);
    const serves = await this.#serves.change(
      caller,
      { first: set.serviceRef, more: [], weights: {} },
      { services, costWeights },
    );
    const isUser = caller.kind === 'user';
    const { record } = await this.kernel.records.changeRecord(caller, {
      create: CONTRACT,
      set: {
        channel: isUser ? 'portal' : 'api',
        ...whoTakesItUp(caller),
        ...stored(set),
        ...serves.set,
      },
      entityLinks: serves.entityLinks,
    });
    return this.#done(caller, record.id);
  }

  async list(caller: Caller, query: ContractListQuery): Promise<ContractPage> {
    const { records, clock } = this.kernel;
    const page = await records.list(caller, {
      ...query,
      types: [CONTRACT],
      keys: [...SUMMARY_KEYS, 'valueMinor', 'currency'],
    });
    const beside = await this.#beside(caller, page.items);
    const now = clock.now();
    return {
      ...page,
      items: page.items.map(record =>
        pick<ContractSummary>(SUMMARY_KEYS, {
          ...records.present(record),
          time: timeOf(record, now),
          ...beside(record),
        }),
      ),
    };
  }

  async get(caller: Caller, id: string): Promise<Contract> {
    const { records, clock, definitions } = this.kernel;
    const { record, ...view } = await records.view(caller, id, CONTRACT);
    const beside = await this.#beside(caller, [record]);
    const { valueMinor, currency, costWeights, ...shown } =
      records.present(record);
    const serves = await this.#serves.shown(caller, record.id, costWeights);
    const agreement =
      typeof record.agreement === 'string'
        ? await definitions.find<{ name?: string; title?: string }>(
            AGREEMENT,
            record.agreement,
          )
        : undefined;
    return {
      ...shown,
      time: timeOf(record, clock.now()),
      agreementName: agreement?.body.name ?? agreement?.body.title,
      ...beside(record),
      ...serves,
      ...view,
      refs: { ...serves.refs, ...view.refs },
    } as unknown as Contract;
  }

  async update(
    caller: Caller,
    id: string,
    patch: ContractPatch,
    expectedVersion?: number,
  ): Promise<Contract> {
    const { records } = this.kernel;
    const { record } = await records.view(caller, id, CONTRACT);
    await this.#named(caller, patch);
    const { services, costWeights, ...set } = patch;
    const first =
      set.serviceRef === undefined ? record.serviceRef : set.serviceRef;
    const serves = await this.#serves.change(
      caller,
      {
        first: first ?? undefined,
        more: await this.#serves.of(record.id),
        weights: readWeights(record.costWeights),
      },
      { services, costWeights },
    );
    await records.changeRecord(caller, {
      id,
      expectedVersion,
      ...serves,
      set: { ...stored(set), ...serves.set },
    });
    return this.#done(caller, id);
  }

  async transition(
    caller: Caller,
    id: string,
    command: ContractTransition,
    expectedVersion?: number,
  ): Promise<Contract> {
    const { records } = this.kernel;
    await records.view(caller, id, CONTRACT);
    const { transition, comment, ...set } = command;
    await this.#named(caller, set);
    await records.changeRecord(caller, {
      id,
      transition,
      set: stored(set),
      expectedVersion,
      comment: commentOf(comment),
    });
    return this.#done(caller, id);
  }

  /** Names of suppliers, and what contracts are worth, for those who may know. */
  async #beside(caller: Caller, contracts: readonly StoredRecord[]) {
    const suppliers = contracts.flatMap(({ supplier }) =>
      typeof supplier === 'string' ? [supplier] : [],
    );
    const [names, worth] = await Promise.all([
      this.store.supplierNames(
        suppliers,
        this.kernel.records.conditions(caller).readable,
      ),
      seesWorth(caller)
        ? this.store.worth(contracts.map(({ id }) => id))
        : new Map<string, ContractWorth>(),
    ]);
    return (contract: StoredRecord) => {
      const { id, supplier, valueMinor, currency, valuePer } = contract;
      // The record has them for those who work on it.
      const own =
        typeof valueMinor === 'number' && typeof currency === 'string'
          ? { minor: valueMinor, currency, per: valuePer }
          : undefined;
      const { per, ...value } = worth.get(id) ?? own ?? {};
      return {
        supplierName: names.get(String(supplier)),
        ...('minor' in value && { value, valuePer: per }),
      };
    };
  }

  /** @throws InputError for a supplier or an agreement that is not there for the caller */
  async #named(
    caller: Caller,
    set: { supplier?: string; agreement?: string | null },
  ): Promise<void> {
    const { records, definitions } = this.kernel;
    if (set.supplier !== undefined) {
      try {
        await records.view(caller, set.supplier, SUPPLIER);
      } catch (error) {
        if ((error as Error).name !== 'NotFoundError') throw error;
        throw new InputError(
          `supplier: there is no supplier ${set.supplier}, or you may not read it; take it up first`,
        );
      }
    }
    if (set.agreement && !(await definitions.find(AGREEMENT, set.agreement)))
      throw new InputError(
        `agreement: there is no service level agreement with the key ${set.agreement}`,
      );
  }

  bulk(caller: Caller, command: ContractBulk): Promise<BulkResult> {
    return changeInBulk(this, caller, command);
  }

  #done(caller: Caller, id: string): Promise<Contract> {
    return shownOrReceipt(caller, who => this.get(who, id));
  }
}
