import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import type { AddressInfo } from 'net';
import type { Knex } from 'knex';
import type { JsonObject } from '@backstage/types';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import type { Call } from './Case';
import {
  accessConfig,
  cast,
  castCatalog,
  type Person,
  type PolicyName,
} from './cast';
import { policies } from './policies';
import { setScene, type Scene } from './scene';
import { leaksIn, namesOf, SECRETS, type Secret } from './secrets';

/** A route as the running plugin describes it. */
export interface Mounted {
  name: string;
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  /** Below `/api/itsm`, with `{parameters}`. */
  path: string;
}

/** An answer to somebody, as text and as data. */
export interface Answer {
  status: number;
  body: any;
  text: string;
  /** What it tells that it must not. */
  leaks: string[];
}

/** Before the names of actions, where routes and actions have names. */
export const ACTION = 'action ';

const STATUS: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
};

/** Callboard with the scene in it, and everybody at the door. */
export class World {
  /** The policy that decides now. The scene was set under `allow-all`. */
  policy: PolicyName = 'allow-all';
  scene!: Scene;
  readonly secrets: Secret[] = [...SECRETS];
  routes: Mounted[] = [];

  constructor(
    readonly itsm: RunningItsm,
    readonly knex: Knex,
    readonly people: readonly Person[],
    readonly actions: ReturnType<typeof actionsRegistryServiceMock>,
  ) {}

  person(name: string): Person {
    return this.people.find(p => p.name === name)!;
  }

  credentials(person: Person) {
    if (person.kind === 'nobody') return mockCredentials.none();
    return person.kind === 'user'
      ? mockCredentials.user(person.ref)
      : mockCredentials.service(person.ref);
  }

  /** What a text tells that somebody must not be told. */
  leaks(text: string, said: string, person: Person): string[] {
    return leaksIn(text, said, this.secrets, this.policy, person);
  }

  /** Calls a route, or an action, by its name. */
  async call(person: Person, name: string, call: Call = {}): Promise<Answer> {
    if (name.startsWith(ACTION))
      return this.#act(person, name.slice(ACTION.length), call.body ?? {});
    const route = this.routes.find(r => r.name === name);
    if (!route) throw new Error(`There is no route ${name}`);
    const path = route.path.replace(/\{(\w+)\}/g, (_, key) => {
      const value = call.params?.[key];
      if (value === undefined)
        throw new Error(`The case of ${name} gives no :${key}`);
      return value;
    });
    const query = call.query ? `?${new URLSearchParams(call.query)}` : '';
    const address = `${path}${query}`;
    const response = await fetch(`${this.#base}${address}`, {
      method: route.method.toLocaleUpperCase('en-US'),
      headers: {
        ...this.#headers(person),
        ...(call.body ? { 'content-type': 'application/json' } : {}),
        ...(call.text ? { 'content-type': call.text.type } : {}),
      },
      body: call.text?.body ?? (call.body && JSON.stringify(call.body)),
    });
    const text = await response.text();
    const said = `${address} ${JSON.stringify(call.body ?? '')}`;
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: isJson && text ? JSON.parse(text.split('\n')[0]) : undefined,
      text,
      leaks: this.leaks(text, said, person),
    };
  }

  async #act(person: Person, name: string, input: object): Promise<Answer> {
    const [id] = [...this.actions.actions].find(([, a]) => a.name === name)!;
    const said = JSON.stringify(input);
    try {
      const { output } = await this.actions.invoke({
        id,
        input: input as JsonObject,
        credentials: this.credentials(person),
      });
      const text = JSON.stringify(output);
      const leaks = this.leaks(text, said, person);
      return { status: 200, body: output, text, leaks };
    } catch (error) {
      const text = `${error}`;
      const status = STATUS[(error as Error).name] ?? 500;
      const leaks = this.leaks(text, said, person);
      return { status, body: undefined, text, leaks };
    }
  }

  get #base(): string {
    const { port } = this.itsm.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/itsm`;
  }

  #headers({ kind, ref }: Person): Record<string, string> {
    if (kind === 'user')
      return { authorization: mockCredentials.user.header(ref) };
    const authorization =
      kind === 'service'
        ? `Bearer mock-service-token:${JSON.stringify({ sub: ref })}`
        : mockCredentials.none.header();
    return { authorization };
  }

  /**
   * Nothing follows from now on what is written: no case is about it, a dozen followers read it all the
   * same, and that was a quarter of the time.
   */
  async followsNoMore(): Promise<void> {
    await this.knex('followers').update({ position: Number.MAX_SAFE_INTEGER });
  }

  stop(): Promise<void> {
    return this.itsm.stop();
  }
}

async function mountedRoutes(itsm: RunningItsm): Promise<Mounted[]> {
  const { body } = await itsm.anonymous.get('/openapi.json');
  return Object.entries<Record<string, any>>(body.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        name: operationId,
        method: method as Mounted['method'],
        path,
      })),
  );
}

/**
 * Starts Callboard on a database and sets the scene.
 *
 * @param roles - whose configuration of roles it has
 */
export async function startWorld(
  knex: Knex,
  roles: PolicyName,
  webhookUrl = 'http://127.0.0.1:9/hook',
): Promise<World> {
  const decide = await policies();
  const actions = actionsRegistryServiceMock({
    logger: mockServices.logger.mock(),
  });
  /** Which policy decides now; the scene is set before the world is there. */
  const now: { world?: World } = {};
  const itsm = await startItsm({
    knex,
    entities: castCatalog,
    decide: (permission, ref) =>
      decide[now.world?.policy ?? 'allow-all'](permission, ref),
    config: {
      itsm: {
        access: accessConfig(roles),
        webhooks: { allow: ['127.0.0.1'] },
        incidents: { majorNotify: ['user:default/kim'] },
      },
    },
    features: [
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
    ],
  });
  // A slow machine lets a connection wait for longer than the 5 s after which a server hangs up.
  itsm.server.keepAliveTimeout = 120_000;
  const world = new World(itsm, knex, cast(roles), actions);
  now.world = world;
  world.routes = await mountedRoutes(itsm);
  world.scene = await setScene(knex, name => itsm.as(name), webhookUrl);
  const { open, secret } = world.scene;
  world.secrets.push(...namesOf(open, open), ...namesOf(secret, secret));
  return world;
}
