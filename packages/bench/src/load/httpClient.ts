import { Agent, request } from 'http';

/** A request of the load. */
export interface LoadRequest {
  /** Path and query. */
  path: string;
  authorization: string;
  /** Sent by POST if there is one. */
  body?: string;
}

/** A client of one backend that keeps its connections open. */
export interface HttpClient {
  /** Milliseconds until the last byte of the answer. @throws Error if it is no success */
  time(wanted: LoadRequest): Promise<number>;
  close(): void;
}

/** Makes a client with that many connections. */
export function httpClient(url: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    time: wanted =>
      new Promise((done, failed) => {
        const started = performance.now();
        const sent = request(
          {
            agent,
            hostname,
            port,
            path: wanted.path,
            method: wanted.body === undefined ? 'GET' : 'POST',
            headers: {
              authorization: wanted.authorization,
              ...(wanted.body === undefined
                ? {}
                : {
                    'content-type': 'application/json',
                    'content-length': Buffer.byteLength(wanted.body),
                  }),
            },
          },
          answer => {
            let start = '';
            answer.on('data', chunk => {
              if (start.length < 500) start += chunk;
            });
            answer.on('error', failed);
            answer.on('end', () => {
              if (answer.statusCode! < 300) done(performance.now() - started);
              else
                failed(
                  new Error(`${wanted.path}: ${answer.statusCode} ${start}`),
                );
            });
          },
        );
        sent.on('error', failed);
        sent.end(wanted.body);
      }),
    close: () => agent.destroy(),
  };
}
