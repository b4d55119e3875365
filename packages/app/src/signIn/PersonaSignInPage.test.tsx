import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { personaMemory } from './personaMemory';
import { PersonaSignInPage } from './PersonaSignInPage';

const people = [
  {
    userEntityRef: 'user:default/maria',
    displayName: 'Maria Santos',
    role: 'Developer',
    hint: 'Try it',
    ready: true,
  },
  {
    userEntityRef: 'user:default/tom',
    displayName: 'Tom Fletcher',
    role: 'Service desk agent',
    ready: false,
  },
];

const session = {
  profile: { displayName: 'Maria Santos' },
  backstageIdentity: {
    token: `x.${btoa(JSON.stringify({ exp: 4_000_000_000 }))}.x`,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/maria',
      ownershipEntityRefs: ['user:default/maria'],
    },
  },
};

function answer(status: number, body: unknown) {
  return {
    ok: status < 300,
    status,
    headers: new Headers({ 'content-type': 'application/json' }),
    json: async () => body,
    text: async () => JSON.stringify(body),
  };
}

describe('PersonaSignInPage', () => {
  const fetched = jest.fn();
  const original = global.fetch;
  let refreshStatus = 200;
  let tomIsReady = false;

  beforeEach(() => {
    window.localStorage.clear();
    window.sessionStorage.clear();
    fetched.mockReset();
    refreshStatus = 200;
    tomIsReady = false;
    global.fetch = jest.fn(async (url: string, init?: RequestInit) => {
      fetched(url, new Headers(init?.headers).get('x-callboard-persona'));
      return url.endsWith('/choices')
        ? answer(200, {
            items: people.map(p => ({ ...p, ready: p.ready || tomIsReady })),
          })
        : answer(refreshStatus, session);
    }) as unknown as typeof fetch;
  });
  afterAll(() => {
    global.fetch = original;
  });

  it('signs in who is chosen by keyboard, remembers, and forgets on sign-out', async () => {
    const onSignInSuccess = jest.fn();
    await renderInTestApp(
      <PersonaSignInPage onSignInSuccess={onSignInSuccess} />,
    );
    expect(
      await screen.findByRole('button', { name: /Tom Fletcher/ }),
    ).toBeDisabled();

    screen.getByRole('button', { name: /Maria Santos/ }).focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    expect(fetched).toHaveBeenLastCalledWith(
      expect.stringMatching(/\/personas\/refresh$/),
      'user:default/maria',
    );
    expect(personaMemory.current()).toBe('user:default/maria');

    const identity = onSignInSuccess.mock.calls[0][0];
    expect((await identity.getBackstageIdentity()).userEntityRef).toBe(
      'user:default/maria',
    );
    await identity.signOut();
    expect(personaMemory.current()).toBeUndefined();
    expect(personaMemory.last()).toBe('user:default/maria');
  });

  it('signs in again after a reload without asking', async () => {
    personaMemory.remember('user:default/maria');
    const onSignInSuccess = jest.fn();
    await renderInTestApp(
      <PersonaSignInPage onSignInSuccess={onSignInSuccess} />,
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
  });

  it('waits for the catalog to read who was chosen before, then signs in', async () => {
    personaMemory.remember('user:default/tom');
    refreshStatus = 404;
    const onSignInSuccess = jest.fn();
    await renderInTestApp(
      <PersonaSignInPage onSignInSuccess={onSignInSuccess} />,
    );
    expect(
      await screen.findByText(/Not in the catalog yet/),
    ).toBeInTheDocument();

    refreshStatus = 200;
    tomIsReady = true;
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled(), {
      timeout: 4000,
    });
  });

  it('lets one choose somebody else when it does not work', async () => {
    refreshStatus = 403;
    personaMemory.remember('user:default/gone');
    await renderInTestApp(<PersonaSignInPage onSignInSuccess={jest.fn()} />);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose somebody else' }),
    );
    expect(
      await screen.findByRole('button', { name: /Maria Santos/ }),
    ).toBeEnabled();
    expect(personaMemory.current()).toBeUndefined();
  });
});
