import type { Tier } from '../model';

/** When a design package may go on: a definition. */
export const READINESS_GATE = 'readiness-gate';
/** What the sections of design packages begin with: a definition. */
export const DESIGN_TEMPLATE = 'design-template';

/** What a design package consists of, in the order in which it is read. */
export const DESIGN_SECTIONS = [
  {
    key: 'requirements',
    label: 'Requirements',
    about: 'What it must do, for whom, and how one sees that it does.',
    prompts: [
      'What must it do, and for whom?',
      'What must it not do?',
      'How do we see that it does what it must?',
    ],
  },
  {
    key: 'architecture',
    label: 'Architecture',
    about: 'What it is made of and what it needs, as the CMDB knows it.',
    prompts: [
      'What is it made of, and what does it need?',
      'Which decisions were taken, and against what?',
    ],
  },
  {
    key: 'service-levels',
    label: 'Service levels',
    about: 'What is promised, and whether that can hold.',
    prompts: [
      'What is promised to whom?',
      'Which promises of others does it rest on?',
    ],
  },
  {
    key: 'capacity',
    label: 'Capacity',
    about: 'How much is expected of it, and how much it can take.',
    prompts: [
      'How much is expected in the first year, and at its peak?',
      'Where does it end, and what is done then?',
    ],
  },
  {
    key: 'availability',
    label: 'Availability',
    about: 'How much of the time it must be there, and how that is reached.',
    prompts: [
      'What fails, how is that noticed, and what goes on without it?',
      'How is it maintained while people use it?',
    ],
  },
  {
    key: 'continuity',
    label: 'Continuity',
    about: 'How it comes back after a disaster, and when that was tried.',
    prompts: [
      'How is it brought back, by whom, and from what?',
      'When was that tried?',
    ],
  },
  {
    key: 'security',
    label: 'Security',
    about: 'What is to be protected, from what, and who looked at that.',
    prompts: [
      'Which data does it hold, and who may see them?',
      'Who looked for weaknesses, and what was found?',
    ],
  },
  {
    key: 'support',
    label: 'Support model',
    about: 'Who helps, when, and with what at hand.',
    prompts: [
      'Who is asked first, and who after that?',
      'Where are the runbooks?',
    ],
  },
  {
    key: 'acceptance',
    label: 'Operational acceptance',
    about: 'That those who will run it agree to run it.',
    prompts: [
      'What was tried before it goes live, and what came of it?',
      'Who runs it from then on, and what do they still need?',
    ],
  },
] as const;
export type DesignSectionKey = (typeof DESIGN_SECTIONS)[number]['key'];
export const DESIGN_SECTION_KEYS = DESIGN_SECTIONS.map(s => s.key) as [
  DesignSectionKey,
  ...DesignSectionKey[],
];
/** What a section is called. */
export const designSectionLabel = (key: DesignSectionKey): string =>
  DESIGN_SECTIONS.find(section => section.key === key)!.label;

/** How far a section is. */
export const SECTION_STATES = [
  { value: 'empty', label: 'Empty' },
  { value: 'draft', label: 'Draft' },
  { value: 'in-review', label: 'In review' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'not-needed', label: 'Not needed' },
] as const;
export type SectionState = (typeof SECTION_STATES)[number]['value'];
export const SECTION_STATE_VALUES = SECTION_STATES.map(s => s.value) as [
  SectionState,
  ...SectionState[],
];
export const sectionStateLabel = (state: SectionState): string =>
  SECTION_STATES.find(({ value }) => value === state)!.label;

/** What can be done with a section. */
export const SECTION_MOVES = [
  {
    value: 'submit',
    label: 'Ask for review',
    from: ['draft'],
    to: 'in-review',
  },
  {
    value: 'accept',
    label: 'Accept',
    from: ['in-review', 'accepted'],
    to: 'accepted',
  },
  {
    value: 'send-back',
    label: 'Send back',
    from: ['in-review', 'accepted'],
    to: 'draft',
  },
  {
    value: 'not-needed',
    label: 'Not needed',
    from: ['empty', 'draft', 'in-review'],
    to: 'not-needed',
  },
  {
    value: 'reopen',
    label: 'Needed after all',
    from: ['not-needed'],
    to: 'draft',
  },
] as const satisfies readonly {
  value: string;
  label: string;
  from: readonly SectionState[];
  to: SectionState;
}[];
export type SectionMove = (typeof SECTION_MOVES)[number]['value'];
export const SECTION_MOVE_VALUES = SECTION_MOVES.map(m => m.value) as [
  SectionMove,
  ...SectionMove[],
];

/** What shows that something is as a section says. */
export const EVIDENCE_KINDS = [
  { value: 'link', label: 'Link' },
  { value: 'record', label: 'Record' },
  { value: 'attachment', label: 'Attachment' },
  { value: 'text', label: 'Note' },
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]['value'];
export const EVIDENCE_KIND_VALUES = EVIDENCE_KINDS.map(e => e.value) as [
  EvidenceKind,
  ...EvidenceKind[],
];

/** How far a milestone is. */
export const MILESTONE_STATES = [
  { value: 'planned', label: 'Planned' },
  { value: 'active', label: 'Under way' },
  { value: 'done', label: 'Done' },
  { value: 'dropped', label: 'Dropped' },
] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number]['value'];
export const MILESTONE_STATE_VALUES = MILESTONE_STATES.map(m => m.value) as [
  MilestoneState,
  ...MilestoneState[],
];

/**
 * The gates on the way of a service: before it is brought in, and before it is run. Each is in the way
 * of every transition to its state from a state before it.
 */
export const DESIGN_GATES = [
  {
    value: 'to-transition',
    label: 'Ready to be brought in',
    to: 'transition',
  },
  { value: 'operate', label: 'Ready to be run', to: 'operation' },
] as const;
export type DesignGate = (typeof DESIGN_GATES)[number]['value'];
export const DESIGN_GATE_VALUES = DESIGN_GATES.map(g => g.value) as [
  DesignGate,
  ...DesignGate[],
];
export const designGateLabel = (gate: DesignGate): string =>
  DESIGN_GATES.find(({ value }) => value === gate)!.label;

/** States in which a service is designed and brought in; what runs already passed its gates. */
export const BEFORE_OPERATION: readonly string[] = ['design', 'transition'];

/** The gate that a service passes on its way from a state to another, if there is one. */
export function gateBetween(from: string, to: string): DesignGate | undefined {
  if (!BEFORE_OPERATION.includes(from) || from === to) return undefined;
  return DESIGN_GATES.find(gate => gate.to === to)?.value;
}

/** The most pieces of evidence of one section. */
export const MOST_EVIDENCE = 50;
/** The most milestones of one plan. */
export const MOST_MILESTONES = 200;
/** The most changes of one milestone. */
export const MOST_CHANGES = 50;

/** What a gate asks of a section. */
export interface GateSection {
  section: DesignSectionKey;
  /** Pieces of evidence that it must have at least. */
  evidence: number;
  /** The kinds that count; all if absent. */
  kinds?: readonly EvidenceKind[];
  /** Whether it will do that the section is not needed, for a stated reason. */
  mayBeNotNeeded: boolean;
}

/** What a gate asks for. */
export interface GateBody {
  title: string;
  gate: DesignGate;
  /** Of which services; all if absent. Those whose tier nobody said are asked for all. */
  tiers?: readonly Tier[];
  sections: readonly GateSection[];
  /** What the data must say. */
  checks: {
    /** The least score of its checklist, 0 to 100. */
    score?: number;
    /** The highest risk that may be open: likelihood times impact, 1 to 25. */
    highestRisk?: number;
    /** Whether every milestone but those of going live must be done or dropped. */
    milestones?: boolean;
  };
}

/** What gates ask for where no definition says otherwise. */
export const USUAL_GATES: Readonly<Record<DesignGate, GateBody>> = {
  'to-transition': {
    title: 'Design is complete',
    gate: 'to-transition',
    sections: [
      { section: 'requirements', evidence: 1, mayBeNotNeeded: false },
      { section: 'architecture', evidence: 0, mayBeNotNeeded: false },
      { section: 'service-levels', evidence: 0, mayBeNotNeeded: true },
      { section: 'capacity', evidence: 0, mayBeNotNeeded: true },
      { section: 'availability', evidence: 0, mayBeNotNeeded: true },
      { section: 'security', evidence: 1, mayBeNotNeeded: false },
    ],
    checks: {},
  },
  operate: {
    title: 'Operation is ready',
    gate: 'operate',
    sections: [
      { section: 'continuity', evidence: 1, mayBeNotNeeded: true },
      { section: 'support', evidence: 1, mayBeNotNeeded: false },
      { section: 'acceptance', evidence: 1, mayBeNotNeeded: false },
    ],
    checks: { highestRisk: 19 },
  },
};
