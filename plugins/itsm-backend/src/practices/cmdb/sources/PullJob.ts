import { Readable } from 'stream';
import type { ReadableStream } from 'stream/web';
import { InputError } from '@backstage/errors';
import type { CiSourceBody } from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  textOf,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { v7 as uuidv7 } from 'uuid';
import { readBasis } from '../classes/basis';
import type { LoadService } from './LoadService';
import type { LoadStore } from './LoadStore';

const MINUTE_MS = 60_000;
const DEFAULT_MINUTES = 60;
const DEFAULT_TIMEOUT_S = 60;

/** Where a source is fetched from, as the operator configures it. */
export interface PullAddress {
  url: string;
  headers: Record<string, string>;
  timeoutMs: number;
}

/**
 * Reads `itsm.cmdb.pull`. Addresses and secrets stand in the configuration and nowhere else: whoever
 * may write definitions must not make this backend talk to what only it can reach, nor send a secret
 * to an address of their own.
 *
 * @throws Error if an address is none
 */
export function readPullAddresses(
  config: ItsmKernel['config'],
): Map<string, PullAddress> {
  const all = config.getOptionalConfig('itsm.cmdb.pull');
  return new Map(
    (all?.keys() ?? []).map(source => {
      const one = all!.getConfig(source);
      const url = one.getString('url');
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
        throw new Error(
          `itsm.cmdb.pull.${source}.url is "${url}"; it must begin with https:// or http://`,
        );
      }
      const seconds =
        one.getOptionalNumber('timeoutSeconds') ?? DEFAULT_TIMEOUT_S;
      return [
        source,
        {
          url,
          headers: one.getOptional<Record<string, string>>('headers') ?? {},
          timeoutMs: seconds * 1000,
        },
      ];
    }),
  );
}

/** Why nothing came, in words for operators, without the address. */
function reason(error: Error & { cause?: unknown }): string {
  if (error instanceof InputError) return error.message;
  if (/Timeout|Abort/.test(error.name))
    return 'The source did not answer in time';
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return `The source did not answer: ${
    cause?.code ?? cause?.message ?? error.message
  }`;
}

/** Fetches what is due of the sources that have an address. A failure is a load that failed. */
export class PullJob {
  constructor(
    private readonly deps: {
      kernel: Pick<ItsmKernel, 'definitions' | 'clock' | 'logger'>;
      loads: LoadService;
      store: LoadStore;
      addresses: ReadonlyMap<string, PullAddress>;
    },
  ) {}

  async run(): Promise<void> {
    const { kernel, store, addresses } = this.deps;
    if (addresses.size === 0) return;
    const [{ sources }, latest] = await Promise.all([
      readBasis(kernel.definitions),
      store.latest(),
    ]);
    for (const [source, address] of addresses) {
      const body = sources.get(source);
      if (!body) continue;
      const last = latest.get(source)?.startedAt;
      const every = (body.everyMinutes ?? DEFAULT_MINUTES) * MINUTE_MS;
      if (last && kernel.clock.now() - Date.parse(last) < every) continue;
      await this.#pull(source, address, body);
    }
  }

  async #pull(
    source: string,
    address: PullAddress,
    body: CiSourceBody,
  ): Promise<void> {
    const { kernel, loads, store } = this.deps;
    try {
      await loads.load(SYSTEM_CALLER, {
        source,
        dryRun: false,
        complete: body.pullsAll,
        allowMany: false,
        rows: { json: await this.#fetch(address) },
      });
    } catch (error) {
      const why = reason(error as Error);
      kernel.logger.warn(`The source ${source} was not loaded: ${why}`);
      // Somebody else loads right now; the next time is soon.
      if ((error as Error).name === 'ConflictError') return;
      await store.failed({
        id: uuidv7(),
        source,
        actorRef: SYSTEM_CALLER.ref,
        message: why,
        now: kernel.clock.now(),
      });
    }
  }

  async #fetch({ url, headers, timeoutMs }: PullAddress): Promise<unknown> {
    const response = await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      // Where it points is decided by the source, not by whoever configured the address.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new InputError(`The source answered with ${response.status}`);
    }
    const text = await textOf(
      Readable.fromWeb(response.body as ReadableStream),
      false,
    );
    try {
      return JSON.parse(text.replace(/^\ufeff/, ''));
    } catch {
      throw new InputError('The source did not answer JSON');
    }
  }
}
