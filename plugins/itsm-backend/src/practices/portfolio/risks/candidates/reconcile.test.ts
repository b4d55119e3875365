import type { RiskCandidateState } from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import type { FoundRisk } from './finders/model';
import { infeasiblePromises } from './finders/promises';
import { alone, singlePoints } from './finders/singlePoints';
import { reconcileRisks, type CandidateRow } from './reconcile';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
const NOW = Date.UTC(2026, 10, 26);

const found = (subject: string, severity: number): FoundRisk => ({
  finder: 'no-owner',
  subject,
  severity,
  likelihood: 2,
  impact: 3,
  title: subject,
  why: 'It says so.',
  remedy: 'Mend it.',
  entities: [],
  facts: [],
});
const subjects = ['a', 'b', 'c', 'd'];
/** What is found when it is looked: some of the subjects, each as bad as it is. */
const look = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom(...subjects), fc.integer({ min: 1, max: 5 })),
    { selector: ([subject]) => subject },
  )
  .map(all => all.map(([subject, severity]) => found(subject, severity)));
/** Looks, and what somebody decides about a subject between them. */
const story = fc.array(
  fc.record({
    found: look,
    decides: fc.option(
      fc.tuple(
        fc.constantFrom(...subjects),
        fc.constantFrom<RiskCandidateState>('accepted', 'dismissed'),
      ),
      { nil: undefined },
    ),
    closes: fc.boolean(),
  }),
  { maxLength: 8 },
);

describe('what was found beside what is kept', () => {
  const again = (
    kept: readonly CandidateRow[],
    what: readonly FoundRisk[],
    closed: ReadonlyMap<string, string> = new Map(),
  ) =>
    reconcileRisks({
      found: what,
      looked: ['no-owner'],
      kept,
      closed,
      now: NOW,
    });
  const keep = (
    kept: readonly CandidateRow[],
    rows: readonly CandidateRow[],
  ): CandidateRow[] => [
    ...new Map([...kept, ...rows].map(row => [row.id, row])).values(),
  ];

  it('is one row for each subject; decided ones come back only if worse; looking twice changes nothing', () => {
    fc.assert(
      fc.property(story, steps => {
        let kept: CandidateRow[] = [];
        for (const { found: what, decides, closes } of steps) {
          const closed = new Map(
            closes
              ? kept
                  .filter(row => row.state === 'accepted')
                  .map(row => [row.id, 'RSK-1'])
              : [],
          );
          const before = new Map(kept.map(row => [row.subject, row]));
          const result = again(kept, what, closed);
          kept = keep(kept, result.rows);
          expect(new Set(kept.map(row => row.subject)).size).toBe(kept.length);
          const severities = new Map(what.map(o => [o.subject, o.severity]));
          for (const row of kept) {
            const was = before.get(row.subject);
            const severity = severities.get(row.subject);
            const decided =
              was?.state === 'dismissed' || was?.state === 'accepted'
                ? was
                : undefined;
            const worse = (severity ?? 0) > (decided?.decidedSeverity ?? 0);
            const mayBeBack =
              decided?.state === 'dismissed' || closed.has(row.id);
            const usual = severity ? 'open' : 'gone';
            const stays = worse && mayBeBack ? 'open' : decided?.state;
            expect(row.state).toBe(decided ? stays : usual);
            const isNew = decided?.state === 'accepted' && row.state === 'open';
            expect(row.round).toBe((was?.round ?? 0) + (isNew ? 1 : 0));
          }
          expect(again(kept, what, closed).told).toEqual([]);
          kept = kept.map(row =>
            decides && row.subject === decides[0] && row.state === 'open'
              ? {
                  ...row,
                  state: decides[1],
                  decidedAt: NOW,
                  decidedSeverity: row.severity,
                }
              : row,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('a finder that could not look leaves what it found alone', () => {
    const [row] = again([], [found('a', 1)]).rows;
    const result = reconcileRisks({
      found: [],
      looked: ['no-backup'],
      kept: [row],
      closed: new Map(),
      now: NOW,
    });
    expect(result).toEqual({ rows: [], told: [], oldTexts: [] });
  });
});

describe('what a source promises', () => {
  it('is told apart where several things of it cannot hold', () => {
    const of = { entityRef: 'component:default/web', source: 'Gold' };
    const titles = infeasiblePromises(
      [
        { ...of, id: 'a', promised: 'availability' },
        { ...of, id: 'b', promised: 'resolution time (P1, P2)' },
      ],
      { now: NOW, things: new Map() },
    ).map(({ title }) => title);
    expect(titles).toEqual([
      'web cannot keep its promised availability: Gold',
      'web cannot keep its promised resolution time (P1, P2): Gold',
    ]);
  });
});

describe('what fails if one thing alone fails', () => {
  const item = (
    ref: string,
    needs: string[],
    of: string[] = [],
    atLeast = 1,
  ) => ({
    ref,
    needs,
    groups: of.length > 0 ? [{ atLeast, of }] : [],
  });

  it('goes along what is needed, through circles, and stops at redundancy', async () => {
    const items = [
      item('shop', ['checkout']),
      item('checkout', ['cart'], ['a', 'b']),
      item('cart', ['checkout', 'db']),
      item('a', []),
      item('b', ['db']),
      item('db', []),
    ];
    const fails = new Map(
      [...alone(items)].map(({ ref, fails: down }) => [ref, [...down].sort()]),
    );
    expect(fails).toEqual(
      new Map([
        ['checkout', ['cart', 'shop']],
        ['cart', ['checkout', 'shop']],
        ['db', ['b', 'cart', 'checkout', 'shop']],
      ]),
    );
    // An API fails with what provides it, and is not told beside it.
    const tools = { now: NOW, things: new Map(), least: 1 };
    const points = await singlePoints(
      [
        item('component:default/web', ['api:default/cart']),
        item('api:default/cart', ['component:default/cart']),
        item('component:default/shop', ['api:default/bank']),
      ],
      { ...tools, pause: async () => {} },
    );
    expect(points.map(({ subject }) => subject)).toEqual([
      'component:default/cart',
      'api:default/bank',
    ]);
    // With both of two gone, what needs one of them goes too.
    const both = [
      item('x', [], ['a', 'b']),
      item('a', ['r']),
      item('b', ['r']),
    ];
    expect([...alone(both)].find(({ ref }) => ref === 'r')?.fails).toEqual(
      expect.arrayContaining(['x']),
    );
  });
});
