import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { assertPortFree, freePort, parsePort } from './port.mjs';

function listen(host) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.listen({ port: 0, host }, () => resolve(server));
  });
}

describe('a port', () => {
  for (const host of ['127.0.0.1', undefined]) {
    it(`is taken when somebody listens on ${
      host ?? 'all addresses'
    }`, async () => {
      const server = await listen(host);
      const { port } = server.address();
      await assert.rejects(assertPortFree(port), {
        name: 'Problem',
        message: new RegExp(`Port ${port} is taken.*--port ${port + 1}`),
      });
      assert.notEqual(await freePort(port), port);
      server.close();
    });
  }

  it('is a number from 1 to 65535', () => {
    assert.equal(parsePort('7008'), 7008);
    for (const wrong of ['abc', '0', '65536', '70.5', '']) {
      assert.throws(() => parsePort(wrong), { name: 'Problem' });
    }
  });
});
