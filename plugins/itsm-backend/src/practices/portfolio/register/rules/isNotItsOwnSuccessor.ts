import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What comes after a service is another one. */
export const isNotItsOwnSuccessor: RecordRule = ({ after }) => {
  if (after.successorRef && after.successorRef === after.entityRef)
    throw new InputError('successorRef: must be another entity than its own');
  return undefined;
};
