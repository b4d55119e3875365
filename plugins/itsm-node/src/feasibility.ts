import { createTypedServiceRef } from './services';

/** A promise that cannot be kept, even if everybody behind it keeps what they promise. */
export interface InfeasiblePromise {
  id: string;
  /** Of what it is promised. */
  entityRef: string;
  /** Name of the agreement or objective. */
  source: string;
  /** What of it is promised, as a sentence has it: `availability`, `resolution time (P1, P2)`. */
  promised?: string;
  /** How many times what is promised it may be at most, above 1. */
  excess?: number;
  /** The arithmetic in one line; it may name what is behind the promise. */
  words?: string;
}

/** Whether promises can be kept. It knows no permissions: whoever shows it leaves out what one may not see. */
export interface PromiseFeasibility {
  /** Those that cannot, of all things or of one. */
  infeasible(entityRef?: string): Promise<InfeasiblePromise[]>;
}

/** Whether the promises of the practice `service-levels` can be kept. */
export const promiseFeasibilityRef = createTypedServiceRef<PromiseFeasibility>(
  'service-levels.feasibility',
);
