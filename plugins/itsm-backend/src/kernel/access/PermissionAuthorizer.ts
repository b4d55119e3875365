import type {
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  recordRules,
  type Authorizer,
  type Caller,
  type Clock,
  type RecordQuery,
  type Scope,
} from '@callboard/plugin-itsm-node';

/** The catalog's own permission; its package says it in alpha exports only. */
export const CATALOG_READ = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
  resourceType: 'catalog-entity',
});
const DEFAULT_CACHE_SECONDS = 5;
const MOST_CALLERS = 10_000;

/** Hears of every answer, e.g. to keep it for when the person is not asking. */
export interface DecisionListener {
  note(caller: Caller, permission: Permission, scope: Scope): void;
}

/** Conditions of the catalog are the catalog's to evaluate. */
const wholeOrNone = (decision: PolicyDecision): Scope =>
  decision.result === AuthorizeResult.ALLOW ? 'all' : 'none';

interface Kept {
  until: number;
  scope: Promise<Scope>;
}

/**
 * Asks the permission framework at most once per request, and keeps its answers per principal
 * for `itsm.access.decisionCacheSeconds` (default 5, 0 switches it off): every check is an HTTP
 * round trip of about 2 ms that costs two thirds of a backend's throughput. Commands name
 * entities, and whether the caller may see all of the catalog is one more question of the same
 * call: whoever may is spared a call to the catalog, with a permission call of its own.
 */
export class PermissionAuthorizer implements Authorizer {
  readonly #permissions: PermissionsService;
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #listener?: DecisionListener;
  readonly #kept = new Map<string, Kept>();
  readonly #toCriteria = createConditionTransformer<RecordQuery, any>(
    Object.values(recordRules) as any,
  );

  constructor(deps: {
    permissions: PermissionsService;
    config: RootConfigService;
    clock: Clock;
    listener?: DecisionListener;
  }) {
    this.#listener = deps.listener;
    this.#permissions = deps.permissions;
    this.#clock = deps.clock;
    const seconds = deps.config.getOptionalNumber(
      'itsm.access.decisionCacheSeconds',
    );
    this.#keepMs = (seconds ?? DEFAULT_CACHE_SECONDS) * 1000;
  }

  async withScopes(
    caller: Caller,
    permissions: readonly Permission[],
    options: { catalog?: boolean } = {},
  ): Promise<Caller> {
    if (!caller.credentials) return caller;
    const forCommands = permissions.some(
      ({ attributes: { action } }) =>
        action === 'create' || action === 'update',
    );
    const wanted =
      forCommands || options.catalog
        ? [...permissions, CATALOG_READ]
        : permissions;
    // What this request was answered already, e.g. before one service asks another, is not asked again.
    const open = wanted.filter(permission =>
      permission === CATALOG_READ
        ? caller.readsWholeCatalog === undefined
        : !caller.scopes?.has(permission.name),
    );
    if (open.length === 0) return caller;
    const scopes = await this.#scopes(caller, open);
    const catalog = scopes.get(CATALOG_READ.name);
    scopes.delete(CATALOG_READ.name);
    return {
      ...caller,
      ...(catalog && { readsWholeCatalog: catalog === 'all' }),
      scopes: new Map([...(caller.scopes ?? []), ...scopes]),
    };
  }

  async require(caller: Caller, permission: Permission): Promise<void> {
    if (!caller.credentials) return;
    const scopes = await this.#scopes(caller, [permission]);
    if (scopes.get(permission.name) !== 'all') {
      throw new NotAllowedError(
        `You do not have the permission ${permission.name}; ask an administrator of the portal for it`,
      );
    }
  }

  async readsWholeCatalog(caller: Caller): Promise<boolean> {
    if (caller.readsWholeCatalog !== undefined) return caller.readsWholeCatalog;
    if (!caller.credentials) return true;
    const scopes = await this.#scopes(caller, [CATALOG_READ]);
    return scopes.get(CATALOG_READ.name) === 'all';
  }

  async #scopes(
    caller: Caller,
    permissions: readonly Permission[],
  ): Promise<Map<string, Scope>> {
    const now = this.#clock.now();
    const keyOf = (p: Permission) => `${caller.ref} ${p.name}`;
    const scopes = new Map<string, Promise<Scope>>();
    for (const p of permissions) {
      const kept = this.#kept.get(keyOf(p));
      if (kept && kept.until > now) scopes.set(p.name, kept.scope);
    }
    const missing = permissions.filter(p => !scopes.has(p.name));
    if (missing.length > 0) {
      const decisions = this.#permissions.authorizeConditional(
        // Basic permissions may be asked here too: they are answered without conditions.
        missing.map(permission => ({
          permission: permission as ResourcePermission,
        })),
        { credentials: caller.credentials! },
      );
      missing.forEach((permission, i) => {
        const scope = decisions.then(all => {
          const answer =
            permission === CATALOG_READ
              ? wholeOrNone(all[i])
              : this.#scope(all[i]);
          this.#listener?.note(caller, permission, answer);
          return answer;
        });
        scopes.set(permission.name, scope);
        this.#keep(keyOf(permission), scope, now);
      });
    }
    const entries = permissions.map(
      async p => [p.name, await scopes.get(p.name)!] as const,
    );
    return new Map(await Promise.all(entries));
  }

  #keep(key: string, scope: Promise<Scope>, now: number): void {
    if (this.#keepMs === 0) return;
    if (this.#kept.size >= MOST_CALLERS) this.#kept.clear();
    this.#kept.set(key, { until: now + this.#keepMs, scope });
    // A failed question is not an answer: the next request asks again.
    scope.catch(() => this.#kept.delete(key));
  }

  #scope(decision: PolicyDecision): Scope {
    if (decision.result === AuthorizeResult.ALLOW) return 'all';
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      return this.#toCriteria(decision.conditions);
    }
    return 'none';
  }
}
