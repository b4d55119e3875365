import type { OfferedLevel } from '@callboard/plugin-itsm-common';
import { createTypedServiceRef } from './services';

/** What agreements promise, in words. They are definitions: anybody may know them. */
export interface AgreedLevels {
  /** Of agreements, in the order asked for; those that are no more have a key and nothing else. */
  of(keys: readonly string[]): Promise<OfferedLevel[]>;
}

/** What was agreed, of the practice `service-levels`. */
export const agreedLevelsRef = createTypedServiceRef<AgreedLevels>(
  'service-levels.agreed',
);
