/** Ports: which one to use, and whether it is free. */
import net from 'node:net';
import { Problem } from './problem.mjs';

/** The port in a text, or a sentence that says what a port is. */
export function parsePort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Problem(
      `"${text}" is no port: give a number from 1 to 65535, such as \`npm start -- --port 7008\`.`,
    );
  }
  return port;
}

function tryToListen(port, host) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ port, host }, () => {
      const found = server.address().port;
      server.close(() => resolve(found));
    });
  });
}

/** Fails with one sentence unless the port can be listened to. */
export async function assertPortFree(port) {
  // Both: a program on 127.0.0.1 alone does not always stop another from taking all addresses.
  for (const host of ['127.0.0.1', undefined]) {
    try {
      await tryToListen(port, host);
    } catch (error) {
      if (error.code === 'EACCES') {
        throw new Problem(
          `Port ${port} may not be used without special rights: choose another with \`npm start -- --port 7008\`, or PORT=7008.`,
        );
      }
      throw new Problem(
        `Port ${port} is taken by another program: stop that one, or choose another port with \`npm start -- --port ${
          port + 1
        }\`, or PORT=${port + 1}.`,
      );
    }
  }
}

/** The wanted port if it is free, else any free one. */
export async function freePort(wanted) {
  try {
    await assertPortFree(wanted);
    return wanted;
  } catch {
    return tryToListen(0, '127.0.0.1');
  }
}
