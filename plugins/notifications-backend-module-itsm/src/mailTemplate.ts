import type { NotificationTemplateRenderer } from '@backstage/plugin-notifications-backend-module-email';
import type { Notification } from '@backstage/plugin-notifications-common';
import { resolveNotificationLink } from '@backstage/plugin-notifications-node';

interface Choice {
  label: string;
  link: string;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, character => ENTITIES[character]);

/** What a notification can be answered with: ours say so in their metadata. */
function choicesOf({ payload }: Notification): Choice[] {
  const choices = payload.metadata?.choices;
  if (!Array.isArray(choices)) return [];
  return (choices as Partial<Choice>[]).flatMap(choice => {
    const { label, link } = choice ?? {};
    return label && /^https?:\/\//.test(String(link))
      ? [{ label: String(label), link: String(link) }]
      : [];
  });
}

/**
 * What a mail says: title as subject, description, and the link. Without a template Backstage's
 * mail module writes a description into HTML as it is, and ours are what people wrote: a comment
 * could put links and pictures of its own into the mail of whoever works on the record. What asks for
 * one of several answers, e.g. a survey, has a link for each of them.
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
      const parts = partsOf(notification);
      const choices = choicesOf(notification).map(
        ({ label, link }) => `${label}: ${link}`,
      );
      // The link says the same again where each answer has its own.
      return choices.length > 0
        ? [...parts.slice(0, -1), ...choices].join('\n\n')
        : parts.join('\n\n');
    },
    async getHtml(notification) {
      const parts = partsOf(notification).map(escapeHtml);
      const link = parts.pop();
      const words = parts.map(part => part.replace(/\n/g, '<br/>'));
      const choices = choicesOf(notification).map(
        choice =>
          `<a href="${escapeHtml(choice.link)}">${escapeHtml(
            choice.label,
          )}</a>`,
      );
      const ways =
        choices.length > 0 ? choices : [`<a href="${link}">${link}</a>`];
      return [...words, ...ways].map(part => `<p>${part}</p>`).join('');
    },
  };
}
