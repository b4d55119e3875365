import { Webhook } from 'standardwebhooks';
import { newSecret, signedHeaders } from './secrets';

const ID = '0190f3d4-0000-7000-8000-000000000001';
const BODY = '{"a":1}';

describe('the signature of an event', () => {
  const now = Date.now();
  const secret = newSecret();

  it('is verified by a receiver that has the secret', () => {
    const headers = signedHeaders({ secret }, ID, now, BODY);
    expect(new Webhook(secret).verify(BODY, headers)).toEqual({ a: 1 });
  });

  it('is not verified with another secret, or another body', () => {
    const headers = signedHeaders({ secret }, ID, now, BODY);
    expect(() => new Webhook(newSecret()).verify(BODY, headers)).toThrow();
    expect(() => new Webhook(secret).verify('{"a":2}', headers)).toThrow();
  });

  it('is verified with both secrets while they are rotated, then with the new one', () => {
    const next = newSecret();
    const secrets = {
      secret: next,
      previousSecret: secret,
      previousSecretUntil: now + 1000,
    };
    const during = signedHeaders(secrets, ID, now, BODY);
    new Webhook(secret).verify(BODY, during);
    new Webhook(next).verify(BODY, during);
    const after = signedHeaders(secrets, ID, now + 1000, BODY);
    expect(() => new Webhook(secret).verify(BODY, after)).toThrow();
    new Webhook(next).verify(BODY, after);
  });

  it('has a secret of 32 random bytes', () => {
    expect(newSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(newSecret()).not.toBe(newSecret());
  });
});
