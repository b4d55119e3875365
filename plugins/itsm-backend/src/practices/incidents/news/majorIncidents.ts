import {
  changeOf,
  type News,
  type NewsInput,
  type NewsRule,
} from '@callboard/plugin-itsm-node';

function everybodyConcerned({ record, participants }: NewsInput) {
  return [
    record.assigneeRef,
    record.ownerRef,
    record.requesterRef,
    record.requestedForRef,
    ...participants.map(p => p.principalRef),
  ];
}

/**
 * Major incidents have news of their own: when one is declared, when what is known changes, and
 * when the promised update is late.
 *
 * @param managers - groups and users who hear of every major incident
 */
export function majorIncidentNews(managers: readonly string[]): NewsRule {
  return {
    id: 'major-incidents',
    kinds: ['record.changed', 'incident.update-late'],
    news(input): News[] {
      const { record, entry } = input;
      if (record.type !== 'incident' || !record.major) return [];
      if (entry.kind === 'incident.update-late') {
        return [
          {
            topic: 'incident.update-late',
            to: [record.assigneeRef, record.ownerRef, ...managers],
            title: `${record.number}: the next update is late`,
            description:
              'People were promised an update. Say what is known, even if nothing changed, and when the next one comes.',
            severity: 'high',
            audience: 'internal',
          },
        ];
      }
      const declared = changeOf(input, 'major');
      if (!declared && !changeOf(input, 'majorSummary')) return [];
      return [
        {
          topic: declared ? 'incident.major' : 'incident.major-update',
          to: [...everybodyConcerned(input), ...managers],
          title: `${declared ? 'Major incident' : 'Update on'} ${
            record.number
          }: ${record.title}`,
          description: String(record.majorSummary ?? ''),
          severity: declared ? 'critical' : 'high',
        },
      ];
    },
  };
}
