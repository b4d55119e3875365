import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { RECORD_RESOURCE_TYPE } from '@callboard/plugin-itsm-common';
import { recordResourceRef, recordRules } from '@callboard/plugin-itsm-node';
import { RoleFinder } from './roles';
import { grantFor } from './table';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: recordResourceRef,
  rules: recordRules,
});

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Decides by the role of the user and the table of the policy. */
export class ItsmPolicy implements PermissionPolicy {
  private readonly roleOf: RoleFinder;
  private readonly userInfo: UserInfoService;

  constructor(options: { roleOf: RoleFinder; userInfo: UserInfoService }) {
    this.roleOf = options.roleOf;
    this.userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    // Nobody is signed in. Services do not come here: the framework lets them pass.
    if (!user) return DENY;

    const info = await this.userInfo.getUserInfo(user.credentials);
    switch (grantFor(permission.name, this.roleOf(info))) {
      case 'all':
        return ALLOW;
      case 'own':
        return ownRecords(permission, info);
      default:
        return DENY;
    }
  }
}

/** To read: what one asked for or takes part in. To change: what one asked for. */
function ownRecords(
  permission: Permission,
  info: { userEntityRef: string; ownershipEntityRefs: string[] },
): PolicyDecision {
  if (!isResourcePermission(permission, RECORD_RESOURCE_TYPE)) return DENY;

  const asked = conditions.isRequester({ claims: [info.userEntityRef] });
  return createConditionalDecision(
    permission,
    permission.attributes.action === 'read'
      ? {
          anyOf: [
            asked,
            conditions.isParticipant({ claims: info.ownershipEntityRefs }),
          ],
        }
      : asked,
  );
}
