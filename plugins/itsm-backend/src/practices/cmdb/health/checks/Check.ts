import {
  HEALTH_RULES,
  type CiHealthFacts,
  type FindingSeverity,
  type HealthDimension,
  type HealthRule,
  type HealthRuleKey,
} from '@callboard/plugin-itsm-common';

/** What is wrong, once. */
export interface Problem {
  /** Tells problems of one rule and item apart, e.g. the attribute. Stays the same as long as it is. */
  detail: string;
  message: string;
  advice: string;
  /** Other items that the message names. */
  about?: readonly string[];
  /**
   * The message for whoever may not see all of {@link Problem.about}. Absent, they do not hear of
   * it, and the check passes for them.
   */
  plain?: string;
}

/** A check of an item with what came of it. */
export interface Check {
  /** The key of its rule. */
  rule: string;
  label: string;
  dimension: HealthDimension;
  severity: FindingSeverity;
  /** The attribute it is about. */
  field?: string;
  /** What holds if it passes, as a sentence. */
  holds: string;
  /** Empty if it passes. */
  problems: readonly Problem[];
}

/** What checks are made with, beside the facts. */
export interface CheckSettings {
  /** Milliseconds since the epoch. */
  now: number;
  /** Days without a word from any source, where the class says nothing; 0 for no such check. */
  staleAfterDays: number;
  /** Days between confirmations, where the class says nothing; 0 for no such check. */
  confirmEveryDays: number;
  /** Kinds of items that are part of a system. */
  systemKinds: readonly string[];
}

/** Makes the checks of an item that apply to it: a pure function of its facts. */
export type Checker = (
  facts: CiHealthFacts,
  settings: CheckSettings,
) => readonly Check[];

const RULES = new Map<string, HealthRule>(HEALTH_RULES.map(r => [r.key, r]));

/** A check of a rule that comes with the product. */
export function checkOf(
  key: HealthRuleKey,
  holds: string,
  problems: readonly (Problem | undefined)[],
  field?: string,
): Check {
  const { label, dimension, severity } = RULES.get(key)!;
  return {
    rule: key,
    label,
    dimension,
    severity,
    field,
    holds,
    problems: problems.filter(p => p !== undefined),
  };
}

/** A day as people in the field write it. */
export const dayOf = (instant: number) =>
  new Date(instant).toISOString().slice(0, 10);

/** "1 day", "3 days". */
export const days = (n: number) => (n === 1 ? '1 day' : `${n} days`);
