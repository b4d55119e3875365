import { mockServices } from '@backstage/backend-test-utils';
import * as fc from 'fast-check';
import { AddressGuard } from './AddressGuard';

const guardOf = (webhooks: object = {}) =>
  new AddressGuard(mockServices.rootConfig({ data: { itsm: { webhooks } } }));

const PRIVATE = [
  '127.0.0.1',
  '127.8.9.10',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '168.63.129.16',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '240.0.0.1',
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:0:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'fc00::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '100::1',
];

describe('where webhooks may be sent to', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'is the public address %s',
    address => {
      expect(guardOf().allows('example.com', address)).toBe(true);
    },
  );

  it.each(PRIVATE)('is not %s', address => {
    expect(guardOf().allows('example.com', address)).toBe(false);
  });

  it('is no private IPv4 address in any disguise as IPv6', () => {
    const guard = guardOf();
    const byte = fc.integer({ min: 0, max: 255 });
    const block = fc.constantFrom([10], [127], [192, 168], [169, 254]);
    fc.assert(
      fc.property(block, byte, byte, byte, (start, a, b, c) => {
        const bytes = [...start, a, b, c].slice(0, 4);
        const [w, x, y, z] = bytes;
        const hex = (n: number, m: number) => (n * 256 + m).toString(16);
        const tail = `${hex(w, x)}:${hex(y, z)}`;
        for (const written of [
          bytes.join('.'),
          `::ffff:${bytes.join('.')}`,
          `::ffff:${tail}`,
          `::${tail}`,
          `64:ff9b::${tail}`,
          `2002:${tail}::1`,
        ])
          expect([written, guard.allows('example.com', written)]).toEqual([
            written,
            false,
          ]);
      }),
    );
  });

  it('is what the configuration names: ranges, addresses and hosts', () => {
    const guard = guardOf({
      allow: ['10.20.0.0/16', 'fd12::/32', '127.0.0.1', 'hooks.corp', '*.lan'],
    });
    expect(guard.allows('x', '10.20.3.4')).toBe(true);
    expect(guard.allows('x', '::ffff:10.20.3.4')).toBe(true);
    expect(guard.allows('x', 'fd12::9')).toBe(true);
    expect(guard.allows('x', '127.0.0.1')).toBe(true);
    expect(guard.allows('x', '127.0.0.2')).toBe(false);
    expect(guard.allows('x', '10.21.0.1')).toBe(false);
    expect(guard.allows('HOOKS.corp.', '10.0.0.1')).toBe(true);
    expect(guard.allows('ci.lan', '10.0.0.1')).toBe(true);
    expect(guard.allows('lan', '10.0.0.1')).toBe(false);
    expect(guard.allows('evil-hooks.corp', '10.0.0.1')).toBe(false);
  });

  it('is everywhere if the configuration says so', () => {
    const guard = guardOf({ allowPrivateAddresses: true });
    for (const address of PRIVATE)
      expect(guard.allows('x', address)).toBe(true);
  });

  it('refuses a configuration that means nothing', () => {
    expect(() => guardOf({ allow: ['http://x'] })).toThrow(
      'itsm.webhooks.allow names "http://x"',
    );
  });

  it.each([
    ['https://127.0.0.1/x', 'url: 127.0.0.1 is no public address'],
    ['https://[::1]/x', 'url: ::1 is no public address'],
    ['https://2130706433/', 'url: 127.0.0.1 is no public address'],
    ['https://0x7f.1/', 'url: 127.0.0.1 is no public address'],
    ['http://example.com/', 'url: must begin with https://'],
    ['https://localhost/', 'url: localhost is a name inside'],
    ['https://metadata.google.internal/', 'is a name inside'],
  ])('refuses %s before anything is looked up', (url, why) => {
    expect(() => guardOf().checkUrl(url)).toThrow(why);
  });

  it('takes plain http for exceptions', () => {
    const guard = guardOf({ allow: ['hooks.corp', '127.0.0.1'] });
    expect(() => guard.checkUrl('http://hooks.corp/x')).not.toThrow();
    expect(() => guard.checkUrl('http://127.0.0.1:80/x')).not.toThrow();
  });

  it('leaves no address of a name that means this machine', async () => {
    const lookup = (guard: AddressGuard) =>
      new Promise((resolve, reject) =>
        guard.lookup('localhost', { all: true }, (error, addresses) =>
          error ? reject(error) : resolve(addresses),
        ),
      );
    await expect(lookup(guardOf())).rejects.toThrow(
      'localhost has no public address',
    );
    expect(await lookup(guardOf({ allow: ['localhost'] }))).not.toEqual([]);
  });
});
