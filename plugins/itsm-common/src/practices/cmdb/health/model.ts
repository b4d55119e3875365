import type { CiAttribute, CiClaimValue, CiItemState } from '../classes/model';

/**
 * What is looked at: whether all is there that is needed, whether what is there is true, whether
 * anybody looked lately, and whether rules of one's own are kept.
 */
export const HEALTH_DIMENSIONS = [
  'completeness',
  'correctness',
  'staleness',
  'compliance',
] as const;
export type HealthDimension = (typeof HEALTH_DIMENSIONS)[number];

/** How bad a finding is. */
export const FINDING_SEVERITIES = ['high', 'medium', 'low'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** How much a check counts in the score of its dimension, by its severity. */
export const SEVERITY_WEIGHTS: Readonly<Record<FindingSeverity, number>> = {
  high: 3,
  medium: 2,
  low: 1,
};

/** A check that comes with the product. */
export interface HealthRule {
  /** E.g. `owner-missing`. Those of one's own are `rule:` and the key of their definition. */
  key: string;
  label: string;
  dimension: HealthDimension;
  severity: FindingSeverity;
  /** What it looks for and of which items, in one sentence. */
  looksFor: string;
}

/** Before the key of a definition, where checks have keys. */
export const OWN_RULE = 'rule:';

/** The checks that come with the product. */
export const HEALTH_RULES = [
  {
    key: 'attribute-required',
    label: 'Required attribute missing',
    dimension: 'completeness',
    severity: 'high',
    looksFor:
      'One check for each attribute that the class of the item requires.',
  },
  {
    key: 'attribute-recommended',
    label: 'Recommended attribute missing',
    dimension: 'completeness',
    severity: 'low',
    looksFor:
      'One check for each attribute that the class of the item recommends.',
  },
  {
    key: 'owner-missing',
    label: 'No owner',
    dimension: 'completeness',
    severity: 'high',
    looksFor: 'Every item has an owner.',
  },
  {
    key: 'system-missing',
    label: 'No system',
    dimension: 'completeness',
    severity: 'medium',
    looksFor:
      'Items of the kinds in itsm.cmdb.health.systemKinds are part of a system.',
  },
  {
    key: 'owner-unknown',
    label: 'Owner does not exist',
    dimension: 'correctness',
    severity: 'high',
    looksFor: 'The owner of an item that has one is in the catalog.',
  },
  {
    key: 'owner-person',
    label: 'Owner is a person',
    dimension: 'correctness',
    severity: 'low',
    looksFor: 'The owner of an item is a group: people leave, teams stay.',
  },
  {
    key: 'orphan',
    label: 'Orphan',
    dimension: 'correctness',
    severity: 'medium',
    looksFor: 'An item has a relation to something beside its owner.',
  },
  {
    key: 'relation-dangling',
    label: 'Relation to nothing',
    dimension: 'correctness',
    severity: 'high',
    looksFor: 'Everything that an item has a relation to is in the catalog.',
  },
  {
    key: 'duplicate',
    label: 'Possible duplicate',
    dimension: 'correctness',
    severity: 'high',
    looksFor:
      'No other item has the same identification, as far as sources say.',
  },
  {
    key: 'attribute-invalid',
    label: 'Attribute not valid',
    dimension: 'correctness',
    severity: 'medium',
    looksFor:
      'One check for each attribute with a value: it is one that the class allows.',
  },
  {
    key: 'redundancy-unreadable',
    label: 'Redundancy not valid',
    dimension: 'correctness',
    severity: 'medium',
    looksFor:
      'What an item declares redundant can be read, and names what it depends on.',
  },
  {
    key: 'source-silent',
    label: 'Not seen by its sources',
    dimension: 'staleness',
    severity: 'high',
    looksFor:
      'A source named the item within staleAfterDays of its class, or itsm.cmdb.health.staleAfterDays.',
  },
  {
    key: 'not-confirmed',
    label: 'Not confirmed',
    dimension: 'staleness',
    severity: 'medium',
    looksFor:
      'Somebody confirmed the item within confirmEveryDays of its class, or itsm.cmdb.health.confirmEveryDays.',
  },
] as const satisfies readonly HealthRule[];
export type HealthRuleKey = (typeof HEALTH_RULES)[number]['key'];

/** How many relations to nothing are found one by one; the others are counted in one more. */
export const MOST_DANGLING = 10;

/** What an item has a relation to. */
export interface HealthRelation {
  type: string;
  target: string;
  /** Whether the catalog has the target. */
  exists: boolean;
}

/** What is known of a configuration item, as checks take it. Instants are milliseconds since the epoch. */
export interface CiHealthFacts {
  ref: string;
  kind: string;
  /** Its `spec.type`. */
  type?: string;
  title: string;
  lifecycle?: string;
  tags: readonly string[];
  /** Other fields of the entity by their path, e.g. `annotations.backstage.io/techdocs-ref`. */
  fields: Readonly<Record<string, unknown>>;
  class?: {
    key: string;
    name: string;
    attributes: readonly CiAttribute[];
    staleAfterDays?: number;
    confirmEveryDays?: number;
  };
  owner?: { ref: string; exists: boolean };
  systemRef?: string;
  /** What counts, by the key of the attribute. */
  attributes: Readonly<Record<string, CiClaimValue>>;
  /** As the item says them, without those to and of its owner. */
  relations: readonly HealthRelation[];
  /** Of what sources say; absent for an item of which only the catalog speaks. */
  sources?: { state: CiItemState; names: readonly string[]; seenAt?: number };
  /** Items that may be the same one. */
  duplicates: readonly { ref: string; value: string }[];
  /** The annotation about redundancy, and definitions of it, as they were read. */
  redundancy?: {
    faults: readonly string[];
    declared: readonly { atLeast: number; of: readonly string[] }[];
  };
  /** When it was first known. */
  createdAt?: number;
  /** When it last changed. */
  changedAt?: number;
  confirmedAt?: number;
}
