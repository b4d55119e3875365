/** Days for which an achieved target is watched, unless an initiative says otherwise. */
export const DEFAULT_WATCH_DAYS = 90;
