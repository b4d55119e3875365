/** The type of record. */
export const INITIATIVE_TYPE = 'initiative';

/** What happens to initiatives by itself, as kinds of due work. */
export const INITIATIVE_WORK = {
  measure: 'initiative.measure',
  due: 'initiative.due',
} as const;

/** What is noted in the journal of an initiative. */
export const INITIATIVE_NOTES = {
  /** A whole window was measured for the first time, or came out otherwise than before. */
  measured: 'initiative.measured',
  /** The KPI could not be asked. */
  failed: 'initiative.measure-failed',
  /** The day passed by which it was to be achieved. */
  overdue: 'initiative.overdue',
} as const;
