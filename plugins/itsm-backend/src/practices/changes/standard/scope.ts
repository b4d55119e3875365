import type { StandardChangeBody } from '@callboard/plugin-itsm-common';
import type { ScopedItem } from './StandardStore';

/** Whether a standard change may be done to an item. */
export function isInScope(
  scope: StandardChangeBody['scope'],
  item: ScopedItem,
): boolean {
  const kind = item.kind.toLowerCase();
  const types = [
    kind,
    ...(item.type ? [`${kind}/${item.type.toLowerCase()}`] : []),
  ];
  return (
    scope.items.includes(item.ref) ||
    (item.ownerRef !== undefined && scope.owners.includes(item.ownerRef)) ||
    scope.types.some(type => types.includes(type))
  );
}
