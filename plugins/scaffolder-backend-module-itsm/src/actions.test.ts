import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { standardChangeRoutes } from '@callboard/plugin-itsm-common';
import http from 'http';
import type { AddressInfo } from 'net';
import scaffolderModuleItsm from '.';

const MARIA = 'user:default/maria';
const SHUT =
  'The gate of CHG-7 is shut: its window begins at 2026-03-01 20:00 UTC.';
const gate = {
  number: 'CHG-7',
  status: 'scheduled',
  asOf: '2026-03-01T19:00:00.000Z',
};
const open = {
  ...gate,
  open: true,
  state: 'open' as const,
  reason: 'CHG-7 may be implemented until 2026-03-01 21:00 UTC.',
  until: '2026-03-01T21:00:00.000Z',
};
const shut = {
  ...gate,
  open: false,
  state: 'early' as const,
  reason: SHUT,
  opensAt: '2026-03-01T20:00:00.000Z',
};

/** Stands in for Callboard: answers by path, and keeps what it was asked and for whom. */
async function startApi(answers: Record<string, [number, object]>) {
  const asked: { call: string; body?: any; authorization?: string }[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const call = `${request.method} ${request.url!.replace('/api/itsm', '')}`;
    const { authorization } = request.headers;
    asked.push({
      call,
      body: text ? JSON.parse(text) : undefined,
      authorization,
    });
    const [status, body] = answers[call] ?? [404, {}];
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, baseUrl: `http://127.0.0.1:${port}/api/itsm`, server };
}

/** The actions as the module hands them to the scaffolder. */
async function actionsOf(baseUrl: string) {
  const actions: TemplateAction<any, any, any>[] = [];
  const discovery = mockServices.discovery.mock({
    getBaseUrl: async () => baseUrl,
  });
  const backend = await startTestBackend({
    extensionPoints: [
      [
        scaffolderActionsExtensionPoint,
        { addActions: (...added) => actions.push(...(added as any)) },
      ],
    ],
    features: [
      scaffolderModuleItsm,
      discovery.factory,
      mockServices.auth.factory(),
    ],
  });
  await backend.stop();
  return (id: string) => actions.find(action => action.id === id)!;
}

describe('a software template that belongs to a change', () => {
  const answers: Record<string, [number, object]> = {};
  let api: Awaited<ReturnType<typeof startApi>>;
  let actionOf: Awaited<ReturnType<typeof actionsOf>>;

  beforeAll(async () => {
    api = await startApi(answers);
    actionOf = await actionsOf(api.baseUrl);
  });
  afterAll(() => api.server.close());
  beforeEach(() => {
    api.asked.length = 0;
    Object.keys(answers).forEach(key => delete answers[key]);
  });

  /** Runs an action as Maria. */
  async function run(id: string, input: object, more: object = {}) {
    const output: Record<string, unknown> = {};
    await actionOf(id).handler({
      input,
      logger: mockServices.logger.mock(),
      output: (name: string, value: unknown) => {
        output[name] = value;
      },
      getInitiatorCredentials: async () => mockCredentials.user(MARIA),
      ...more,
    } as any);
    return output;
  }
  const calls = () => api.asked.map(a => a.call);

  it('goes on while the gate is open, with the rights of who runs it, and starts the change', async () => {
    answers['GET /changes/CHG-7/gate'] = [200, open];
    answers['POST /changes/CHG-7/transitions'] = [200, { number: 'CHG-7' }];
    expect(await run('itsm:change:gate', { change: 'CHG-7' })).toEqual({
      number: 'CHG-7',
      reason: open.reason,
      until: open.until,
    });
    expect(calls()).toEqual([
      'GET /changes/CHG-7/gate',
      'POST /changes/CHG-7/transitions',
    ]);
    expect(api.asked[1].body).toEqual({ transition: 'start' });
    for (const { authorization } of api.asked) {
      expect(authorization).toContain('mock-service-token');
      expect(authorization).toContain(MARIA);
    }
  });

  it('fails outside the window with the sentence of the gate, and starts nothing', async () => {
    answers['POST /changes/standard/flush/gate'] = [
      200,
      { ...shut, filed: true },
    ];
    await expect(
      run('itsm:change:gate', {
        standardChange: 'flush',
        entity: 'resource:default/valkey-cart',
      }),
    ).rejects.toThrow(SHUT);
    expect(calls()).toEqual(['POST /changes/standard/flush/gate']);
    standardChangeRoutes.gateOfRun.body!.parse(api.asked[0].body);
  });

  it('only asks where it is told not to start, or the change was started', async () => {
    answers['GET /changes/CHG-7/gate'] = [200, open];
    await run('itsm:change:gate', { change: 'CHG-7', start: false });
    answers['GET /changes/CHG-7/gate'] = [
      200,
      { ...open, status: 'implement' },
    ];
    await run('itsm:change:gate', { change: 'CHG-7' });
    expect(calls()).toEqual(Array(2).fill('GET /changes/CHG-7/gate'));
  });

  it('says what the server refused, in its words', async () => {
    answers['GET /changes/CHG-8/gate'] = [
      404,
      {
        error: { name: 'NotFoundError', message: 'There is no change CHG-8' },
        request: { method: 'GET', url: '/changes/CHG-8/gate' },
        response: { statusCode: 404 },
      },
    ];
    await expect(run('itsm:change:gate', { change: 'CHG-8' })).rejects.toThrow(
      /^There is no change CHG-8$/,
    );
  });

  it.each([
    [{}],
    [{ standardChange: 'flush' }],
    [{ change: 'CHG-7', entity: 'component:default/cart' }],
  ])('refuses %j', async input => {
    await expect(run('itsm:change:gate', input)).rejects.toThrow(
      'Give either change, the number of a change, or standardChange and entity',
    );
    expect(api.asked).toEqual([]);
  });

  it('changes nothing in a dry run, and is not stopped by a gate that is shut', async () => {
    answers['GET /changes/CHG-7/gate'] = [200, shut];
    answers['GET /changes/standard/flush'] = [
      200,
      { title: 'Flush', state: 'proving' },
    ];
    const dry = { isDryRun: true };
    await run('itsm:change:gate', { change: 'CHG-7' }, dry);
    await run(
      'itsm:change:gate',
      { standardChange: 'flush', entity: 'resource:default/x' },
      dry,
    );
    await run(
      'itsm:change:finish',
      { change: 'CHG-7', outcome: 'successful' },
      dry,
    );
    expect(calls().every(call => call.startsWith('GET '))).toBe(true);
    expect(actionOf('itsm:change:gate').supportsDryRun).toBe(true);
  });

  it('says at its end how the change went', async () => {
    answers['POST /changes/CHG-7/transitions'] = [200, { number: 'CHG-7' }];
    await run('itsm:change:finish', {
      change: 'CHG-7',
      outcome: 'issues',
      note: 'Slow.',
    });
    expect(api.asked[0].body).toEqual({
      transition: 'finish',
      outcome: 'issues',
      outcomeNote: 'Slow.',
    });
  });
});
