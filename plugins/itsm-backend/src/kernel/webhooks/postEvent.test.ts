import { mockServices } from '@backstage/backend-test-utils';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../testing/webhookReceiver';
import { AddressGuard } from './AddressGuard';
import { EventPoster } from './postEvent';

describe('posting an event', () => {
  let receiver: WebhookReceiver;
  const posters: EventPoster[] = [];
  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await Promise.all(posters.splice(0).map(p => p.close()));
    await receiver.close();
  });

  const post = (host: string, webhooks: object = {}, timeoutMs?: number) => {
    const { port } = new URL(receiver.url);
    const config = mockServices.rootConfig({ data: { itsm: { webhooks } } });
    const poster = new EventPoster(new AddressGuard(config), timeoutMs);
    posters.push(poster);
    return poster.post(`http://${host}:${port}/`, {}, '{}');
  };

  it.each([
    ['127.0.0.1', '127.0.0.1 is no public address'],
    ['[::ffff:127.0.0.1]', '::ffff:7f00:1 is no public address'],
    ['localhost', 'localhost has no public address'],
  ])('sends nothing to %s', async (host, why) => {
    await expect(post(host)).rejects.toThrow(why);
    expect(receiver.received).toEqual([]);
  });

  it('reaches exceptions by their address and by their name', async () => {
    const allow = ['127.0.0.1'];
    expect(await post('127.0.0.1', { allow })).toMatchObject({ status: 200 });
    expect(await post('localhost', { allow })).toMatchObject({ status: 200 });
    expect(await post('localhost', { allow: ['localhost'] })).toMatchObject({
      excerpt: 'thank you',
    });
  });

  it('says that nobody listens', async () => {
    await receiver.close();
    await expect(post('127.0.0.1', { allow: ['127.0.0.1'] })).rejects.toThrow(
      'No answer: ECONNREFUSED',
    );
    await expect(
      post('no-such-host.invalid', { allow: ['*.invalid'] }),
    ).rejects.toThrow(/No answer: (ENOTFOUND|EAI_AGAIN)/);
  });

  it('waits no longer than its time for all that comes', async () => {
    const allow = ['127.0.0.1'];
    receiver.answer = () => {};
    await expect(post('127.0.0.1', { allow }, 200)).rejects.toThrow(
      'No answer within 0.2 seconds',
    );
    receiver.answer = response => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    // It drips for ever, so without a limit this does not end.
    const { status } = await post('127.0.0.1', { allow }, 200);
    expect(status).toBe(200);
  });

  it('says that the connection broke off', async () => {
    receiver.answer = response => {
      response.destroy();
    };
    await expect(post('127.0.0.1', { allow: ['127.0.0.1'] })).rejects.toThrow(
      'No answer: ',
    );
  });

  it('takes an answer whose body breaks off for an answer', async () => {
    receiver.answer = response => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    expect(await post('127.0.0.1', { allow: ['127.0.0.1'] })).toMatchObject({
      status: 200,
      excerpt: 'half',
    });
  });
});
