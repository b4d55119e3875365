/** What the journal says of contracts beside what it says of all records. */
export const CONTRACT_NOTES = {
  noticeDue: 'contract.notice-due',
  endsSoon: 'contract.ends-soon',
  expired: 'contract.expired',
  renewed: 'contract.renewed',
} as const;

/** Due work of contracts, by their id. */
export const CONTRACT_WORK = {
  plan: 'contract.plan',
  notice: 'contract.notice',
  ends: 'contract.ends',
  over: 'contract.over',
} as const;
