import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { Practice } from './practice';

/** Takes practices, built in and from outside alike. */
export interface PracticesExtensionPoint {
  /** @throws Error if a practice or one of its record types is registered twice */
  addPractice(practice: Practice): void;
}

/** Where modules of the plugin `itsm` hand in their practice. */
export const practicesExtensionPoint =
  createExtensionPoint<PracticesExtensionPoint>({
    id: 'itsm.practices',
  });
