import type {
  ChangeConsequence,
  IncidentsOnItem,
  RepeatedTitle,
} from '@callboard/plugin-itsm-node';
import { windowsAt } from '../windows';
import { ageingBacklog } from './ageingBacklog';
import { changesThatCauseIncidents } from './changesThatCauseIncidents';
import { gapsInCmdb } from './gapsInCmdb';
import type { Found, Tools } from './model';
import { noisyServices } from './noisyServices';
import { repeatedInWords } from './repeatedInWords';
import { repeatedOnItem } from './repeatedOnItem';
import { slowApprovals, type Waited } from './slowApprovals';
import { timeHeld } from './timeHeld';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 26, 12);
const tools: Tools = {
  windows: windowsAt(NOW, 'UTC'),
  effort: { incident: 2, breach: 1, approval: 0.5, aged: 0.5, gap: 0.25 },
  nameOf: ref => ref.split('/')[1],
};
const daysAgo = (days: number) => NOW - days * DAY;
const figure = ({ evidence }: Found, label: string) =>
  evidence.figures.find(one => one.label === label);
const subjects = (found: readonly Found[]) => found.map(one => one.subject);
const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

const KAFKA = 'resource:default/kafka';
const CACHE = 'resource:default/cache';
const EMAIL = 'component:default/email';
const CART = 'component:default/cart';
const PAYMENTS = 'group:default/payments';
const STORE = 'group:default/storefront';

describe('the time that is looked at', () => {
  it('is the 90 whole days before today in the zone of the numbers, and the 90 before', () => {
    const { now, before, slots } = windowsAt(NOW, 'Europe/Vienna');
    expect(new Date(now.to).toISOString()).toBe('2026-11-25T23:00:00.000Z');
    // Summer time ended in between.
    expect(new Date(now.from).toISOString()).toBe('2026-08-27T22:00:00.000Z');
    expect(new Date(before.from).toISOString()).toBe(
      '2026-05-29T22:00:00.000Z',
    );
    expect(slots).toHaveLength(12);
    expect(slots[0].from).toBe(before.from);
    expect(slots[5].to).toBe(now.from);
    expect(slots[6].from).toBe(now.from);
    expect(slots[11].to).toBe(now.to);
  });
});

describe('repeated on an item', () => {
  const row = (
    ciRef: string,
    slot: number,
    count: number,
    serviceRef = EMAIL,
  ): IncidentsOnItem => ({
    ciRef,
    serviceRef,
    slot,
    count,
    openMs: count * 3 * HOUR,
  });
  const volumes = new Map([[EMAIL, 30]]);

  it('is found where incidents come back to it, with what half of them cost', () => {
    const found = repeatedOnItem(
      {
        onItems: [
          row(KAFKA, 2, 4),
          row(KAFKA, 7, 8),
          row(KAFKA, 9, 3, CART),
          row(KAFKA, 11, 1),
        ],
        total: 48,
        volumes,
      },
      tools,
    );
    expect(found).toHaveLength(1);
    const [kafka] = found;
    expect(kafka).toMatchObject({
      subject: KAFKA,
      size: 12,
      title: 'kafka had 12 incidents in 90 days',
      serviceRef: EMAIL,
      entities: [KAFKA, EMAIL, CART],
      // 12 in three months are 4 a month; half of them at 2 h each.
      estimate: {
        hours: 4,
        formula: '4 incidents a month × 2 h × ½ = 4 h a month',
      },
      // 30 in three months, less half of the 9 of this service that are about it.
      measure: { kpi: 'incidents.volume', target: 9, direction: 'down' },
    });
    expect(figure(kafka, 'Incidents')).toMatchObject({ value: 12, before: 4 });
    expect(figure(kafka, 'Of all incidents')!.value).toBe(0.25);
    expect(figure(kafka, 'Open, together')).toMatchObject({
      value: 36 * HOUR,
      before: 12 * HOUR,
    });
    expect(kafka.evidence.series!.points.map(p => p.value)).toEqual([
      0, 0, 4, 0, 0, 0, 0, 8, 0, 3, 0, 1,
    ]);
    expect(kafka.evidence.rows!.items).toMatchObject([
      { ref: EMAIL, value: 9 },
      { ref: CART, value: 3 },
    ]);
  });

  it('is not found where there are few, or where it is getting less by itself', () => {
    const look = (onItems: IncidentsOnItem[]) =>
      subjects(repeatedOnItem({ onItems, total: 40, volumes }, tools));
    expect(look([row(KAFKA, 8, 5)])).toEqual([]);
    expect(look([row(KAFKA, 8, 6)])).toEqual([KAFKA]);
    expect(look([row(KAFKA, 1, 8), row(KAFKA, 8, 6)])).toEqual([KAFKA]);
    expect(look([row(KAFKA, 1, 9), row(KAFKA, 8, 6)])).toEqual([]);
  });
});

describe('repeated in words', () => {
  const title = (
    text: string,
    days: number,
    more: Partial<RepeatedTitle> = {},
  ): RepeatedTitle => ({
    title: text,
    openedAt: daysAgo(days),
    openMs: HOUR,
    serviceRef: EMAIL,
    ...more,
  });
  const look = (titles: RepeatedTitle[]) =>
    repeatedInWords(
      { titles, language: 'english', volumes: new Map([[EMAIL, 12]]) },
      tools,
    );
  const SAYS = [
    'Order mails are late',
    'The mail of an order is late',
    'Late order mails, again',
  ];

  it('is found by the words that titles share, in whatever order and with whatever endings', () => {
    const found = look([
      ...times(7, i => title(SAYS[i % 3], 3 + i)),
      ...times(3, i => title(SAYS[0], 100 + i)),
      // Something else of the same service.
      ...times(5, i => title('Password forgotten', 5 + i)),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      subject: 'late mail ord',
      size: 7,
      title: '7 incidents in 90 days say “order mails late”',
      entities: [EMAIL],
      // 7 in three months at 2 h, half of them: 2.33 h.
      estimate: { hours: 2.3 },
    });
    expect(figure(found[0], 'Incidents')).toMatchObject({
      value: 7,
      before: 3,
    });
    // The first two are the same words.
    expect(figure(found[0], 'Ways of saying it')!.value).toBe(2);
  });

  it('is not found for one word, for different things, or for what is all about one item', () => {
    expect(look(times(9, i => title('Help', i + 1)))).toEqual([]);
    expect(
      look(
        times(9, i =>
          title(
            `Order ${'abcdefghi'[i].repeat(5)} ${'rstuvwxyz'[i].repeat(6)}`,
            i + 1,
          ),
        ),
      ),
    ).toEqual([]);
    const about = (item: number) =>
      subjects(
        look(
          times(10, i =>
            title(SAYS[0], i + 1, i < item ? { ciRef: KAFKA } : {}),
          ),
        ),
      );
    expect(about(8)).toEqual([]);
    expect(about(7)).toEqual(['late mail ord']);
  });
});

describe('where time goes', () => {
  const look = (count: number, share: number) =>
    timeHeld(
      {
        now: [
          { ownerRef: PAYMENTS, count, heldMs: share * 100 * HOUR },
          { ownerRef: STORE, count: 4, heldMs: (1 - share) * 100 * HOUR },
        ],
        before: [{ ownerRef: PAYMENTS, count: 2, heldMs: 10 * HOUR }],
        totalMs: 100 * HOUR,
        totalBeforeMs: 40 * HOUR,
      },
      tools,
    );

  it('is found with a team that had much of it', () => {
    const [found, ...rest] = look(6, 0.6);
    expect(rest).toEqual([]);
    expect(found).toMatchObject({
      subject: PAYMENTS,
      title: '60 % of the time of missed promises passed at payments',
      ownerRef: PAYMENTS,
      // 6 in three months at an hour, half of them.
      estimate: { hours: 1 },
      // Half of a third of 60 h.
      measure: { statistic: 'sum', target: 10 * HOUR },
    });
    expect(figure(found, 'Working time held')).toMatchObject({
      value: 60 * HOUR,
      before: 10 * HOUR,
    });
    expect(figure(found, 'Of all teams')).toMatchObject({
      value: 0.6,
      before: 0.25,
    });
  });

  it('is not found of a few promises or a small part', () => {
    expect(look(4, 0.6)).toEqual([]);
    expect(look(6, 0.19)).toEqual([]);
    expect(subjects(look(6, 0.2))).toEqual([PAYMENTS]);
  });
});

describe('changes that cause incidents', () => {
  const change = (
    incidents: number,
    more: Partial<ChangeConsequence> = {},
    days = 10,
  ): ChangeConsequence => ({
    at: daysAgo(days),
    serviceRef: CART,
    ownerRef: STORE,
    incidents,
    ...more,
  });
  const OTHERS = times(20, i =>
    change(i === 0 ? 1 : 0, { serviceRef: EMAIL, ownerRef: PAYMENTS }),
  );
  const look = (changes: ChangeConsequence[]) =>
    changesThatCauseIncidents(
      { changes, templates: new Map([['flags', 'Switch a flag']]) },
      tools,
    );

  it('are found by their template, and not once more by their service and team', () => {
    const found = look([
      ...OTHERS,
      ...times(8, i => change(i < 3 ? 2 : 0, { templateKey: 'flags' })),
      ...times(4, i => change(i < 1 ? 1 : 0, { templateKey: 'flags' }, 120)),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      subject: 'template flags',
      size: 6,
      title: '3 of 8 changes from the template Switch a flag caused incidents',
      serviceRef: CART,
      // 6 in three months at 2 h, half of them.
      estimate: { hours: 2 },
      measure: { where: { templateKey: ['flags'] } },
    });
    expect(figure(found[0], 'Changes that caused incidents')).toMatchObject({
      value: 0.375,
      before: 0.25,
    });
    expect(figure(found[0], 'All other changes')!.value).toBe(0.05);
  });

  it('are found by their service where no template has them in common', () => {
    const bad = times(6, i => change(i < 3 ? 1 : 0));
    expect(subjects(look([...OTHERS, ...bad]))).toEqual([`service ${CART}`]);
  });

  it('are not found where few do, or others do as often', () => {
    expect(look([...OTHERS, ...times(8, i => change(i < 2 ? 1 : 0))])).toEqual(
      [],
    );
    expect(look([...OTHERS, ...times(4, () => change(1))])).toEqual([]);
    const asOften = times(20, i =>
      change(i < 5 ? 1 : 0, { serviceRef: EMAIL, ownerRef: PAYMENTS }),
    );
    expect(look([...asOften, ...times(8, i => change(i < 3 ? 1 : 0))])).toEqual(
      [],
    );
  });
});

describe('slow approvals', () => {
  const waited = (
    key: string,
    hours: number,
    more: Partial<Waited> = {},
  ): Waited => ({
    by: 'policy',
    key,
    title: 'Two more eyes',
    at: daysAgo(7),
    waitedMs: hours * HOUR,
    ...more,
  });
  const QUICK = times(10, () => waited('quick', 5));
  const look = (decisions: Waited[]) => slowApprovals({ decisions }, tools);

  it('are found by policy and by group, by the median', () => {
    const found = look([
      ...QUICK,
      ...[1, 20, 30, 40, 50, 60, 70, 80].map(h => waited('eyes', h)),
      ...[10, 12, 14].map(h => waited('eyes', h, { at: daysAgo(100) })),
      ...times(8, () => waited(STORE, 72, { by: 'group', title: undefined })),
    ]);
    expect(subjects(found)).toEqual(['policy eyes', `group ${STORE}`]);
    expect(found[0]).toMatchObject({
      size: 40 * HOUR,
      title: 'Half of the decisions by “Two more eyes” take more than 40 h',
      entities: [],
      // 8 in three months at half an hour, half of them: 0.67 h.
      estimate: { hours: 0.7 },
    });
    expect(figure(found[0], 'Time to decide, median')).toMatchObject({
      value: 40 * HOUR,
      before: 12 * HOUR,
    });
    expect(figure(found[0], 'All others')!.value).toBe(5 * HOUR);
    expect(found[1].title).toBe(
      'Half of what storefront decides waits for more than 3 days',
    );
  });

  it('are not found of few decisions, within a day, or where others take as long', () => {
    expect(look([...QUICK, ...times(7, () => waited('eyes', 90))])).toEqual([]);
    expect(look([...QUICK, ...times(8, () => waited('eyes', 23))])).toEqual([]);
    const slow = times(10, () => waited('also', 40));
    expect(look([...slow, ...times(8, () => waited('eyes', 60))])).toEqual([]);
  });
});

describe('noisy services', () => {
  const begin = Date.UTC(2026, 4, 25);
  const week = (value: number, i: number) => ({
    from: new Date(begin + i * 7 * DAY).toISOString(),
    to: new Date(begin + (i + 1) * 7 * DAY).toISOString(),
    value,
  });
  const usual = [2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3];
  const look = (...lately: number[]) =>
    noisyServices(
      {
        services: [
          { serviceRef: CART, weeks: [...usual, ...lately].map(week) },
        ],
      },
      tools,
    );

  it('are found by Shewhart’s limits', () => {
    const [found] = look(8, 7, 9);
    expect(found).toMatchObject({
      subject: CART,
      size: 8,
      title: 'cart has 8 incidents a week, 2.5 are usual',
      // 5.5 more a week, 52 ÷ 12 weeks, 2 h each.
      estimate: { hours: 47.7 },
      // 2.5 a week are 32 in 90 days, a third of that a month.
      measure: { target: 11 },
    });
    // 2.5 + 2.66 × 1.
    expect(figure(found, 'Usual at most')!.value).toBeCloseTo(5.16, 10);
    expect(found.evidence.series!.limits).toMatchObject({ centre: 2.5 });
  });

  it('are not found within their limits, when they got quieter, or after it is over', () => {
    expect(look(4, 4, 4)).toEqual([]);
    expect(look(0, 0, 0)).toEqual([]);
    expect(look(9, 9, 2, 3, 2)).toEqual([]);
  });
});

describe('ageing backlog', () => {
  const look = (count: number, before: number, ownerRef?: string) =>
    ageingBacklog(
      {
        now: [{ ownerRef, count, openMs: count * 50 * DAY }],
        before: [{ ownerRef, count: before, openMs: before * 40 * DAY }],
      },
      tools,
    );

  it('is found with a team that has more old incidents than before', () => {
    const [found] = look(9, 4, PAYMENTS);
    expect(found).toMatchObject({
      subject: PAYMENTS,
      title: '9 incidents with payments have been open for more than 30 days',
      estimate: { hours: 4.5 },
      measure: { kpi: 'incidents.backlog-age', target: 30 * DAY },
    });
    expect(figure(found, 'Age on average')!.value).toBe(50 * DAY);
  });

  it('is not found where there are few, no more than before, or no team', () => {
    expect(look(4, 0, PAYMENTS)).toEqual([]);
    expect(look(9, 9, PAYMENTS)).toEqual([]);
    expect(look(9, 4)).toEqual([]);
  });
});

describe('gaps in the CMDB', () => {
  const gap = (ref: string, label: string) => ({ ref, rule: 'any', label });
  const look = (incidents: number, gaps: ReturnType<typeof gap>[]) =>
    gapsInCmdb(
      {
        services: [
          { serviceRef: CART, incidents, before: 2, items: [CART, CACHE] },
          { serviceRef: EMAIL, incidents: 30, before: 2, items: [EMAIL] },
        ],
        gaps,
      },
      tools,
    );

  it('are found where a service with incidents has items that lack something', () => {
    const found = look(12, [
      gap(CACHE, 'No owner'),
      gap(CACHE, 'Required attribute missing: runbook'),
      gap(CART, 'Required attribute missing: runbook'),
      gap(KAFKA, 'No owner'),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      subject: CART,
      size: 3,
      title: 'cart had 12 incidents, and 3 things are missing about its items',
      entities: [CART, CACHE],
      // 12 in three months at a quarter of an hour, half of them.
      estimate: { hours: 0.5 },
    });
    expect(found[0].evidence.rows!.items).toEqual([
      { label: 'Required attribute missing: runbook', value: 2 },
      { label: 'No owner', value: 1 },
    ]);
  });

  it('are not found where nothing is missing, or hardly anything goes wrong', () => {
    expect(look(12, [])).toEqual([]);
    expect(look(4, [gap(CACHE, 'No owner')])).toEqual([]);
  });
});
