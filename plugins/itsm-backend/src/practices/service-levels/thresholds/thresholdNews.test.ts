import type { NewsInput } from '@callboard/plugin-itsm-node';
import { thresholdNews } from './thresholdNews';

const rule = thresholdNews(['incident', 'ci-task']);

const newsOf = (payload: object) =>
  rule.news({
    entry: {
      kind: 'incident.threshold',
      payload: { metric: 'resolution', type: 'sla', tells: [], ...payload },
    },
    record: {
      type: 'incident',
      number: 'INC-7',
      title: 'Checkout fails',
      ownerRef: 'group:default/payments',
    },
  } as unknown as NewsInput);

describe('news of thresholds', () => {
  it('are of records of all types', () => {
    expect(rule.kinds).toEqual(['incident.threshold', 'ci-task.threshold']);
  });

  it.each([
    ['75%', 'INC-7: 75 % of the time for the resolution is used', 'normal'],
    ['100%', 'INC-7: the time for the resolution is used up', 'high'],
    ['120%', 'INC-7: 120 % of the time for the resolution is used', 'high'],
    [
      '-30m',
      'INC-7: 30m of working time are left for the resolution',
      'normal',
    ],
    ['+1h', 'INC-7: the resolution is 1h of working time late', 'high'],
  ])('at %s say "%s"', (at, title, severity) => {
    expect(
      newsOf({ at, tells: ['assignee', 'owner', 'group:default/x'] }),
    ).toEqual([
      expect.objectContaining({
        topic: 'incident.threshold',
        title,
        severity,
        to: [undefined, 'group:default/payments', 'group:default/x'],
        audience: 'requester',
      }),
    ]);
  });

  it('of what teams promise each other are for those who work on it', () => {
    const [news] = newsOf({ at: '75%', type: 'ola' });
    expect(news.audience).toBe('internal');
  });

  it('ask whether it is a major incident, before anything else', () => {
    const [news] = newsOf({ at: '75%', proposesMajor: true });
    expect(news).toMatchObject({
      topic: 'incident.major-proposed',
      severity: 'critical',
      audience: 'internal',
      to: [undefined, 'group:default/payments'],
    });
  });
});
