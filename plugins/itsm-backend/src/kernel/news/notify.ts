import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';

const TIMEOUT_MS = 10_000;

/**
 * Notifies users. The service waits without end for an answer; what sends must not.
 *
 * @throws Error if there is no answer within 10 seconds
 */
export async function notify(
  notifications: NotificationService,
  to: string | readonly string[],
  payload: NotificationPayload,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('No answer within 10 seconds')),
      TIMEOUT_MS,
    );
  });
  const sent = notifications.send({
    recipients: { type: 'entity', entityRef: [to].flat() },
    payload,
  });
  try {
    await Promise.race([sent, late]);
  } finally {
    clearTimeout(timer);
  }
}
