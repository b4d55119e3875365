import { createTypedServiceRef } from './services';

/** What everybody may know of disruptions. */
export interface DisruptionsService {
  /**
   * Services and configuration items of announced major incidents that are not over. Restricted
   * incidents are never announced.
   */
  disrupted(): Promise<ReadonlySet<string>>;
}

/** The disruptions that the practice `incidents` knows of. */
export const disruptionsServiceRef = createTypedServiceRef<DisruptionsService>(
  'incidents.disruptions',
);
