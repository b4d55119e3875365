import { Config } from '@backstage/config';

const KEY = 'auth.providers.personas';

/**
 * Tells whether personas are to be offered, and stops the start when they are asked for in a
 * place where they must not exist.
 *
 * Whoever reaches the portal may become any persona without a password. So only
 * `NODE_ENV=development` is accepted: a forgotten setting must not open a door.
 *
 * @returns false when personas are not configured, and then nothing is registered
 */
export function personasWanted(
  config: Config,
  nodeEnv: string | undefined = process.env.NODE_ENV,
): boolean {
  if (!config.has(KEY)) return false;
  if (nodeEnv !== 'development') {
    throw new Error(
      `${KEY} lets anybody sign in as anybody and works with NODE_ENV=development only, but NODE_ENV is '${
        nodeEnv ?? ''
      }': remove ${KEY} from the configuration and configure auth.providers.oidc instead`,
    );
  }
  if (config.getOptionalString('auth.environment') === 'production') {
    throw new Error(
      `${KEY} lets anybody sign in as anybody and must not be configured together with auth.environment: production: remove one of the two`,
    );
  }
  return true;
}
