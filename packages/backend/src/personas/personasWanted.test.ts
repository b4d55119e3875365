import { mockServices } from '@backstage/backend-test-utils';
import { personasWanted } from './personasWanted';

const configured = (auth: object = {}) =>
  mockServices.rootConfig({
    data: { auth: { ...auth, providers: { personas: { development: {} } } } },
  });

describe('personasWanted', () => {
  it('offers personas in development only, and only when they are configured', () => {
    expect(personasWanted(configured(), 'development')).toBe(true);
    expect(
      personasWanted(mockServices.rootConfig({ data: {} }), 'production'),
    ).toBe(false);
  });

  it.each(['production', 'staging', undefined])(
    'stops the start with NODE_ENV=%s and says what to do',
    nodeEnv => {
      expect(() => personasWanted(configured(), nodeEnv)).toThrow(
        /works with NODE_ENV=development only.*remove auth\.providers\.personas/,
      );
    },
  );

  it('stops the start when sign-in is set to production', () => {
    expect(() =>
      personasWanted(configured({ environment: 'production' }), 'development'),
    ).toThrow(/auth\.environment: production/);
  });
});
