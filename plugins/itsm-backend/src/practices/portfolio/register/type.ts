import {
  SERVICE,
  SERVICE_FIELDS,
  serviceLifecycle,
  servicePermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import type { RecordRule, RecordType } from '@callboard/plugin-itsm-node';
import { charterApproval } from './charterApproval';
import { beginsWhereItIs } from './rules/beginsWhereItIs';
import { holdsOneEntity } from './rules/holdsOneEntity';
import { isNotItsOwnSuccessor } from './rules/isNotItsOwnSuccessor';
import { ownerFollowsItsEntity } from './rules/ownerFollowsItsEntity';
import { plansInOrder } from './rules/plansInOrder';
import { statesItsCurrency } from './rules/statesItsCurrency';

/**
 * A service of the portfolio.
 *
 * @param rules - of the other parts of the practice
 */
export function serviceRecordType(options: {
  currency: string;
  rules: readonly RecordRule[];
}): RecordType {
  return {
    type: SERVICE,
    label: 'Service',
    prefix: 'SVC',
    lifecycle: serviceLifecycle as Lifecycle,
    permissions: servicePermissions,
    detail: {
      table: 'services',
      fields: SERVICE_FIELDS.map(field =>
        field.currencyIn
          ? { ...field, usualCurrency: options.currency }
          : field,
      ),
    },
    rules: [
      beginsWhereItIs,
      holdsOneEntity,
      ownerFollowsItsEntity,
      plansInOrder,
      statesItsCurrency(options.currency),
      isNotItsOwnSuccessor,
      ...options.rules,
    ],
    approval: charterApproval,
  };
}
