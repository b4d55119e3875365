import { randomBytes } from 'crypto';
import { Webhook } from 'standardwebhooks';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret, `whsec_` and 32 random bytes in base64, as Standard Webhooks writes them. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** What signs an event. */
export interface Secrets {
  secret: string;
  /** The one before, while both sign. */
  previousSecret?: string;
  /** Milliseconds since the epoch. */
  previousSecretUntil?: number;
}

/**
 * The headers by which a receiver knows an event as ours and as whole, after Standard Webhooks.
 * While a secret is being rotated there are two signatures.
 *
 * @param at - the moment of the attempt, milliseconds since the epoch
 */
export function signedHeaders(
  secrets: Secrets,
  id: string,
  at: number,
  body: string,
): Record<string, string> {
  const { secret, previousSecret, previousSecretUntil = 0 } = secrets;
  const signing = [secret];
  if (previousSecret && previousSecretUntil > at) signing.push(previousSecret);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': signing
      .map(s => new Webhook(s).sign(id, new Date(at), body))
      .join(' '),
  };
}
