import type {
  BackstageCredentials,
  HttpAuthService,
  RootConfigService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { normalizeRef } from '@callboard/plugin-itsm-common';
import { ROLES, type Caller, type Role } from '@callboard/plugin-itsm-node';
import type { Request } from 'express';

function readRoles(config: RootConfigService): Map<string, Set<Role>> {
  const byRef = new Map<string, Set<Role>>();
  const given = config.getOptionalConfig('itsm.access.roles')?.keys() ?? [];
  const unknown = given.find(role => !ROLES.includes(role as Role));
  if (unknown) {
    throw new Error(
      `itsm.access.roles gives the unknown role "${unknown}"; roles are ${ROLES.join(
        ', ',
      )}`,
    );
  }
  for (const role of ROLES) {
    for (const ref of config.getOptionalStringArray(
      `itsm.access.roles.${role}`,
    ) ?? []) {
      const stored = normalizeRef(ref);
      if (!stored) {
        throw new Error(
          `itsm.access.roles.${role} names "${ref}", which is no entity reference like group:default/name`,
        );
      }
      byRef.set(stored, (byRef.get(stored) ?? new Set()).add(role));
    }
  }
  return byRef;
}

/**
 * The name of a service principal. Some versions and services put `external:` before the subject
 * that `backend.auth.externalAccess` configures, some do not; both mean the same.
 */
const serviceName = (subject: string) => subject.replace(/^external:/, '');

function readServiceRoles(config: RootConfigService): Map<string, Set<Role>> {
  const services =
    config.getOptional<Record<string, string[]>>('itsm.access.services') ?? {};
  return new Map(
    Object.entries(services).map(([subject, roles]) => {
      const unknown = roles.find(r => !ROLES.includes(r as Role));
      if (unknown) {
        throw new Error(
          `itsm.access.services gives ${subject} the unknown role "${unknown}"; roles are ${ROLES.join(
            ', ',
          )}`,
        );
      }
      return [serviceName(subject), new Set(roles as Role[])];
    }),
  );
}

/** Finds out who asks, with groups and roles. */
export class Callers {
  readonly #httpAuth: HttpAuthService;
  readonly #userInfo: UserInfoService;
  readonly #roles: Map<string, Set<Role>>;
  readonly #services: Map<string, Set<Role>>;

  constructor(deps: {
    httpAuth: HttpAuthService;
    userInfo: UserInfoService;
    config: RootConfigService;
  }) {
    this.#httpAuth = deps.httpAuth;
    this.#userInfo = deps.userInfo;
    this.#roles = readRoles(deps.config);
    this.#services = readServiceRoles(deps.config);
  }

  /**
   * The caller of a request.
   *
   * @param services - the subjects of Backstage services of which one must ask, without a role
   * @throws AuthenticationError without valid credentials; NotAllowedError for a service
   *   principal that no configuration gives a role, or that is not among the services
   */
  async fromRequest(
    request: Request,
    services?: readonly string[],
  ): Promise<Caller> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: services ? ['service'] : ['user', 'service'],
    });
    if (services) return this.#fromService(credentials, services);
    return this.fromCredentials(credentials);
  }

  /** {@link Callers.fromRequest} for credentials that are known already. */
  async fromCredentials(credentials: BackstageCredentials): Promise<Caller> {
    const principal = credentials.principal as {
      type?: string;
      subject?: string;
    };
    if (principal.type === 'service') {
      return this.#service(credentials, principal.subject ?? '');
    }
    const info = await this.#userInfo.getUserInfo(credentials);
    const ref = info.userEntityRef.toLocaleLowerCase('en-US');
    const ownership = info.ownershipEntityRefs.map(r =>
      r.toLocaleLowerCase('en-US'),
    );
    if (!ownership.includes(ref)) ownership.push(ref);
    const roles = this.rolesOf(ownership);
    return { kind: 'user', ref, ownership, roles, credentials };
  }

  /** The roles of whom the references are. */
  rolesOf(ownership: readonly string[]): Set<Role> {
    return new Set(ownership.flatMap(r => [...(this.#roles.get(r) ?? [])]));
  }

  /** The users and groups that configuration gives a role. */
  holdersOf(role: Role): string[] {
    return [...this.#roles].filter(([, r]) => r.has(role)).map(([ref]) => ref);
  }

  #fromService(
    credentials: BackstageCredentials,
    services: readonly string[],
  ): Caller {
    const { subject = '' } = credentials.principal as { subject?: string };
    if (!services.includes(subject)) {
      throw new NotAllowedError(
        `This is for ${services.join(', ')} only, not for "${subject}"`,
      );
    }
    const ref = `service:default/${subject.replace(/[^a-z0-9._-]/gi, '.')}`;
    const roles = new Set<Role>();
    return { kind: 'service', ref, ownership: [ref], roles, credentials };
  }

  #service(credentials: BackstageCredentials, subject: string): Caller {
    const roles = this.#services.get(serviceName(subject));
    if (!roles || roles.size === 0) {
      throw new NotAllowedError(
        `The service principal "${subject}" has no role in Callboard; give it one under itsm.access.services`,
      );
    }
    const name = serviceName(subject).replace(/[^a-z0-9._-]/gi, '.');
    const ref = `service:default/${name.toLocaleLowerCase('en-US')}`;
    return { kind: 'service', ref, ownership: [ref], roles, credentials };
  }
}
