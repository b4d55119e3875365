import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** A change that did not simply succeed says how it went. */
export const saysWhatWentWrong: RecordRule = ({ after, transition }) => {
  if (transition !== 'finish' || after.outcome === 'successful')
    return undefined;
  if (!after.outcome || after.outcomeNote) return undefined;
  throw new InputError(
    'outcomeNote: say how it went; only a change without any issue ends without words',
  );
};
