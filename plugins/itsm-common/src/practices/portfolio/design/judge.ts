import type { Tier } from '../model';
import {
  designSectionLabel,
  designGateLabel,
  sectionStateLabel,
  EVIDENCE_KINDS,
  USUAL_GATES,
  type DesignSectionKey,
  type EvidenceKind,
  type DesignGate,
  type GateBody,
  type GateSection,
  type SectionState,
} from './model';

/** What a gate looks at of a section. */
export interface JudgedSection {
  key: DesignSectionKey;
  state: SectionState;
  /** Whether text or evidence are other than what was accepted. */
  changed: boolean;
  /** The same of the data that it rests on. */
  dataChanged?: boolean;
  evidence: readonly EvidenceKind[];
}

/** What the data say of a service; what nobody knows is absent. */
export interface DesignGateFacts {
  score?: number;
  highestRisk?: number;
  /** Titles of milestones that are neither done nor dropped, those of going live left out. */
  openMilestones?: readonly string[];
}

/** One thing that stands in the way. */
export interface GateFault {
  /** Absent for what the data say. */
  section?: DesignSectionKey;
  /** In a sentence. */
  words: string;
}

/** The gates that a service must pass, of all that are defined; the usual one where none is. */
export function gatesFor(
  gate: DesignGate,
  defined: readonly GateBody[],
  tier: Tier | undefined,
): readonly GateBody[] {
  const some = defined.filter(body => body.gate === gate);
  if (some.length === 0) return [USUAL_GATES[gate]];
  return some.filter(
    ({ tiers }) => !tiers || tier === undefined || tiers.includes(tier),
  );
}

const kindWords = (kinds: readonly EvidenceKind[]) =>
  kinds
    .map(kind =>
      EVIDENCE_KINDS.find(
        ({ value }) => value === kind,
      )!.label.toLocaleLowerCase('en-US'),
    )
    .join(' or ');

function sectionFault(
  asked: GateSection,
  section: JudgedSection | undefined,
): string | undefined {
  const label = designSectionLabel(asked.section);
  const state = section?.state ?? 'empty';
  if (state === 'not-needed')
    return asked.mayBeNotNeeded
      ? undefined
      : `${label} is marked as not needed, and this gate asks for it.`;
  if (!section || state !== 'accepted')
    return `${label} must be accepted; the section is ${
      state === 'draft'
        ? 'a draft'
        : sectionStateLabel(state).toLocaleLowerCase('en-US')
    }.`;
  if (section.changed)
    return `${label} was changed since it was accepted; have it accepted again.`;
  if (section.dataChanged)
    return `${label} rests on data that changed since it was accepted; have it accepted again.`;
  const { kinds } = asked;
  const count = section.evidence.filter(
    kind => !kinds || kinds.includes(kind),
  ).length;
  if (count >= asked.evidence) return undefined;
  const of = kinds ? ` (${kindWords(kinds)})` : '';
  return `${label} has ${count} of ${asked.evidence} pieces of evidence${of}.`;
}

function factFaults({ checks }: GateBody, facts: DesignGateFacts): string[] {
  const faults: string[] = [];
  const { score, highestRisk, milestones } = checks;
  if (score !== undefined) {
    if (facts.score === undefined)
      faults.push(
        `Its checklist must score ${score} of 100, and has no score yet.`,
      );
    else if (facts.score < score)
      faults.push(
        `Its checklist scores ${Math.floor(
          facts.score,
        )} of 100; ${score} are asked for.`,
      );
  }
  if (highestRisk !== undefined && (facts.highestRisk ?? 0) > highestRisk)
    faults.push(
      `A risk of ${facts.highestRisk} of 25 is open; at most ${highestRisk} may be.`,
    );
  const open = facts.openMilestones ?? [];
  if (milestones && open.length > 0)
    faults.push(
      open.length === 1
        ? `The milestone “${open[0]}” is not done.`
        : `${open.length} milestones are not done, the first one is “${open[0]}”.`,
    );
  return faults;
}

/**
 * What stands between a service and a gate; nothing if it passes. A section counts if it is accepted as
 * it is now and has its evidence, or is not needed where the gate lets that be.
 */
export function judgeGate(
  body: GateBody,
  sections: readonly JudgedSection[],
  facts: DesignGateFacts,
): GateFault[] {
  const byKey = new Map(sections.map(section => [section.key, section]));
  return [
    ...body.sections.flatMap((asked): GateFault[] => {
      const words = sectionFault(asked, byKey.get(asked.section));
      return words ? [{ section: asked.section, words }] : [];
    }),
    ...factFaults(body, facts).map(words => ({ words })),
  ];
}

/** What stands in the way of all gates together, each thing once. */
export function judgeGates(
  bodies: readonly GateBody[],
  sections: readonly JudgedSection[],
  facts: DesignGateFacts,
): GateFault[] {
  const seen = new Set<string>();
  return bodies
    .flatMap(body => judgeGate(body, sections, facts))
    .filter(({ words }) => !seen.has(words) && seen.add(words));
}

/** Why a transition is refused, in one paragraph. */
export const gateRefusal = (
  gate: DesignGate,
  faults: readonly Pick<GateFault, 'words'>[],
): string =>
  `The gate “${designGateLabel(gate)}” is closed. ${faults
    .map(({ words }) => words)
    .join(' ')}`;
