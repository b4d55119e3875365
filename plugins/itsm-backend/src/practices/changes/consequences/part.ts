import { changeConsequencesRef } from '@callboard/plugin-itsm-node';
import type { ChangePart } from '../parts';
import { ConsequenceStore } from './ConsequenceStore';

/** What came of changes, for those who look for what to improve. */
export const consequencesPart = (): ChangePart => ({
  services(kernel) {
    kernel.services.offer(
      changeConsequencesRef,
      new ConsequenceStore(kernel.database),
    );
  },
});
