import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authPlugin from '@backstage/plugin-auth-backend';
import personasModule from '.';

const maria = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'maria', namespace: 'default' },
  spec: {
    profile: { displayName: 'Maria Santos', email: 'maria@astronomy.example' },
    memberOf: ['payments'],
  },
  relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
};
const boss = { ...maria, metadata: { name: 'boss', namespace: 'default' } };

async function startPortal() {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      personasModule,
      catalogServiceMock.factory({ entities: [maria, boss] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost' },
          backend: { baseUrl: 'http://localhost' },
          auth: {
            providers: {
              personas: {
                development: {
                  users: [
                    { ref: 'user:default/maria', role: 'Developer', try: 'It' },
                    { ref: 'user:default/late', role: 'Not read yet' },
                  ],
                },
              },
            },
          },
        },
      }),
    ],
  });
  return server;
}

describe('sign-in as a persona', () => {
  const nodeEnv = process.env.NODE_ENV;
  const setNodeEnv = (value?: string) =>
    Object.assign(process.env, { NODE_ENV: value });
  beforeAll(() => setNodeEnv('development'));
  afterAll(() => setNodeEnv(nodeEnv));

  it('offers who is listed, and signs in nobody else', async () => {
    const server = await startPortal();

    const choices = await request(server).get('/api/auth/personas/choices');
    expect(choices.body.items).toEqual([
      {
        userEntityRef: 'user:default/maria',
        displayName: 'Maria Santos',
        role: 'Developer',
        hint: 'It',
        ready: true,
      },
      {
        userEntityRef: 'user:default/late',
        displayName: 'late',
        role: 'Not read yet',
        ready: false,
      },
    ]);

    const signIn = (persona?: string) => {
      const call = request(server).get('/api/auth/personas/refresh');
      return persona ? call.set('x-callboard-persona', persona) : call;
    };
    const signedIn = await signIn('User:default/Maria');
    expect(signedIn.status).toBe(200);
    expect(signedIn.body.profile.displayName).toBe('Maria Santos');
    expect(signedIn.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/maria',
    );
    expect(
      signedIn.body.backstageIdentity.identity.ownershipEntityRefs,
    ).toContain('group:default/payments');

    // In the catalog but not listed, listed but not in the catalog, nobody.
    expect((await signIn('user:default/boss')).status).toBe(403);
    expect((await signIn('user:default/late')).status).toBe(404);
    expect((await signIn()).status).toBe(401);
  });

  it('does not start in production', async () => {
    setNodeEnv('production');
    await expect(startPortal()).rejects.toThrow(/lets anybody sign in/);
    setNodeEnv('development');
  });
});
