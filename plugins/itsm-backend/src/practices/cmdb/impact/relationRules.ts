import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_FAILURE_DIRECTIONS,
  FAILURE_DIRECTIONS,
  type FailureDirection,
} from '@callboard/plugin-itsm-common';

const KEY = 'itsm.cmdb.relations';

/**
 * Which way a failure goes along each type of relation: the defaults, with what the configuration
 * says otherwise or adds.
 *
 * @throws Error for a direction that there is not
 */
export function readRelationRules(
  config: RootConfigService,
): Record<string, FailureDirection> {
  const rules: Record<string, FailureDirection> = {
    ...DEFAULT_FAILURE_DIRECTIONS,
  };
  const own = config.getOptional<Record<string, unknown>>(KEY) ?? {};
  for (const [relation, direction] of Object.entries(own)) {
    if (!FAILURE_DIRECTIONS.includes(direction as FailureDirection)) {
      throw new Error(
        `${KEY}.${relation} must be one of ${FAILURE_DIRECTIONS.join(', ')}`,
      );
    }
    rules[relation] = direction as FailureDirection;
  }
  return rules;
}
