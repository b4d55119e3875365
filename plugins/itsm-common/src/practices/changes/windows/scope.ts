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

/** What is asked of a change to know whether a window is about changes like it. */
export interface TypeFacts {
  /** Unknown if left out: windows of any type are about it. */
  changeType?: string;
  /** Of a standard change: whether its template was pre-approved, and it is still as that says. */
  preApproved?: boolean;
}

/** What is asked of a change to know whether it stands in a window. */
export interface ScopeFacts extends TypeFacts {
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

/**
 * Whether a window is about changes of a type. Standard changes are meant too, unless excepted; and only
 * those that are pre-approved are excepted as standard ones. Any other standard change is decided about
 * like a normal one, and stands in every window in which a normal one does: to be called standard
 * opens nothing.
 */
export function typeInScope(
  { types, except }: Pick<WindowScope, 'types' | 'except'>,
  { changeType, preApproved = false }: TypeFacts,
): boolean {
  if (changeType === undefined) return true;
  const proven =
    changeType === 'standard' && !preApproved ? 'normal' : changeType;
  return (
    (!types || types.some(type => type === changeType || type === proven)) &&
    !except?.types?.some(type => type === proven)
  );
}

/**
 * Whether a window is about a change: about its type, and about one of its items at least. A window
 * of all is also about a change that names no item.
 */
export function inScope(scope: WindowScope, facts: ScopeFacts): boolean {
  if (!typeInScope(scope, facts)) return false;
  if (facts.items.length === 0) return scope.all === true;
  return facts.items.some(item => itemInScope(scope, item));
}
