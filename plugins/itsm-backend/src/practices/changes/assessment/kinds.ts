/** Due work of the assessment. */
export const REASSESS = {
  /** Looks at one change anew. */
  change: 'change.reassess',
  /** Finds the changes that items have to do with, and has them looked at. */
  items: 'change.reassess-items',
  /** Has every change looked at that is still to be done. */
  all: 'change.reassess-all',
} as const;

/** Conflicts of one change that are kept; nobody reads more. */
export const MOST_CONFLICTS_KEPT = 1_000;
/** Items that are looked up at once; if more moved, all changes are looked at. */
export const MOST_MOVED_ITEMS = 200;
