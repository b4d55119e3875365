/** What is done of health later, as kinds of due work. */
export const HEALTH_WORK = {
  /** Looks at items that changed. */
  changed: 'cmdb.health-changed',
  /** Looks at all items. */
  all: 'cmdb.health-all',
  /** Keeps a day and looks at all items anew. */
  day: 'cmdb.health-day',
  /** Ends a task whose finding is gone. */
  taskEnds: 'cmdb.ci-task-ends',
  /** Tells owners what they are to confirm. */
  tellOwners: 'cmdb.confirmations-due',
} as const;

/** Items are looked at one portion after the other. */
export const LANE = 'cmdb.health';
/** How many items are looked at in one transaction. */
export const PORTION = 400;

/** What the journal tells owners under. */
export const CONFIRMATIONS_SUBJECT = 'ci-confirmations';
export const CONFIRMATIONS_DUE = 'ci.confirmations-due';
/** What people say of the data of an item, in the journal. */
export const HEALTH_SUBJECT = 'ci-health';
