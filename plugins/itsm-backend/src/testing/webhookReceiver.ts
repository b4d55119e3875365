import { createServer, type IncomingMessage, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';

/** A request as a receiver got it. */
export interface Received {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** A receiver of webhooks on this machine. */
export interface WebhookReceiver {
  url: string;
  received: Received[];
  /** The most requests that were open at one time. */
  mostAtOnce: number;
  /** Answers from now on; 200 by default. */
  answer: (response: ServerResponse, request: Received) => void | Promise<void>;
  close(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Starts a receiver that keeps what it gets. */
export async function startReceiver(): Promise<WebhookReceiver> {
  let open = 0;
  const server = createServer();
  const receiver: WebhookReceiver = {
    url: '',
    received: [],
    mostAtOnce: 0,
    answer: response => {
      response.end('thank you');
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  server.on('request', async (request, response) => {
    open += 1;
    receiver.mostAtOnce = Math.max(receiver.mostAtOnce, open);
    response.on('close', () => {
      open -= 1;
    });
    const received: Received = {
      method: request.method!,
      url: request.url!,
      headers: request.headers as Record<string, string>,
      body: await read(request),
    };
    receiver.received.push(received);
    await receiver.answer(response, received);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  receiver.url = `http://127.0.0.1:${port}/hook`;
  return receiver;
}
