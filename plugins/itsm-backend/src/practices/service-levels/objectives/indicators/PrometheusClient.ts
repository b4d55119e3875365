import type { Clock } from '@callboard/plugin-itsm-node';
import type { Connection } from './connections';
import { MeasuringError } from './Indicator';

/** A few days of minutes of one series are 150 kB. */
const MOST_BYTES = 4_000_000;
const LONGEST_REASON = 300;
/** Clocks that differ by more put what is measured into the wrong minutes. */
const MOST_SKEW_MS = 90_000;

/** A value of a series. */
export interface Sample {
  /** Milliseconds since the epoch. */
  at: number;
  /** May be no number, or infinite. */
  value: number;
}

/** Values as JSON writes them: `[1435781430.781, "1"]`; the text may be `NaN`, `+Inf`, `-Inf`. */
function toSample(pair: unknown): Sample | undefined {
  if (!Array.isArray(pair) || pair.length !== 2) return undefined;
  const [seconds, text] = pair;
  if (typeof seconds !== 'number' || typeof text !== 'string') return undefined;
  const value = Number(text.replace(/Inf$/, 'Infinity'));
  return { at: Math.round(seconds * 1000), value };
}

const shortened = (text: string) =>
  text.length > LONGEST_REASON ? `${text.slice(0, LONGEST_REASON)}…` : text;

/**
 * Asks a Prometheus by its HTTP API, `query_range`: https://prometheus.io/docs/prometheus/latest/querying/api/
 * Whatever it answers, or does not, becomes a sentence that says so.
 */
export class PrometheusClient {
  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
  ) {}

  /**
   * The values of the one series that a query gives, at every step from one instant to another, both
   * included.
   *
   * @param part - how the query is called to people
   * @throws MeasuringError
   */
  async range(
    part: string,
    query: string,
    range: { from: number; to: number; step: number },
  ): Promise<Sample[]> {
    const response = await this.#ask(query, range);
    const text = await this.#read(response);
    const answer = this.#parse(response, part, text);
    this.#compareClocks(response);
    const { data } = answer;
    if (data?.resultType !== 'matrix' || !Array.isArray(data.result))
      throw this.#fault('does not answer as a Prometheus does; check its url');
    if (data.result.length > 1)
      throw new MeasuringError(
        `The query for ${part} gives ${data.result.length} series; make one of them, e.g. with sum()`,
      );
    const values: unknown[] = data.result[0]?.values ?? [];
    return values.map(pair => {
      const sample = toSample(pair);
      if (!sample)
        throw this.#fault(
          'does not answer as a Prometheus does; check its url',
        );
      return sample;
    });
  }

  #fault(what: string, trouble?: 'away' | 'slow'): MeasuringError {
    const { name } = this.connection;
    return new MeasuringError(
      `Prometheus "${name}" ${what}`,
      trouble && { connection: name, slow: trouble === 'slow' },
    );
  }

  async #ask(
    query: string,
    { from, to, step }: { from: number; to: number; step: number },
  ): Promise<Response> {
    const { url, headers, timeoutMs } = this.connection;
    try {
      return await fetch(`${url}/api/v1/query_range`, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          query,
          start: String(from / 1000),
          end: String(to / 1000),
          step: String(step / 1000),
          timeout: `${Math.ceil(timeoutMs / 1000)}s`,
        }).toString(),
        // Where it points is decided by the answer, not by whoever configured the address.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw this.#unreachable(error as Error);
    }
  }

  #unreachable(error: Error & { cause?: unknown }): MeasuringError {
    if (/Timeout|Abort/.test(error.name))
      return this.#fault(
        `did not answer within ${this.connection.timeoutMs / 1000} s`,
        'slow',
      );
    const cause = error.cause as
      | { code?: string; message?: string }
      | undefined;
    return this.#fault(
      `cannot be reached: ${cause?.code ?? cause?.message ?? error.message}`,
      'away',
    );
  }

  async #read(response: Response): Promise<string> {
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of response.body ?? []) {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) break;
        chunks.push(Buffer.from(chunk));
      }
    } catch (error) {
      throw this.#unreachable(error as Error);
    }
    if (bytes > MOST_BYTES)
      throw this.#fault(
        `answers more than ${
          MOST_BYTES / 1_000_000
        } MB; ask for one series, e.g. with sum()`,
      );
    return Buffer.concat(chunks).toString('utf8');
  }

  #parse(response: Response, part: string, text: string): any {
    const { status } = response;
    if (status === 401 || status === 403)
      throw this.#fault(
        `refuses the credentials of the configuration (${status})`,
        'away',
      );
    let answer: any;
    try {
      answer = JSON.parse(text);
    } catch {
      throw this.#fault(
        response.ok
          ? 'does not answer JSON; check its url'
          : `answers with ${status}`,
        'away',
      );
    }
    if (answer?.status === 'error')
      throw new MeasuringError(
        `Prometheus "${
          this.connection.name
        }" refuses the query for ${part}: ${shortened(String(answer.error))}`,
      );
    if (!response.ok || answer?.status !== 'success')
      throw this.#fault(`answers with ${status}`, 'away');
    return answer;
  }

  #compareClocks(response: Response): void {
    const said = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(said)) return;
    const ahead = said - this.clock.now();
    if (Math.abs(ahead) <= MOST_SKEW_MS) return;
    throw this.#fault(
      `is ${Math.round(Math.abs(ahead) / 1000)} s ${
        ahead > 0 ? 'ahead of' : 'behind'
      } our clock; set the clocks right`,
      'away',
    );
  }
}
