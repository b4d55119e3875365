import type { OtherNews } from '../news/NotificationChannel';
import type { EndpointStore } from './EndpointStore';

/** What administrators read when a receiver has switched itself off. */
export function tellsAdmins(endpoints: EndpointStore): OtherNews {
  return async delivery => {
    const endpoint = await endpoints.get(delivery.subjectId);
    if (!endpoint || endpoint.enabled) return undefined;
    const { host } = new URL(endpoint.url);
    return {
      title: `The webhook to ${host} was switched off`,
      description: `${endpoint.disabledReason}. Once the receiver is repaired, switch it on again and send again what failed.`,
      severity: 'high',
      topic: delivery.topic,
      scope: `${endpoint.id}:${delivery.topic}`,
      link: '/itsm',
    };
  };
}
