import { InputError } from '@backstage/errors';
import { serviceLifecycle } from '@callboard/plugin-itsm-common';
import type { RecordRule } from '@callboard/plugin-itsm-node';

/** What runs already is no idea: it is filed in operation, bound to what it is in the catalog. */
export const beginsWhereItIs: RecordRule = ({ before, after, now }) => {
  if (before || after.origin !== 'running') return undefined;
  if (!after.entityRef)
    throw new InputError(
      'entityRef: name the entity in the catalog that it is, since it runs already',
    );
  return {
    status: 'operation',
    statusCategory: serviceLifecycle.states.operation.category,
    liveAt: now,
  };
};
