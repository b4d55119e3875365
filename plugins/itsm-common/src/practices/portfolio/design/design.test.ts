import fc from 'fast-check';
import { TIERS } from '../model';
import {
  gateBetween,
  gatesFor,
  judgeGate,
  judgeGates,
  type JudgedSection,
} from '.';
import {
  DESIGN_GATES,
  DESIGN_SECTION_KEYS,
  EVIDENCE_KIND_VALUES,
  SECTION_STATE_VALUES,
  USUAL_GATES,
  type GateBody,
} from './model';
import {
  newDesignEvidenceSchema,
  newMilestoneSchema,
  readinessGateSchema,
  sectionMoveSchema,
} from './schema';
import {
  findWaitingCircle,
  forecastPlan,
  type PlannedMilestone,
} from './timeline';

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) };
const DAY = 86_400_000;
/** A Monday. */
const BEGIN = Date.UTC(2026, 2, 2);
const at = (day: number) => BEGIN + day * DAY;

const kinds = fc.constantFrom(...EVIDENCE_KIND_VALUES);
const anySection: fc.Arbitrary<JudgedSection> = fc.record({
  key: fc.constantFrom(...DESIGN_SECTION_KEYS),
  state: fc.constantFrom(...SECTION_STATE_VALUES),
  changed: fc.boolean(),
  dataChanged: fc.boolean(),
  evidence: fc.array(kinds, { maxLength: 3 }),
});
const anyGate: fc.Arbitrary<GateBody> = fc.record({
  title: fc.constant('Gate'),
  gate: fc.constantFrom(...DESIGN_GATES.map(g => g.value)),
  sections: fc.uniqueArray(
    fc.record({
      section: fc.constantFrom(...DESIGN_SECTION_KEYS),
      evidence: fc.nat(2),
      kinds: fc.option(fc.uniqueArray(kinds, { minLength: 1 }), {
        nil: undefined,
      }),
      mayBeNotNeeded: fc.boolean(),
    }),
    { selector: one => one.section, maxLength: 4 },
  ),
  checks: fc.record(
    {
      score: fc.nat(100),
      highestRisk: fc.integer({ min: 1, max: 25 }),
      milestones: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
});
const anyFacts = fc.record(
  {
    score: fc.nat(100),
    highestRisk: fc.integer({ min: 1, max: 25 }),
    openMilestones: fc.array(fc.constant('Data moved'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

describe('readiness gates', () => {
  it('never pass without what they ask for, and always with it', () => {
    fc.assert(
      fc.property(
        anyGate,
        fc.uniqueArray(anySection, { selector: one => one.key }),
        anyFacts,
        (gate, sections, facts) => {
          const stands = gate.sections.every(asked => {
            const section = sections.find(one => one.key === asked.section);
            if (section?.state === 'not-needed') return asked.mayBeNotNeeded;
            const counted = (section?.evidence ?? []).filter(
              kind => asked.kinds?.includes(kind) ?? true,
            );
            return (
              section?.state === 'accepted' &&
              !section.changed &&
              !section.dataChanged &&
              counted.length >= asked.evidence
            );
          });
          const { score, highestRisk, milestones } = gate.checks;
          const holds =
            (score === undefined || (facts.score ?? -1) >= score) &&
            (highestRisk === undefined ||
              (facts.highestRisk ?? 0) <= highestRisk) &&
            (!milestones || (facts.openMilestones ?? []).length === 0);
          const faults = judgeGate(gate, sections, facts);
          expect(faults.length === 0).toBe(stands && holds);
          // Each says what to do in a sentence.
          for (const { words } of faults)
            expect(words).toMatch(/^[A-Z0-9].*\.$/);
        },
      ),
      RUNS,
    );
  });

  it('what is added to a section that stands never closes one', () => {
    fc.assert(
      fc.property(anyGate, anySection, kinds, (gate, section, kind) => {
        const before = judgeGate(gate, [section], {}).length;
        const more = { ...section, evidence: [...section.evidence, kind] };
        expect(judgeGate(gate, [more], {}).length).toBeLessThanOrEqual(before);
      }),
      RUNS,
    );
  });

  it('are in the way from design and transition, and nowhere else', () => {
    expect(gateBetween('design', 'transition')).toBe('to-transition');
    expect(gateBetween('transition', 'operation')).toBe('operate');
    expect(gateBetween('design', 'operation')).toBe('operate');
    // What runs already is taken in, and what is kept after all runs on.
    expect(gateBetween('idea', 'operation')).toBeUndefined();
    expect(gateBetween('retiring', 'operation')).toBeUndefined();
    expect(gateBetween('transition', 'design')).toBeUndefined();
    expect(gateBetween('design', 'rejected')).toBeUndefined();
  });

  it('are the usual ones until one is defined, and can be for some tiers', () => {
    expect(gatesFor('operate', [], 'tier-1')).toEqual([USUAL_GATES.operate]);
    const strict: GateBody = {
      ...USUAL_GATES.operate,
      title: 'Strict',
      tiers: ['tier-1', 'tier-2'],
    };
    for (const tier of TIERS)
      expect(gatesFor('operate', [strict], tier)).toEqual(
        ['tier-1', 'tier-2'].includes(tier) ? [strict] : [],
      );
    // Who does not know how critical it is asks for all.
    expect(gatesFor('operate', [strict], undefined)).toEqual([strict]);
    expect(gatesFor('to-transition', [strict], 'tier-4')).toEqual([
      USUAL_GATES['to-transition'],
    ]);
  });

  it('say each thing once, however many ask for it', () => {
    const gate = USUAL_GATES.operate;
    expect(judgeGates([gate, gate], [], {})).toEqual(judgeGate(gate, [], {}));
    expect(judgeGate(gate, [], {}).map(({ words }) => words)).toContain(
      'Operational acceptance must be accepted; the section is empty.',
    );
    expect(
      judgeGate(
        {
          ...gate,
          sections: [
            {
              section: 'support',
              evidence: 2,
              kinds: ['link', 'record'],
              mayBeNotNeeded: false,
            },
          ],
          checks: { score: 80, highestRisk: 15, milestones: true },
        },
        [
          {
            key: 'support',
            state: 'accepted',
            changed: false,
            evidence: ['link', 'text'],
          },
        ],
        {
          score: 79.9,
          highestRisk: 16,
          openMilestones: ['Data moved', 'Team trained'],
        },
      ).map(({ words }) => words),
    ).toEqual([
      'Support model has 1 of 2 pieces of evidence (link or record).',
      'Its checklist scores 79 of 100; 80 are asked for.',
      'A risk of 16 of 25 is open; at most 15 may be.',
      '2 milestones are not done, the first one is “Data moved”.',
    ]);
  });
});

/** A plan without circles: each waits for some of those before it. */
const anyPlan = (states: readonly PlannedMilestone['state'][]) =>
  fc
    .array(
      fc.record({
        from: fc.nat(20),
        days: fc.nat(6),
        state: fc.constantFrom(...states),
        waits: fc.array(fc.nat(9), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map(drawn =>
      drawn.map(
        ({ from, days, state, waits }, i): PlannedMilestone => ({
          id: `m${i}`,
          state,
          plannedFrom: at(from),
          plannedTo: at(from + days),
          doneAt: state === 'done' ? at(from) : undefined,
          dependsOn: [...new Set(waits.filter(n => n < i).map(n => `m${n}`))],
        }),
      ),
    );
const laterBy = (
  plan: readonly PlannedMilestone[],
  id: string,
  by: number,
): PlannedMilestone[] =>
  plan.map(one =>
    one.id === id ? { ...one, plannedTo: one.plannedTo + by } : one,
  );

describe('transition plans', () => {
  it('nothing begins before what it waits for is over, nor before it is planned to', () => {
    fc.assert(
      fc.property(
        anyPlan(['planned', 'active', 'done', 'dropped']),
        fc.nat(30),
        (plan, day) => {
          const { milestones, end } = forecastPlan(plan, at(day));
          for (const one of plan) {
            const told = milestones.get(one.id);
            // What was dropped does not count, and holds nothing up.
            expect(told === undefined).toBe(one.state === 'dropped');
            if (!told) continue;
            expect(told.to).toBeLessThanOrEqual(end!);
            expect(told.slack).toBeGreaterThanOrEqual(0);
            if (one.state === 'done') continue;
            expect(told.to).toBeGreaterThanOrEqual(at(day));
            expect(told.from).toBeGreaterThanOrEqual(one.plannedFrom);
            const waitsFor = one.state === 'planned' ? one.dependsOn : [];
            for (const other of waitsFor)
              expect(told.from).toBeGreaterThanOrEqual(
                milestones.get(other)?.to ?? 0,
              );
          }
        },
      ),
      RUNS,
    );
  });

  it('what is critical moves the end when it takes longer, the rest only beyond its slack', () => {
    fc.assert(
      fc.property(
        anyPlan(['planned']),
        fc.integer({ min: 1, max: 5 }),
        (plan, days) => {
          // Before anything begins, so that nothing is late but by what is changed here.
          const now = at(-1);
          const { milestones, end } = forecastPlan(plan, now);
          const by = days * DAY;
          for (const { id, slack, critical } of milestones.values()) {
            expect(critical).toBe(slack === 0);
            const later = forecastPlan(laterBy(plan, id, by), now).end!;
            expect(later - end!).toBe(Math.max(0, by - slack));
          }
          // Something is always what the end waits for.
          const ends = [...milestones.values()].filter(m => m.critical);
          expect(ends.some(({ to }) => to === end)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  it('a plan that is kept slips nowhere', () => {
    fc.assert(
      fc.property(anyPlan(['planned']), plan => {
        const now = at(-1);
        const { milestones } = forecastPlan(plan, now);
        const kept = plan.map(one => {
          const { from, to } = milestones.get(one.id)!;
          return { ...one, plannedFrom: from, plannedTo: to };
        });
        for (const told of forecastPlan(kept, now).milestones.values())
          expect(told).toMatchObject({ slips: 0, delays: [] });
      }),
      RUNS,
    );
  });

  it('a milestone that slips says what it delays', () => {
    const plan: PlannedMilestone[] = [
      {
        id: 'data',
        state: 'active',
        plannedFrom: at(0),
        plannedTo: at(3),
        dependsOn: [],
      },
      {
        id: 'train',
        state: 'planned',
        plannedFrom: at(2),
        plannedTo: at(4),
        dependsOn: [],
      },
      {
        id: 'live',
        state: 'planned',
        plannedFrom: at(4),
        plannedTo: at(5),
        dependsOn: ['data', 'train'],
      },
    ];
    const { milestones, end, plannedEnd } = forecastPlan(plan, at(7));
    expect(end! - plannedEnd!).toBe(3 * DAY);
    expect(milestones.get('data')).toMatchObject({
      to: at(7),
      slips: 4 * DAY,
      critical: true,
      delays: ['live'],
    });
    expect(milestones.get('live')).toMatchObject({
      from: at(7),
      to: at(8),
      critical: true,
    });
  });

  it('finds a circle wherever there is one, as the way around it', () => {
    const graph = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(graph, drawn => {
        const waits = new Map(
          drawn.map((ids, i) => [
            String(i),
            ids.filter(id => id < drawn.length).map(String),
          ]),
        );
        // By another way: what waits for nothing that is left is taken away again and again.
        const left = new Map(waits);
        for (let size = -1; size !== left.size; ) {
          size = left.size;
          for (const [id, ids] of [...left])
            if (ids.every(other => !left.has(other))) left.delete(id);
        }
        const circle = findWaitingCircle(waits);
        expect(circle === undefined).toBe(left.size === 0);
        if (!circle) return;
        expect(circle[0]).toBe(circle[circle.length - 1]);
        circle
          .slice(1)
          .forEach((id, i) => expect(waits.get(circle[i])).toContain(id));
      }),
      RUNS,
    );
  });

  it('long chains are followed to their end', () => {
    const chain = new Map(
      Array.from({ length: 20_000 }, (_, i) => [`${i}`, [`${i + 1}`]]),
    );
    expect(findWaitingCircle(chain)).toBeUndefined();
    chain.set('20000', ['0']);
    expect(findWaitingCircle(chain)).toHaveLength(20_002);
  });
});

describe('what is written', () => {
  const says = (schema: { safeParse(v: unknown): any }, value: unknown) =>
    schema
      .safeParse(value)
      .error?.issues.map((i: any) => `${i.path.join('.')}: ${i.message}`);

  it('is refused with what to do', () => {
    expect(
      says(newDesignEvidenceSchema, {
        kind: 'link',
        // eslint-disable-next-line no-script-url
        url: 'javascript:alert(1)',
      }),
    ).toEqual(['url: must be an address that begins with https:// or http://']);
    expect(says(newDesignEvidenceSchema, { kind: 'text' })).toHaveLength(1);
    expect(says(sectionMoveSchema, { move: 'not-needed' })).toEqual([
      'reason: must say why, for whoever reads it later',
    ]);
    expect(
      says(newMilestoneSchema, {
        title: 'Data moved',
        plannedFrom: '2026-03-02T00:00:00.000Z',
        plannedTo: '2026-03-01T00:00:00.000Z',
      }),
    ).toEqual(['plannedTo: must not be before plannedFrom']);
    const gate = { title: 'Gate', gate: 'operate', sections: [] };
    expect(says(readinessGateSchema, gate)).toEqual([
      'sections: must ask for a section or a check; a gate that asks for nothing is none',
    ]);
    expect(
      says(readinessGateSchema, {
        ...gate,
        sections: [{ section: 'support' }, { section: 'support' }],
      }),
    ).toEqual(['sections.1.section: "support" is asked for already']);
    for (const usual of Object.values(USUAL_GATES))
      expect(readinessGateSchema.parse(usual)).toEqual(usual);
  });
});
