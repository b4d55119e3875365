import {
  STRATEGY_KEY,
  STRATEGY_KIND,
  strategySchema,
} from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';

/** Where the business wants to go. There is one: its key says so. */
export const strategyKind: DefinitionKind<typeof strategySchema> = {
  kind: STRATEGY_KIND,
  label: 'Strategy',
  description:
    'Vision, mission and themes that business objectives belong to. There is one, under the key strategy.',
  schema: strategySchema,
  titleOf: body => body.title,
  check: (_body, key) =>
    key === STRATEGY_KEY
      ? []
      : [
          {
            path: [],
            message: `there is one strategy: write it under the key ${STRATEGY_KEY}`,
          },
        ],
};
