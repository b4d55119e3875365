import { ResponseError } from '@backstage/errors';
import type {
  BodyInputOf,
  ParamsOf,
  ResponseOf,
  RouteContract,
} from '../kernel/contract';

/** What the client needs of Backstage: both exist in frontend and backend. */
export interface ItsmClientOptions {
  /** Knows `plugin://` addresses or is used with {@link ItsmClientOptions.discoveryApi}. */
  fetchApi: { fetch: typeof fetch };
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
}

type OneValue = string | number;

/**
 * Query values as they are written into an address. Lists are joined by commas; of a list of lists
 * each has a parameter of its own.
 */
export type QueryValues = Record<
  string,
  | OneValue
  | boolean
  | readonly OneValue[]
  | readonly (readonly OneValue[])[]
  | undefined
>;

/** What a call may carry. */
export interface CallOptions<C> {
  params?: ParamsOf<C>;
  query?: QueryValues;
  body?: BodyInputOf<C>;
  /** The body of a route that streams it, with its content type. */
  stream?: { data: Blob | string; type: string };
  /** The version the change is based on; a stale one is refused with a conflict. */
  ifMatch?: number;
  /**
   * Names the request (1 to 255 printable characters), so that sending it again after a lost
   * answer does it once: the same key gets the same answer.
   */
  idempotencyKey?: string;
  /** A bearer token, for callers without a fetch API that adds one. */
  token?: string;
  signal?: AbortSignal;
}

function queryString(query: QueryValues | undefined): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === '') continue;
    if (Array.isArray(value)) {
      if (value.length === 0) continue;
      if (value.every(Array.isArray)) {
        for (const each of value) search.append(key, each.join(','));
      } else search.set(key, value.join(','));
    } else {
      search.set(key, String(value));
    }
  }
  const text = search.toString();
  return text ? `?${text}` : '';
}

/**
 * Calls the routes of Callboard by their contracts:
 * `client.call(incidentRoutes.get, { params: { id: 'INC-1042' } })`.
 *
 * @throws ResponseError with the server's sentence when the answer is not a success
 */
export class ItsmClient {
  readonly #options: ItsmClientOptions;

  constructor(options: ItsmClientOptions) {
    this.#options = options;
  }

  /** Calls one route and returns its parsed JSON, or undefined for an empty answer. */
  async call<C extends RouteContract<any, any, any, any>>(
    contract: C,
    options: CallOptions<C> = {},
  ): Promise<ResponseOf<C>> {
    const base = await this.#options.discoveryApi.getBaseUrl('itsm');
    const params = (options.params ?? {}) as Record<string, string>;
    const path = contract.path.replace(/:(\w+)/g, (_, name) =>
      encodeURIComponent(params[name]),
    );
    const headers: Record<string, string> = {};
    if (options.stream) headers['Content-Type'] = options.stream.type;
    else if (options.body !== undefined)
      headers['Content-Type'] = 'application/json';
    if (options.ifMatch !== undefined)
      headers['If-Match'] = `"${options.ifMatch}"`;
    if (options.idempotencyKey !== undefined)
      headers['Idempotency-Key'] = options.idempotencyKey;
    if (options.token) headers.Authorization = `Bearer ${options.token}`;
    const response = await this.#options.fetchApi.fetch(
      `${base}${path}${queryString(options.query)}`,
      {
        method: contract.method.toUpperCase(),
        headers,
        body:
          options.stream?.data ??
          (options.body === undefined
            ? undefined
            : JSON.stringify(options.body)),
        signal: options.signal,
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response as any);
    return response.status === 204 ? (undefined as any) : await response.json();
  }
}
