import type { ItsmKernel } from '@callboard/plugin-itsm-node';

const DEFAULT_TIMEOUT_S = 10;

/** A Prometheus, or what speaks like one, as the operator configures it. */
export interface Connection {
  name: string;
  /** Without `/api/v1` and without a slash at its end. */
  url: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
}

/**
 * Reads `itsm.serviceLevels.prometheus`. Addresses and secrets stand in the configuration and nowhere
 * else: whoever may write definitions must not make this backend talk to what only it can reach.
 *
 * @throws Error if an address is none, or a timeout makes no sense
 */
export function readConnections(
  config: ItsmKernel['config'],
): Map<string, Connection> {
  const path = 'itsm.serviceLevels.prometheus';
  const all = config.getOptionalConfig(path);
  return new Map(
    (all?.keys() ?? []).map(name => {
      const one = all!.getConfig(name);
      const url = one.getString('url').replace(/\/+$/, '');
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
        throw new Error(
          `${path}.${name}.url is "${url}"; it must begin with https:// or http://`,
        );
      }
      const seconds =
        one.getOptionalNumber('timeoutSeconds') ?? DEFAULT_TIMEOUT_S;
      if (!(seconds > 0 && seconds <= 120)) {
        throw new Error(
          `${path}.${name}.timeoutSeconds is ${seconds}; it must be above 0, at most 120`,
        );
      }
      const headers = one.getOptional<Record<string, string>>('headers') ?? {};
      return [name, { name, url, headers, timeoutMs: seconds * 1000 }];
    }),
  );
}
