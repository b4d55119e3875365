import type { JournalRow } from '@callboard/plugin-itsm-node';
import { alertNews } from './alertNews';

const entry = (kind: string, payload: object): JournalRow => ({
  position: 1,
  subjectType: 'objective',
  subjectId: 'checkout',
  kind,
  audience: 'internal',
  mode: 'enforce',
  commandId: 'c',
  at: 0,
  recordedAt: 0,
  payload: {
    owner: 'group:default/payments',
    name: 'People can check out',
    severity: 'page',
    ...payload,
  },
});
const started = {
  rate: 14.44,
  rule: { long: 3_600_000 },
  remaining: 0.617,
};

describe('news of an error budget', () => {
  it('tell the owner group that it burns, loudly if it is a page', () => {
    const kind = 'objective.alert.started';
    expect(alertNews.news(entry(kind, started))).toEqual({
      topic: 'objective.alert',
      to: ['group:default/payments'],
      title:
        'People can check out: the error budget burns 14.4 times as fast as it lasts',
      description: 'Measured over the last 1 h. 62 % of it are left.',
      severity: 'critical',
      link: '/itsm/service-levels/objectives/checkout',
    });
    expect(
      alertNews.news(
        entry(kind, { ...started, severity: 'ticket', remaining: -1 }),
      ),
    ).toMatchObject({
      severity: 'normal',
      description: 'Measured over the last 1 h. 0 % of it are left.',
    });
  });

  it('tell them that it is over, where that is wanted', () => {
    const kind = 'objective.alert.ended';
    expect(alertNews.news(entry(kind, { tells: false }))).toBeUndefined();
    expect(alertNews.news(entry(kind, { tells: true }))).toMatchObject({
      topic: 'objective.alert-ended',
      severity: 'low',
    });
  });
});
