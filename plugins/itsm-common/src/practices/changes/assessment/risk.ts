import type { ChangeType, ExpectedImpact, RiskLevel } from '../model';
import { busyWithin } from './busyHours';
import type { RiskModel } from './riskModel';

/** All that a risk is reckoned of. What is not known is absent, and gives no points. */
export interface RiskFacts {
  changeType: ChangeType;
  expectedImpact: ExpectedImpact;
  /** How many items it names. */
  items: number;
  /** How many others fail with them; absent where nothing knows it. */
  blast?: number;
  /** How many of both there are of each tier; those without one are not counted. */
  tiers?: Readonly<Record<string, number>>;
  /** How many redundancies hold, and have nothing left to lose. */
  spentRedundancies?: number;
  window?: {
    /** Milliseconds since the epoch. */
    from: number;
    to: number;
    /** Whether it meets a freeze of what it hits. */
    inFreeze: boolean;
    /** Whether all of it lies within a maintenance window. */
    inMaintenance: boolean;
  };
  /** What is written down. */
  has?: { plan: boolean; testEvidence: boolean; rollbackPlan: boolean };
  /** How many conflicts there are of each kind. */
  conflicts?: { change: number; joint: number; 'major-incident': number };
  /** Milliseconds since the epoch. */
  now: number;
}

/** One thing that makes a change risky, or less so. */
export interface RiskFactor {
  /** E.g. `blast`; of an engine from elsewhere with its id before it. */
  key: string;
  label: string;
  points: number;
  /** What was looked at, short: `1,204 items`. */
  value: string;
  /** Why it counts, in one sentence. */
  words: string;
}

/** How risky a change is, and why. */
export interface Risk {
  level: RiskLevel;
  /** The sum of all points, at least 0. */
  score: number;
  /** All that was looked at, those without points too, in the order of the model. */
  factors: RiskFactor[];
  /** Whose verdict it is: the title of the model, or of the engine. */
  by: string;
}

const HOUR = 3_600_000;
const number = (n: number) =>
  n.toLocaleString('en-US', { maximumFractionDigits: 1 });
const counted = (n: number, one: string, many = `${one}s`) =>
  `${number(n)} ${n === 1 ? one : many}`;
const has = (n: number) => (n === 1 ? 'has' : 'have');

interface Step {
  from: number;
  points: number;
}

/** The points of the highest step that is reached. */
function reached(steps: readonly Step[], value: number): number {
  let highest: Step | undefined;
  for (const step of steps)
    if (value >= step.from && (!highest || step.from > highest.from))
      highest = step;
  return highest?.points ?? 0;
}

/** From how many points on it is which level. */
export function levelOf(score: number, levels: RiskModel['levels']): RiskLevel {
  if (score >= levels['very-high']) return 'very-high';
  if (score >= levels.high) return 'high';
  return score >= levels.medium ? 'medium' : 'low';
}

const TYPE_WORDS: Record<ChangeType, string> = {
  standard: 'A standard change has been done before, in the same way.',
  normal: 'A normal change is looked at and decided before it is done.',
  emergency: 'An emergency change is done before all of it was looked at.',
};
const IMPACT_WORDS: Record<ExpectedImpact, string> = {
  none: 'Nothing is expected to happen to what it affects.',
  degraded: 'What it affects is expected to be degraded meanwhile.',
  down: 'What it affects is expected to be down meanwhile.',
};

/** `tier 1`, but not `tier tier-1`. */
const tierName = (attribute: string, tier: string) =>
  tier.startsWith(attribute) ? tier : `${attribute} ${tier}`;

function* hitFactors(
  facts: RiskFacts,
  model: RiskModel,
): Generator<RiskFactor> {
  if (model.blast && facts.blast !== undefined) {
    yield {
      key: 'blast',
      label: 'Blast radius',
      points: reached(model.blast, facts.blast),
      value: counted(facts.blast, 'item'),
      words:
        facts.blast === 0
          ? 'Nothing else fails if what it affects does.'
          : `If what it affects fails, ${counted(
              facts.blast,
              'other item fails',
              'other items fail',
            )} too.`,
    };
  }
  if (model.tiers && facts.tiers) {
    let highest: { tier: string; points: number } | undefined;
    for (const [tier, points] of Object.entries(model.tiers.points))
      if (facts.tiers[tier] > 0 && (!highest || points > highest.points))
        highest = { tier, points };
    yield {
      key: 'tier',
      label: 'Most important item hit',
      points: highest?.points ?? 0,
      value: highest ? tierName(model.tiers.attribute, highest.tier) : 'none',
      words: highest
        ? `It hits ${counted(facts.tiers[highest.tier], 'item')} of ${tierName(
            model.tiers.attribute,
            highest.tier,
          )}.`
        : `It hits no item of a ${model.tiers.attribute} that counts.`,
    };
  }
  if (
    model.spentRedundancy !== undefined &&
    facts.spentRedundancies !== undefined
  ) {
    const spent = facts.spentRedundancies;
    yield {
      key: 'spent-redundancy',
      label: 'Redundancy used up',
      points: spent * model.spentRedundancy,
      value: number(spent),
      words:
        spent === 0
          ? 'No redundancy loses its last reserve.'
          : `${counted(spent, 'redundancy', 'redundancies')} ${has(
              spent,
            )} nothing left to lose meanwhile.`,
    };
  }
}

function* windowFactors(
  { window, now }: RiskFacts,
  model: RiskModel,
): Generator<RiskFactor> {
  const rules = model.window;
  if (!rules || !window) return;
  const hours = (window.to - window.from) / HOUR;
  if (rules.busyHours) {
    const { timezone, points } = rules.busyHours;
    const busy = busyWithin(window, rules.busyHours);
    yield {
      key: 'busy-hours',
      label: 'Busy hours',
      points: busy > 0 ? points : 0,
      value: busy > 0 ? `${number(busy / HOUR)} h of it` : 'outside',
      words:
        busy > 0
          ? `Its window reaches into busy hours (${rules.busyHours.from} to ${rules.busyHours.to} ${timezone}).`
          : `Its window keeps out of busy hours (${rules.busyHours.from} to ${rules.busyHours.to} ${timezone}).`,
    };
  }
  if (rules.freeze !== undefined) {
    yield {
      key: 'freeze',
      label: 'Change freeze',
      points: window.inFreeze ? rules.freeze : 0,
      value: window.inFreeze ? 'within' : 'outside',
      words: window.inFreeze
        ? 'Its window lies within a change freeze of something that it hits.'
        : 'Its window meets no change freeze.',
    };
  }
  if (rules.maintenance !== undefined) {
    yield {
      key: 'maintenance',
      label: 'Maintenance window',
      points: window.inMaintenance ? rules.maintenance : 0,
      value: window.inMaintenance ? 'within' : 'outside',
      words: window.inMaintenance
        ? 'It is done within a maintenance window, when people expect it.'
        : 'It is not done within a maintenance window.',
    };
  }
  if (rules.hours) {
    yield {
      key: 'duration',
      label: 'Length of the window',
      points: reached(rules.hours, hours),
      value: `${number(hours)} h`,
      words: `Its window is ${counted(
        Math.round(hours * 10) / 10,
        'hour',
      )} long.`,
    };
  }
  if (rules.shortNotice) {
    const ahead = (window.from - now) / HOUR;
    const isShort = ahead < rules.shortNotice.hours;
    yield {
      key: 'notice',
      label: 'Notice',
      points: isShort ? rules.shortNotice.points : 0,
      value: ahead < 0 ? 'begun' : `${number(ahead)} h`,
      words: isShort
        ? `It is less than ${counted(
            rules.shortNotice.hours,
            'hour',
          )} from when it was filed until it begins.`
        : 'There is time to prepare for it.',
    };
  }
}

const TEXTS = [
  ['plan', 'Implementation plan', 'what is to be done'],
  ['testEvidence', 'Test evidence', 'that it was tried before'],
  ['rollbackPlan', 'Rollback plan', 'how it is undone'],
] as const;

function* textFactors(
  { has: written }: RiskFacts,
  { missing }: RiskModel,
): Generator<RiskFactor> {
  if (!missing || !written) return;
  for (const [key, label, what] of TEXTS) {
    if (missing[key] === 0) continue;
    yield {
      key: `missing-${key}`,
      label,
      points: written[key] ? 0 : missing[key],
      value: written[key] ? 'written' : 'missing',
      words: written[key]
        ? `It is written down ${what}.`
        : `It is not written down ${what}.`,
    };
  }
}

const CONFLICTS = [
  ['change', 'Conflicting changes', 'change', 'changes'],
  ['joint', 'Joint outages', 'change', 'changes'],
  ['major-incident', 'Major incidents', 'major incident', 'major incidents'],
] as const;

function* conflictFactors(
  { conflicts }: RiskFacts,
  { conflicts: rules }: RiskModel,
): Generator<RiskFactor> {
  if (!rules || !conflicts) return;
  for (const [key, label, one, many] of CONFLICTS) {
    if (rules[key] === 0) continue;
    const n = conflicts[key];
    const what =
      key === 'joint'
        ? 'would together with it use up a redundancy'
        : `${n === 1 ? 'is' : 'are'} on the same or connected items meanwhile`;
    yield {
      key: `conflicts-${key}`,
      label,
      points: n > 0 ? rules[key] : 0,
      value: number(n),
      words:
        n > 0
          ? `${counted(n, one, many)} ${what}.`
          : `No ${one} ${
              key === 'joint'
                ? 'would together with it use up a redundancy'
                : 'is on the same or connected items meanwhile'
            }.`,
    };
  }
}

/** Reckons the risk. A function of the facts and the model alone. */
export function assessRisk(facts: RiskFacts, model: RiskModel): Risk {
  const factors: RiskFactor[] = [];
  if (model.types) {
    factors.push({
      key: 'type',
      label: 'Type of change',
      points: model.types[facts.changeType],
      value: facts.changeType,
      words: TYPE_WORDS[facts.changeType],
    });
  }
  if (model.expectedImpact) {
    factors.push({
      key: 'expected-impact',
      label: 'Expected impact',
      points: model.expectedImpact[facts.expectedImpact],
      value: facts.expectedImpact,
      words: IMPACT_WORDS[facts.expectedImpact],
    });
  }
  factors.push(
    ...hitFactors(facts, model),
    ...windowFactors(facts, model),
    ...textFactors(facts, model),
    ...conflictFactors(facts, model),
  );
  const sum = factors.reduce((total, { points }) => total + points, 0);
  const score = Math.max(0, sum);
  return {
    level: levelOf(score, model.levels),
    score,
    factors,
    by: model.title,
  };
}

const ORDER: readonly RiskLevel[] = ['low', 'medium', 'high', 'very-high'];

/** Of several verdicts the one that counts: the highest level, then the most points, then the first. */
export function highestRisk(risks: readonly Risk[]): Risk {
  return risks.reduce((highest, risk) => {
    const above = ORDER.indexOf(risk.level) - ORDER.indexOf(highest.level);
    return above > 0 || (above === 0 && risk.score > highest.score)
      ? risk
      : highest;
  });
}
