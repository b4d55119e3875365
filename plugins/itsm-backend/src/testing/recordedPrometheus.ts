import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { readFileSync } from 'fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';

interface Recorded {
  name: string;
  query: string;
  status: number;
  answer: any;
}

/** What a real Prometheus answered; `npm run drill -- prometheus --record=FILE` records it anew. */
const recorded: readonly Recorded[] = readFileSync(
  resolvePackagePath(
    '@callboard/plugin-itsm-backend',
    'src/testing/prometheus-2.42.ndjson',
  ),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

/** The query of a recorded answer. */
export const recordedQuery = (name: string) =>
  recorded.find(one => one.name === name)!.query;

/** What it does instead of answering. */
export type Trouble = (
  response: ServerResponse,
  request: IncomingMessage,
) => void;

/** A Prometheus that answers what a real one did; a real server on this machine. */
export interface RecordedPrometheus {
  url: string;
  /** Questions that it was asked. */
  asked: { query: string; from: number; to: number; authorization?: string }[];
  /** Does this instead, until it is taken back. */
  trouble?: Trouble;
  /** Changes what it answers, e.g. to what it did not know yet. */
  edit?: (values: [number, string][], query: string) => [number, string][];
  stop(): Promise<void>;
}

/** @param now - its clock */
export async function recordedPrometheus(
  now: () => number,
): Promise<RecordedPrometheus> {
  const prometheus: RecordedPrometheus = {
    url: '',
    asked: [],
    stop: async () => {},
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const query = form.get('query') ?? '';
    const from = Number(form.get('start'));
    const to = Number(form.get('end'));
    prometheus.asked.push({
      query,
      from: from * 1000,
      to: to * 1000,
      authorization: request.headers.authorization,
    });
    response.setHeader('Date', new Date(now()).toUTCString());
    if (prometheus.trouble) {
      prometheus.trouble(response, request);
      return;
    }
    const found = recorded.find(one => one.query === query);
    if (!found || form.get('step') !== '60') {
      response.statusCode = 500;
      response.end('This was not recorded');
      return;
    }
    const answer = structuredClone(found.answer);
    for (const series of answer.data?.result ?? []) {
      series.values = series.values.filter(
        ([at]: [number]) => at >= from && at <= to,
      );
      if (prometheus.edit)
        series.values = prometheus.edit(series.values, query);
    }
    response.statusCode = found.status;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done());
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(prometheus, {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}
