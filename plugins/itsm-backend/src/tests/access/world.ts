import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { startItsm, type As, type RunningItsm } from '../../testing/startItsm';
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

  as(person: Person): As {
    if (person.kind === 'nobody') return this.itsm.anonymous;
    return person.kind === 'user'
      ? this.itsm.as(person.name)
      : this.itsm.asService(person.ref);
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

  /** Calls a route by its name. */
  async call(person: Person, name: string, call: Call = {}): Promise<Answer> {
    const route = this.routes.find(r => r.name === name);
    if (!route) throw new Error(`There is no route ${name}`);
    const path = route.path.replace(/\{(\w+)\}/g, (_, key) => {
      const value = call.params?.[key];
      if (value === undefined)
        throw new Error(`The case of ${name} gives no :${key}`);
      return value;
    });
    const query = call.query ? `?${new URLSearchParams(call.query)}` : '';
    const as = this.as(person);
    const address = `${path}${query}`;
    const withoutBody = route.method === 'get' || route.method === 'delete';
    const test = withoutBody
      ? as[route.method as 'get' | 'delete'](address)
      : (as[route.method] as As['put'])(address, call.body as object);
    if (call.text)
      test.set('Content-Type', call.text.type).send(call.text.body);
    const { status, body, text } = await test;
    const said = `${address} ${JSON.stringify(call.body ?? '')}`;
    return { status, body, text, leaks: this.leaks(text ?? '', said, person) };
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
  let world: World | undefined;
  const itsm = await startItsm({
    knex,
    entities: castCatalog,
    decide: (permission, ref) =>
      decide[world?.policy ?? 'allow-all'](permission, ref),
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
  world = new World(itsm, knex, cast(roles), actions);
  world.routes = await mountedRoutes(itsm);
  world.scene = await setScene(knex, name => itsm.as(name), webhookUrl);
  const { open, secret } = world.scene;
  world.secrets.push(...namesOf(open, open), ...namesOf(secret, secret));
  return world;
}
