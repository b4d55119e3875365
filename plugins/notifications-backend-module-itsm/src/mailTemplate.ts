import type { NotificationTemplateRenderer } from '@backstage/plugin-notifications-backend-module-email';
import type { Notification } from '@backstage/plugin-notifications-common';
import { resolveNotificationLink } from '@backstage/plugin-notifications-node';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, character => ENTITIES[character]);

/**
 * What a mail says: title as subject, description, and the link. Without a template Backstage's
 * mail module writes a description into HTML as it is, and ours are what people wrote: a comment
 * could put links and pictures of its own into the mail of whoever works on the record.
 *
 * @param baseUrl - of the portal, which links begin with
 */
export function mailTemplate(baseUrl: string): NotificationTemplateRenderer {
  const partsOf = ({ payload }: Notification) => [
    ...(payload.description ? [payload.description] : []),
    resolveNotificationLink(payload.link ?? '/notifications', baseUrl)!,
  ];
  return {
    async getSubject({ payload }) {
      return payload.title;
    },
    async getText(notification) {
      return partsOf(notification).join('\n\n');
    },
    async getHtml(notification) {
      const parts = partsOf(notification).map(escapeHtml);
      const link = parts.pop();
      const words = parts.map(part => part.replace(/\n/g, '<br/>'));
      return [...words, `<a href="${link}">${link}</a>`]
        .map(part => `<p>${part}</p>`)
        .join('');
    },
  };
}
