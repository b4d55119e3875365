import type {
  InitiativeOrigin,
  KpiWhere,
  NewInitiative,
} from '@callboard/plugin-itsm-common';
import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/** An initiative as other pages show it: what is done about which number, and how far it is. */
export interface InitiativeBrief {
  id: string;
  number: string;
  title: string;
  status: string;
  /** For people, e.g. `Implement`. */
  statusLabel: string;
  ownerRef?: string;
  assigneeRef?: string;
  serviceRef?: string;
  /** The key of the KPI that it is measured by. */
  kpi?: string;
  /** Of what it is measured, where not of all. */
  where?: KpiWhere;
  /** What the KPI was before, is to be, and was when it was measured last. */
  baseline?: number;
  target?: number;
  current?: number;
  /** Milliseconds since the epoch. */
  currentAt?: number;
  dueAt?: number;
}

/** An initiative that another part of the product leads somebody to file: what a form would say, or less. */
export type ProposedInitiative = Partial<NewInitiative> &
  Pick<NewInitiative, 'title'> & {
    origin: Exclude<InitiativeOrigin, 'own'>;
    /** What it came from, e.g. the number of a suggestion or the id of a proposal. */
    originId?: string;
  };

/** Improvement initiatives, as far as the caller may read them. It asks for their permission itself. */
export interface Initiatives {
  /**
   * Those that were under way at an instant, i.e. opened by then and neither closed nor abandoned, the
   * ones due first before others.
   *
   * @param options - `at`: milliseconds since the epoch, now if absent
   */
  underWay(
    caller: Caller,
    options: { at?: number; limit: number },
  ): Promise<readonly InitiativeBrief[]>;
  /**
   * Those that came from any of the things, by what they came from; of several the latest.
   */
  cameFrom(
    caller: Caller,
    origin: InitiativeOrigin,
    refs: readonly string[],
  ): Promise<ReadonlyMap<string, InitiativeBrief>>;
  /**
   * Files one for the caller, with the caller's own rights: `itsm.initiative.create`, and
   * `itsm.kpi.read` where a KPI is named. A baseline that is named is measured. It begins in the
   * state `identify`, as all do.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  propose(
    caller: Caller,
    proposed: ProposedInitiative,
  ): Promise<InitiativeBrief>;
}

/** The register of the practice `improvement`. */
export const initiativesRef = createTypedServiceRef<Initiatives>(
  'improvement.initiatives',
);
