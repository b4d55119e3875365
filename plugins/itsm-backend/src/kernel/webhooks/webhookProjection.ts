import {
  CLOUD_EVENT_PREFIX,
  cloudEventType,
} from '@callboard/plugin-itsm-common';
import type { JournalRow, Projection } from '@callboard/plugin-itsm-node';
import type { Callers } from '../access/Callers';
import type { Deliveries } from '../deliveries/Deliveries';
import { loadSubjects } from '../deliveries/subjects';
import type { PlannedDelivery } from '../deliveries/types';
import type { Members } from '../news/Members';
import type { RecordTypes } from '../RecordTypes';
import type { Endpoint, EndpointStore } from './EndpointStore';
import { WEBHOOK_SUBJECT } from './journalEndpoint';
import type { RecordPredicates } from './RecordPredicates';
import { whyNot } from './wants';

/** The topic under which administrators hear that a receiver was switched off. */
export const WEBHOOK_DISABLED_TOPIC = 'webhook.disabled';

const topicOf = (type: string, kind: string) =>
  cloudEventType(type, kind).slice(CLOUD_EVENT_PREFIX.length + 1);

/**
 * Plans what receivers are told: which of them wants which entry. An entry that the journal
 * learned before a receiver was switched on is not for it, and history from elsewhere is for
 * none. Administrators hear of receivers that switched themselves off.
 */
export function webhookProjection(deps: {
  endpoints: EndpointStore;
  types: RecordTypes;
  predicates: RecordPredicates;
  deliveries: Deliveries;
  members: Members;
  callers: Callers;
}): Projection {
  const { endpoints, types, predicates, deliveries, members, callers } = deps;

  const about = (entry: JournalRow) => ({
    position: entry.position,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
  });

  return {
    id: 'webhooks',
    title: 'Webhooks to receivers',
    fromNow: true,
    async apply(tx, entries) {
      const off = entries.filter(
        e => e.subjectType === WEBHOOK_SUBJECT && e.kind === 'webhook.disabled',
      );
      if (off.length > 0) {
        const admins = await members.expand(callers.holdersOf('admin'), tx);
        await deliveries.plan(
          tx,
          off.flatMap(entry =>
            admins.map(recipient => ({
              ...about(entry),
              channel: 'notification' as const,
              recipient,
              topic: WEBHOOK_DISABLED_TOPIC,
            })),
          ),
        );
      }
      const told = entries.filter(
        e => e.subjectType === 'record' && e.mode === 'enforce',
      );
      const enabled = (await endpoints.all(tx)).filter(e => e.enabled);
      if (told.length === 0 || enabled.length === 0) return;
      const subjects = await loadSubjects(
        tx,
        types,
        told.map(e => e.subjectId),
      );
      const plan = (entry: JournalRow, to: Endpoint): PlannedDelivery[] => {
        const subject = subjects.get(entry.subjectId);
        if (!subject || entry.recordedAt < to.enabledAt) return [];
        if (whyNot(to, entry, subject, predicates)) return [];
        return [
          {
            ...about(entry),
            channel: 'webhook',
            recipient: to.id,
            topic: topicOf(subject.record.type, entry.kind),
          },
        ];
      };
      await deliveries.plan(
        tx,
        told.flatMap(entry => enabled.flatMap(to => plan(entry, to))),
      );
    },
  };
}
