import { createHmac, randomBytes, timingSafeEqual } from 'crypto';

const ID_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;
const TOKEN = /^[\w-]{72}$/;

/** What a link says: which invitation it is of, and until when it can be used. */
export interface SurveyLink {
  invitationId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** A secret that links are signed with: 32 random bytes. */
export const newLinkSecret = (): string => randomBytes(32).toString('base64');

const macOf = (body: Buffer, secret: string): Buffer =>
  createHmac('sha256', Buffer.from(secret, 'base64'))
    .update('survey-answer')
    .update(body)
    .digest();

/**
 * The last part of a link: invitation and expiry with their HMAC-SHA256 behind them, in the alphabet of
 * addresses. Nothing of it is kept: whoever has the secret can make it again, and nobody else.
 */
export function writeLink(link: SurveyLink, secret: string): string {
  const body = Buffer.alloc(ID_BYTES + TIME_BYTES);
  body.write(link.invitationId.replace(/-/g, ''), 0, ID_BYTES, 'hex');
  body.writeUIntBE(link.expiresAt, ID_BYTES, TIME_BYTES);
  return Buffer.concat([body, macOf(body, secret)]).toString('base64url');
}

/** What a link says, if we wrote it; whether it can still be used is not asked here. */
export function readLink(
  token: string,
  secret: string,
): SurveyLink | undefined {
  if (!TOKEN.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + TIME_BYTES + MAC_BYTES) return undefined;
  const body = bytes.subarray(0, ID_BYTES + TIME_BYTES);
  if (!timingSafeEqual(bytes.subarray(body.length), macOf(body, secret)))
    return undefined;
  const hex = body.toString('hex', 0, ID_BYTES);
  return {
    invitationId: [
      hex.slice(0, 8),
      hex.slice(8, 12),
      hex.slice(12, 16),
      hex.slice(16, 20),
      hex.slice(20),
    ].join('-'),
    expiresAt: body.readUIntBE(ID_BYTES, TIME_BYTES),
  };
}
