/**
 * Moves the focus into what somebody has just opened, as its control's props. Whoever pressed
 * "Edit" wants to type; a page that takes the focus when it loads is another matter, and what the
 * lint rule against `autoFocus` is for.
 */
export function focusOnOpen(opened = true) {
  return { autoFocus: opened };
}
