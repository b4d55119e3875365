import { ConflictError, InputError } from '@backstage/errors';
import { LONGEST_ACCEPTANCE_DAYS } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const DAY = 86_400_000;
const DECIDED = ['accepting', 'watching'];

/**
 * Living with a risk is decided about, and until a day: whoever asks for acceptance says until when, and
 * nobody makes a treatment of it, or another one, behind the back of those who decide.
 */
export const isAcceptedUntilADay: RecordRule = ({
  before,
  after,
  transition,
  caller,
  now,
}) => {
  if (transition === 'lapse' && caller.kind !== 'system')
    throw new ConflictError(
      'Acceptance runs out by itself on its day; analyse the risk again instead.',
    );
  const until = after.acceptUntil as number | undefined;
  if (until !== undefined && until !== before?.acceptUntil) {
    if (until <= now)
      throw new InputError('acceptUntil: must be a day to come');
    if (until > now + LONGEST_ACCEPTANCE_DAYS * DAY)
      throw new InputError(
        'acceptUntil: must be within two years; who accepts a risk for longer does not look at it again',
      );
  }
  if (transition === 'request-acceptance') return { treatment: 'accept' };
  const touched = before && before.treatment !== after.treatment;
  if (!touched || transition) return undefined;
  if (DECIDED.includes(before.status) && before.treatment === 'accept')
    throw new ConflictError(
      'treatment: it was decided to accept the risk; analyse it again, then choose another treatment',
    );
  if (after.treatment === 'accept' && DECIDED.includes(before.status))
    throw new ConflictError(
      'treatment: accepting a risk is decided about; ask for acceptance instead',
    );
  return undefined;
};
