import { createHash } from 'crypto';
import type { RouteRequest } from '@callboard/plugin-itsm-node';

const FILE = 'attachment; filename="changes.ics"';

/**
 * Answers a feed. Programs keep it for a while and then ask with its ETag, which Express answers
 * without a body as long as it is the same. Nothing between us and them may keep it: it is one
 * person's, and its address is a secret that nobody else is told.
 */
export function answerFeed(
  { response }: RouteRequest<unknown>['raw'],
  text: string,
): void {
  const etag = createHash('sha256').update(text).digest('base64url');
  response.set({
    ETag: `"${etag}"`,
    'Cache-Control': 'private, max-age=300',
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': FILE,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  response.send(text);
}
