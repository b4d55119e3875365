import type { CheckState } from './model';

/** How a service stands to one check, and how much that counts. */
export interface WeighedCheck {
  key: string;
  /** 0 or less does not count. */
  weight: number;
  state: CheckState;
}

/** How well a service is managed. */
export interface ManagedScore {
  /** From 0 to 100; absent where nothing counts. 100 is all, 0 is none, and only those. */
  score?: number;
  /** The weight of what is met, and of all that counts. */
  met: number;
  max: number;
}

/**
 * Which part of what a managed service has a service has, by weight. What it does not need counts
 * neither way. Rounding never says that all or none is there when that is not so.
 */
export function managedScore(checks: readonly WeighedCheck[]): ManagedScore {
  let met = 0;
  let max = 0;
  for (const { weight, state } of checks) {
    if (state === 'not-needed' || !(weight > 0)) continue;
    max += weight;
    if (state === 'met') met += weight;
  }
  if (max === 0) return { met, max };
  if (met === 0) return { score: 0, met, max };
  if (met === max) return { score: 100, met, max };
  const rounded = Math.round((met / max) * 100);
  return { score: Math.min(99, Math.max(1, rounded)), met, max };
}

/** For which services a definition of weights is; what it does not name does not matter. */
export interface ManagedScope {
  kinds?: readonly string[];
  types?: readonly string[];
  lifecycles?: readonly string[];
  tiers?: readonly string[];
}

/** Weights of checks for some services: the body of a definition of the kind `managed-service`. */
export interface ManagedRule {
  key: string;
  services?: ManagedScope;
  weights: Readonly<Record<string, number>>;
}

/** What is known of a service that decides what it should have. */
export interface ScopedService {
  kind: string;
  type?: string;
  lifecycle?: string;
  tier?: string;
}

const names = (list: readonly string[] | undefined, value?: string) =>
  list === undefined || (value !== undefined && list.includes(value));

/** Whether a definition of weights is for a service. */
export function isInScope(
  scope: ManagedScope | undefined,
  service: ScopedService,
): boolean {
  return (
    names(scope?.kinds, service.kind) &&
    names(scope?.types, service.type) &&
    names(scope?.lifecycles, service.lifecycle) &&
    names(scope?.tiers, service.tier)
  );
}

const narrowness = ({ services = {} }: ManagedRule) =>
  Object.values(services).filter(list => list !== undefined).length;

/** What applies first and is overridden by what comes behind it: the wider before the narrower. */
export const widestFirst = (rules: readonly ManagedRule[]): ManagedRule[] =>
  [...rules].sort(
    (a, b) => narrowness(a) - narrowness(b) || (a.key < b.key ? -1 : 1),
  );

/**
 * How much each check counts for a service: what the narrowest definition says that is for it; of
 * equally narrow ones the last by key; what none says anything of counts as the check itself says.
 *
 * @param defaults - weights of all checks, by key
 */
export function weightsFor(
  service: ScopedService,
  rules: readonly ManagedRule[],
  defaults: Readonly<Record<string, number>>,
): Record<string, number> {
  const weights = { ...defaults };
  for (const rule of widestFirst(rules)) {
    if (!isInScope(rule.services, service)) continue;
    for (const [key, weight] of Object.entries(rule.weights))
      if (key in weights) weights[key] = weight;
  }
  return weights;
}
