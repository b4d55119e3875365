import type { WindowScope } from './schema';

/** What is asked of an item to know whether a window is about it. */
export interface ScopeItem {
  ref: string;
  /** Its owner group. */
  ownerRef?: string;
  /** The system that it is part of. */
  systemRef?: string;
  /** As the CMDB knows it, e.g. `1`. */
  tier?: string | number | boolean;
}

/** What is asked of a change to know whether it stands in a window. */
export interface ScopeFacts {
  changeType?: string;
  /** The items that it affects. */
  items: readonly ScopeItem[];
}

/** The part of a scope that is about items. */
type Named = Pick<WindowScope, 'services' | 'items' | 'owners' | 'tiers'>;

function names({ services, items, owners, tiers }: Named, item: ScopeItem) {
  const { ref, ownerRef, systemRef, tier } = item;
  const within = (list: readonly string[] | undefined, value?: string) =>
    value !== undefined && (list?.includes(value) ?? false);
  return (
    within(services, ref) ||
    within(services, systemRef) ||
    within(items, ref) ||
    within(owners, ownerRef) ||
    within(tiers, tier === undefined ? undefined : String(tier).toLowerCase())
  );
}

/**
 * Whether a window is about an item: if it is named in any way, by a service it is or is part of, by
 * itself, its owner or its tier, or all are meant; and not if an exception names it.
 */
export function itemInScope(scope: WindowScope, item: ScopeItem): boolean {
  if (scope.except && names(scope.except, item)) return false;
  return scope.all === true || names(scope, item);
}

/** Whether a window is about changes of a type. Standard changes are meant too, unless excepted. */
export function typeInScope(
  scope: Pick<WindowScope, 'types' | 'except'>,
  changeType: string | undefined,
): boolean {
  if (changeType === undefined) return true;
  const { types, except } = scope;
  return (
    (!types || types.some(type => type === changeType)) &&
    !except?.types?.some(type => type === changeType)
  );
}

/**
 * Whether a window is about a change: about its type, and about one of its items at least. A window
 * of all is also about a change that names no item.
 */
export function inScope(scope: WindowScope, facts: ScopeFacts): boolean {
  if (!typeInScope(scope, facts.changeType)) return false;
  if (facts.items.length === 0) return scope.all === true;
  return facts.items.some(item => itemInScope(scope, item));
}
