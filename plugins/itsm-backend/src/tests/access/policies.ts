import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import * as common from '@callboard/plugin-itsm-common';
import { CATALOG_READ } from '../../kernel/access/PermissionAuthorizer';
// The demo's policy as it is: what is proven here is what runs there.
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { ItsmPolicy } from '../../../../../packages/backend/src/policy/ItsmPolicy';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports
import { readRoles } from '../../../../../packages/backend/src/policy/roles';
import { registeredPractices } from '../registeredPractices';
import { accessConfig, cast, READERS, type PolicyName } from './cast';

/** Answers a question by the name of its permission, as a policy does. */
export type Decide = (
  permission: string,
  userRef: string | undefined,
) => PolicyDecision;

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Whether something that the common package exports is a permission. */
function isAny(value: unknown): value is Permission {
  const { type, name, attributes } = (value ?? {}) as Partial<Permission>;
  return Boolean(name && attributes && ['basic', 'resource'].includes(type!));
}

/** All permissions that kernel and practices may ask for. */
async function permissions(): Promise<Permission[]> {
  const practices = await registeredPractices();
  return [
    CATALOG_READ,
    ...Object.values(common as Record<string, unknown>).filter(isAny),
    ...practices.flatMap(p => [
      ...(p.permissions ?? []),
      ...(p.recordTypes ?? []).flatMap(t => Object.values(t.permissions)),
    ]),
  ];
}

async function itsmPolicy(): Promise<Decide> {
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async credentials => {
      const { userEntityRef } = (credentials as any).principal;
      const { groups } = cast('itsm').find(p => p.ref === userEntityRef)!;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...groups],
      };
    },
  });
  const config = mockServices.rootConfig({
    data: {
      itsm: { access: accessConfig('itsm') },
      demo: { policy: { readers: READERS } },
    },
  });
  const policy = new ItsmPolicy({ roleOf: readRoles(config), userInfo });
  const said = new Map<string, PolicyDecision>();
  for (const permission of await permissions()) {
    for (const person of cast('itsm').filter(p => p.kind === 'user')) {
      const credentials = mockCredentials.user(person.ref);
      const info = await userInfo.getUserInfo(credentials);
      said.set(
        `${permission.name} ${person.ref}`,
        await policy.handle({ permission }, { credentials, info } as any),
      );
    }
  }
  return (name, ref) => {
    const decision = said.get(`${name} ${ref}`);
    if (!decision) throw new Error(`Nobody knows the permission ${name}`);
    return decision;
  };
}

/**
 * The policies that access must hold under. Services pass without being asked about, as Backstage
 * lets them.
 */
export async function policies(): Promise<Record<PolicyName, Decide>> {
  const itsm = await itsmPolicy();
  const forUsers =
    (decide: Decide): Decide =>
    (name, ref) =>
      ref === undefined ? ALLOW : decide(name, ref);
  return {
    'allow-all': forUsers(() => ALLOW),
    itsm: forUsers(itsm),
    'deny-all': forUsers(() => DENY),
  };
}
