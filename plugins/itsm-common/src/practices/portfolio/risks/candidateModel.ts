/** What is looked for. The key of a finder is kept with what it found. */
export const RISK_FINDERS = [
  {
    value: 'single-point',
    label: 'Single point of failure',
    looksFor: 'Something that alone takes several services down if it fails.',
    category: 'availability',
  },
  {
    value: 'infeasible-promise',
    label: 'Promise that cannot hold',
    looksFor: 'A promise that what is behind the service does not allow.',
    category: 'availability',
  },
  {
    value: 'no-owner',
    label: 'No owner',
    looksFor: 'A service that no group owns, or whose group nobody is in.',
    category: 'people',
  },
  {
    value: 'end-of-life',
    label: 'End of life',
    looksFor:
      'Something that a service needs whose support, licence or warranty ends or has ended.',
    category: 'supplier',
  },
  {
    value: 'contract-ending',
    label: 'Contract that ends',
    looksFor: 'A contract behind a service that ends soon, or has ended.',
    category: 'supplier',
  },
  {
    value: 'no-continuity',
    label: 'No continuity plan',
    looksFor: 'A critical service that has no plan for coming back.',
    category: 'availability',
  },
  {
    value: 'untested-recovery',
    label: 'Recovery not tested',
    looksFor:
      'A service whose recovery was never tested, too long ago, or not as fast as agreed.',
    category: 'availability',
  },
  {
    value: 'slow-dependency',
    label: 'Dependency recovers later',
    looksFor:
      'A service that is to be back before something it needs is promised to be.',
    category: 'availability',
  },
  {
    value: 'no-backup',
    label: 'No backup',
    looksFor: 'A store of data of a service that says it has no backup.',
    category: 'availability',
  },
] as const;
export type RiskFinder = (typeof RISK_FINDERS)[number]['value'];
export const RISK_FINDER_VALUES = RISK_FINDERS.map(f => f.value) as [
  RiskFinder,
  ...RiskFinder[],
];
/** What a finder is called. */
export const riskFinderLabel = (finder: RiskFinder): string =>
  RISK_FINDERS.find(({ value }) => value === finder)!.label;

/** What became of a candidate. `gone`: what it says no longer holds. */
export const RISK_CANDIDATE_STATES = [
  { value: 'open', label: 'Open' },
  { value: 'accepted', label: 'In the register' },
  { value: 'dismissed', label: 'Dismissed' },
  { value: 'gone', label: 'No longer true' },
] as const;
export type RiskCandidateState =
  (typeof RISK_CANDIDATE_STATES)[number]['value'];
export const RISK_CANDIDATE_STATE_VALUES = RISK_CANDIDATE_STATES.map(
  s => s.value,
) as [RiskCandidateState, ...RiskCandidateState[]];

/** Candidates of one kind at a time: more would be read by nobody. */
export const MOST_OF_A_RISK_FINDER = 25;
