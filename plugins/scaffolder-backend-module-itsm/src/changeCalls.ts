import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  ItsmClient,
  type CallOptions,
  type ResponseOf,
  type RouteContract,
} from '@callboard/plugin-itsm-common';

/** What the actions work with. */
export interface ChangeActionOptions {
  auth: AuthService;
  discovery: DiscoveryService;
}

/** What of a run is needed to act for whoever started it. */
export interface RunContext {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
  signal?: AbortSignal;
}

/**
 * Calls Callboard with the rights of whoever runs the template.
 *
 * @returns the call; it throws the sentence of the server, as this is what people read in the log
 */
export function callsFor(options: ChangeActionOptions, context: RunContext) {
  const client = new ItsmClient({
    discoveryApi: options.discovery,
    fetchApi: { fetch },
  });
  return async function call<C extends RouteContract<any, any, any, any>>(
    contract: C,
    request: CallOptions<C>,
  ): Promise<ResponseOf<C>> {
    // Asked for each call: a run may wait between two steps for longer than a token holds.
    const { token } = await options.auth.getPluginRequestToken({
      onBehalfOf: await context.getInitiatorCredentials(),
      targetPluginId: 'itsm',
    });
    try {
      return await client.call(contract, {
        ...request,
        token,
        signal: context.signal,
      });
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      throw new Error(error.body?.error?.message ?? error.message);
    }
  };
}
