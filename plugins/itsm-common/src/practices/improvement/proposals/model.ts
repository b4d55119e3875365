/** What is looked for. The key of a finder is kept with what it found. */
export const FINDERS = [
  {
    value: 'repeated-on-item',
    label: 'Repeated on an item',
    looksFor:
      'A configuration item that incidents come back to, and not less often than before.',
  },
  {
    value: 'repeated-in-words',
    label: 'Repeated in words',
    looksFor: 'Incidents whose titles say the same in other words.',
  },
  {
    value: 'time-held',
    label: 'Where time goes',
    looksFor: 'A team that had much of the time of promises that were missed.',
  },
  {
    value: 'changes-causing-incidents',
    label: 'Changes that cause incidents',
    looksFor:
      'Changes of one template, service or team that cause more incidents than others do.',
  },
  {
    value: 'slow-approvals',
    label: 'Slow approvals',
    looksFor: 'A policy or a group whose decisions are waited for.',
  },
  {
    value: 'noisy-service',
    label: 'Noisy services',
    looksFor: 'A service with far more incidents than its own past explains.',
  },
  {
    value: 'ageing-backlog',
    label: 'Ageing backlog',
    looksFor: 'A team whose open incidents get old, and more of them.',
  },
  {
    value: 'cmdb-gaps',
    label: 'Gaps in the CMDB',
    looksFor:
      'A service with incidents, and items of it that lack what one needs to solve them.',
  },
] as const;
export type Finder = (typeof FINDERS)[number]['value'];
export const FINDER_VALUES = FINDERS.map(f => f.value) as [Finder, ...Finder[]];
/** What a finder is called. */
export const finderLabel = (finder: Finder): string =>
  FINDERS.find(({ value }) => value === finder)!.label;

/** What became of a proposal. `gone`: what it says no longer holds. */
export const PROPOSAL_STATES = [
  { value: 'open', label: 'Open' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'dismissed', label: 'Dismissed' },
  { value: 'gone', label: 'No longer true' },
] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number]['value'];
export const PROPOSAL_STATE_VALUES = PROPOSAL_STATES.map(s => s.value) as [
  ProposalState,
  ...ProposalState[],
];

/** By how much the number of one that was dismissed must grow before it is shown again. */
export const GROWS_BY = 1.5;

/** How long the time is that is looked at; the same time before is what it is compared with. */
export const PROPOSAL_DAYS = 90;

/** Proposals of one kind at a time: more would be read by nobody. */
export const MOST_OF_A_FINDER = 10;
