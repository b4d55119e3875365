import {
  coreServices,
  createBackendModule,
  type UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RECORD_RESOURCE_TYPE } from '@callboard/plugin-itsm-common';
import { recordResourceRef, recordRules } from '@callboard/plugin-itsm-node';
import { counters } from './counters';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: recordResourceRef,
  rules: recordRules,
});

/**
 * A policy of the kind that an organisation writes: everybody sees and works on the records of
 * their teams, those they asked for, are assigned to, or take part in.
 */
class OwnRecordsPolicy implements PermissionPolicy {
  constructor(private readonly userInfo: UserInfoService) {}

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    counters.decisions += 1;
    if (!user) return { result: AuthorizeResult.DENY };
    if (!isResourcePermission(permission, RECORD_RESOURCE_TYPE))
      return { result: AuthorizeResult.ALLOW };
    const info = await this.userInfo.getUserInfo(user.credentials);
    const me = [info.userEntityRef];
    const mine = info.ownershipEntityRefs;
    return createConditionalDecision(permission, {
      anyOf: [
        conditions.isOwnedBy({ claims: mine }),
        conditions.isRequester({ claims: me }),
        conditions.isAssignee({ claims: me }),
        conditions.isParticipant({ claims: mine }),
      ],
    });
  }
}

/** The conditional policy of the bench. */
export const benchPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'bench-policy',
  register(reg) {
    reg.registerInit({
      deps: {
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, userInfo }) {
        policy.setPolicy(new OwnRecordsPolicy(userInfo));
      },
    });
  },
});
