import type { DueConfirmation } from '@callboard/plugin-itsm-common';

/** Items of one class, in the order in which they are due. */
export interface ClassOfItems {
  /** Undefined for those without a class. */
  key: string | undefined;
  items: DueConfirmation[];
}

/** Puts items together by class, the class with the longest due item first. */
export function byClass(items: readonly DueConfirmation[]): ClassOfItems[] {
  const groups = new Map<string | undefined, ClassOfItems>();
  for (const item of items) {
    const group = groups.get(item.class) ?? { key: item.class, items: [] };
    group.items.push(item);
    groups.set(item.class, group);
  }
  return [...groups.values()];
}
