import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  BackendFeature,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  createServiceFactory,
  coreServices,
} from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import {
  signalsServiceRef,
  type SignalPayload,
} from '@backstage/plugin-signals-node';
import type { JsonObject } from '@backstage/types';
import type { Server } from 'http';
import type { Knex } from 'knex';
import request from 'supertest';
import itsm from '..';
import { demoCatalog } from './demoCatalog';

/** Groups of the people in the demo catalog, as sign-in would give them. */
const GROUPS: Record<string, string[]> = {
  maria: ['group:default/payments'],
  sam: ['group:default/storefront'],
  dana: ['group:default/service-desk'],
  rita: ['group:default/marketing'],
};

/** What a test starts the backend with. */
export interface StartOptions {
  knex: Knex;
  entities?: Entity[];
  config?: object;
  /** Decides permission questions by name; everything is allowed by default. */
  decide?: (permission: string, userRef: string | undefined) => PolicyDecision;
  features?: BackendFeature[];
  /** Sends to the real notifications plugin, which is among the features, with its own database. */
  notifications?: { knex: Knex };
}

/** Calls the API as somebody. */
export interface As {
  get(path: string): request.Test;
  post(path: string, body?: object): request.Test;
  patch(path: string, body: object): request.Test;
  put(path: string, body: object): request.Test;
  delete(path: string): request.Test;
}

/** A running plugin with its database. */
export interface RunningItsm {
  /** As a user of the demo catalog, by name. */
  as(name: string): As;
  /** As a service principal with the given subject. */
  asService(subject: string): As;
  /** Without credentials. */
  anonymous: As;
  knex: Knex;
  /** What the notifications plugin was asked to send. */
  notifications: NotificationSendOptions[];
  /** What the signals plugin was asked to publish. */
  signals: SignalPayload[];
  /** Waits until all that follows the journal has seen what was written so far. */
  caughtUp(): Promise<void>;
  /** How many permission calls were made. */
  permissionCalls(): number;
  /** The server, for what {@link As} does not cover. */
  server: Server;
  header(name: string): string;
  stop(): Promise<void>;
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };

function refOf(
  credentials: BackstageCredentials | undefined,
): string | undefined {
  return (credentials?.principal as { userEntityRef?: string } | undefined)
    ?.userEntityRef;
}

async function caughtUp(knex: Knex): Promise<void> {
  const newest = await knex('journal').max({ at: 'position' }).first();
  const head = Number(newest?.at ?? 0);
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    const behind = await knex('followers').where('position', '<', head);
    if (behind.length === 0) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error(`Followers have not come to ${head} within 20 s`);
}

async function isCopied(knex: Knex, refs: readonly string[]): Promise<boolean> {
  const known = new Set(await knex('catalog_entities').pluck('ref'));
  return refs.every(ref => known.has(ref));
}

/** Waits until entities are in the copy of the catalog, and all that follows it has seen them. */
async function copied(knex: Knex, refs: readonly string[]): Promise<void> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    if (await isCopied(knex, refs)) return caughtUp(knex);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('The catalog was not read within 20 s');
}

/**
 * Starts the real plugin with all practices on a test database: real routes, real SQL, real
 * migrations. Only what other plugins would answer (catalog, sign-in, permission policy) is stood
 * in for. The catalog was read when it returns: a change that is assessed before has a lower risk than
 * one a second later, and who is in which group is not known.
 */
export async function startItsm(options: StartOptions): Promise<RunningItsm> {
  const decide = options.decide ?? (() => ALLOW);
  const entities = options.entities ?? demoCatalog;
  const refs = entities.map(stringifyEntityRef);
  // One that starts anew may lack practices, whose followers stay where they were.
  const startsAnew =
    (await options.knex.schema.hasTable('catalog_entities')) &&
    refs.length > 0 &&
    (await isCopied(options.knex, refs));
  let permissionCalls = 0;
  const notifications: NotificationSendOptions[] = [];
  const signals: SignalPayload[] = [];
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async (questions: any[], call: any) => {
      permissionCalls += 1;
      return questions.map(q =>
        decide(q.permission.name, refOf(call?.credentials)),
      );
    },
  } as any);
  const backend = await startTestBackend({
    features: [
      itsm,
      ...(options.features ?? []),
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => {
          const foreign = plugin.getId() === 'notifications';
          const { knex } = foreign ? options.notifications! : options;
          return { getClient: async () => knex };
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          itsm: {
            access: {
              roles: {
                agent: ['group:default/service-desk'],
                restrictedReader: [],
                admin: [],
              },
              services: {
                'external:importer': ['admin'],
                'external:monitor': ['agent'],
              },
              decisionCacheSeconds: 0,
            },
          },
          ...(options.config as JsonObject | undefined),
        },
      }),
      ...(options.notifications
        ? []
        : [
            createServiceFactory({
              service: notificationService,
              deps: {},
              factory: () => ({
                send: async notification => {
                  notifications.push(notification);
                },
              }),
            }),
          ]),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async signal => {
            signals.push(signal);
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          getUserInfo: async (credentials: BackstageCredentials) => {
            const ref = refOf(credentials)!;
            const name = ref.split('/')[1];
            return {
              userEntityRef: ref,
              ownershipEntityRefs: [ref, ...(GROUPS[name] ?? [])],
            };
          },
        }),
      }),
      catalogServiceMock.factory({ entities }),
    ],
  });
  const server = backend.server as unknown as Server;
  if (!startsAnew) await copied(options.knex, refs);

  const as = (header?: string): As => {
    const call = (
      method: 'get' | 'post' | 'patch' | 'put' | 'delete',
      path: string,
      body?: object,
    ) => {
      const test = request(server)[method](`/api/itsm${path}`);
      if (header) test.set('Authorization', header);
      return body === undefined ? test : test.send(body);
    };
    return {
      get: path => call('get', path),
      post: (path, body) => call('post', path, body),
      patch: (path, body) => call('patch', path, body),
      put: (path, body) => call('put', path, body),
      delete: path => call('delete', path),
    };
  };
  const header = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  return {
    as: name => as(header(name)),
    asService: subject =>
      as(`Bearer mock-service-token:${JSON.stringify({ sub: subject })}`),
    anonymous: as(mockCredentials.none.header()),
    knex: options.knex,
    notifications,
    signals,
    caughtUp: () => caughtUp(options.knex),
    permissionCalls: () => permissionCalls,
    server,
    header,
    async stop() {
      const stopped = backend.stop();
      // A file that was refused while it was still sent leaves a connection that waits 5 s for more.
      server.closeAllConnections();
      await stopped;
    },
  };
}
