import { ConflictError } from '@backstage/errors';
import { MEASURED_TRANSITIONS } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const DAY = 86_400_000;

/**
 * Nobody closes an initiative, nor takes it up again: it closes by itself when the target held for the
 * watch period, and is taken up again when it slipped. With the target reached the watch period begins.
 */
export const movesByWhatWasMeasured: RecordRule = input => {
  const { transition, after, caller } = input;
  if (!transition) return undefined;
  if (MEASURED_TRANSITIONS.includes(transition) && caller.kind !== 'system')
    throw new ConflictError(
      transition === 'close'
        ? 'An initiative closes by itself when its target has held for the watch period; nobody closes it.'
        : 'An initiative is taken up again by itself when its number is worse than the target.',
    );
  if (transition === 'achieve')
    return {
      watchUntil: Number(after.achievedAt) + Number(after.watchDays ?? 0) * DAY,
    };
  if (transition === 'reopen') return { slips: Number(after.slips ?? 0) + 1 };
  return undefined;
};
