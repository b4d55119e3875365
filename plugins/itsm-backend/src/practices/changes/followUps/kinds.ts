/** What happens to changes by itself, as kinds of due work. */
export const FOLLOW_UPS = {
  autoClose: 'change.auto-close',
  windowBegins: 'change.window-begins',
  windowEnds: 'change.window-ends',
} as const;

/** What is noted in the journal then. */
export const FACTS = {
  /** The window of a scheduled change begins. */
  began: 'change.window-began',
  /** It ended before the change was started. */
  missed: 'change.window-missed',
  /** It ended while the change is still being carried out. */
  overrun: 'change.window-overrun',
} as const;
