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
  /** What the KPI was before, is to be, and was when it was measured last. */
  baseline?: number;
  target?: number;
  current?: number;
  /** Milliseconds since the epoch. */
  currentAt?: number;
  dueAt?: number;
}

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
}

/** The register of the practice `improvement`. */
export const initiativesRef = createTypedServiceRef<Initiatives>(
  'improvement.initiatives',
);
