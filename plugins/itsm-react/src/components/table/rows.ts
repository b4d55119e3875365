/** Every row of a list carries its record's id, whether it is drawn as a row or as a card. */
const ROW = '[data-itsm-row]';

/** The rows of a list in the order in which they stand. */
export function rowsOf(list: HTMLElement): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>(ROW)];
}

/** The id of the row that has the focus, or in which something has it. */
export function focusedRow(list: HTMLElement | null): string | undefined {
  const active = document.activeElement as HTMLElement | null;
  if (!active || !list?.contains(active)) return undefined;
  return active.closest<HTMLElement>(ROW)?.dataset.itsmRow;
}

/** Moves the keyboard to a row. */
export function focusRow(list: HTMLElement, id: string | undefined) {
  const row = rowsOf(list).find(element => element.dataset.itsmRow === id);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView?.({ block: 'nearest' });
}

/** Walks from a row, or to the first one if it is none, and gives the id of the row reached. */
export function walk(
  list: HTMLElement,
  from: string | undefined,
  step: 1 | -1,
): string | undefined {
  const rows = rowsOf(list);
  const at = rows.findIndex(row => row.dataset.itsmRow === from);
  const to = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  const id = rows[to]?.dataset.itsmRow;
  focusRow(list, id);
  return id;
}

/** Whether a key press is text for somebody else, so that no list may take it. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(
    element?.closest?.(
      'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]',
    ),
  );
}
