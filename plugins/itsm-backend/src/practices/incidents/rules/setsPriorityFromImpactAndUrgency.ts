import type { PriorityMatrix } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** Priority is looked up in the matrix, whenever impact or urgency are set (ITIL 4, incident management). */
export function setsPriorityFromImpactAndUrgency(
  matrix: PriorityMatrix,
): RecordRule {
  return ({ after, set }) => {
    if (!('impact' in set) && !('urgency' in set)) return undefined;
    const priority =
      matrix[Number(after.impact) - 1]?.[Number(after.urgency) - 1];
    return priority === undefined ? undefined : { priority };
  };
}
