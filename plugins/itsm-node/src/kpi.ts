import type {
  KpiAnswer,
  KpiDefinition,
  KpiPoint,
  KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { JournalRow } from './journal';

/** A stage that facts of a kind reach, and what is counted there. */
export interface FactStage {
  /** E.g. `resolved`. */
  key: string;
  /** For people, of several, e.g. `Incidents resolved`. */
  label: string;
  /** Keys of the marks counted at it, at most eight. */
  marks?: readonly string[];
  /** Keys of the values that are added up at it, at most four. */
  values?: readonly string[];
}

/** What can be asked by; never people: numbers are of services and teams. */
export interface FactDimension {
  /** The key of the field of records that it is, if it is one, e.g. `priority`. */
  key: string;
  label: string;
  /** Whether its values are references of entities. */
  entity?: boolean;
  /** For people, by value. */
  labels?: Readonly<Record<string, string>>;
  /** The kind of definitions that its values are keys of, e.g. `agreement`: they are called by those. */
  definition?: string;
  /** Whether hours are kept for it too, for heat maps. */
  hourly?: boolean;
}

/**
 * A kind of facts: one row for each thing counted, e.g. an incident, with the instants at which it
 * reached each stage, its values, its marks and its dimensions as they are now (an accumulating
 * snapshot, Kimball, The Data Warehouse Toolkit). What rows add to the rollups is a function of the row, so
 * that a row that changes takes away what it had added and adds what it is now.
 */
export interface FactKind {
  kind: string;
  title: string;
  stages: readonly FactStage[];
  /** At most six beside none. */
  dimensions: readonly FactDimension[];
  /** At most eight. Where `distribution` is set, percentiles can be told. */
  values?: readonly {
    key: string;
    label: string;
    unit: 'duration' | 'number';
    distribution?: boolean;
  }[];
  /** At most 31. The order is kept in the data: new ones go to the end. */
  marks?: readonly { key: string; label: string }[];
  /** Grows when what is derived changes: it is made again from the journal then. */
  version: number;
  /**
   * Of kinds that a practice writes itself: the id of its projection, which clears them when it is
   * made again. It is when the version grows.
   */
  projection?: string;
}

/** The facts of one thing as they are now. */
export interface Facts {
  /** Unique in its kind, at most 80 characters. */
  id: string;
  /** The record to show where somebody asks what is behind a number. */
  recordId?: string;
  /** When it reached each stage, milliseconds since the epoch. */
  stages: Readonly<Record<string, number | undefined>>;
  dimensions: Readonly<Record<string, string | undefined>>;
  values?: Readonly<Record<string, number | undefined>>;
  marks?: readonly string[];
  /** Keeps it out of all rollups, e.g. as its record is restricted. */
  restricted?: boolean;
}

/**
 * How facts follow from the journal of records. Pure: the same entries give the same facts, in
 * whatever batches they come; entries come ordered by when they happened, and late ones are put where
 * they belong by going through the record's journal again.
 */
export interface RecordFacts<S = any> {
  kind: FactKind;
  /** Types of records, or all of them. */
  recordTypes: readonly string[] | 'all';
  /** Kinds of entries that matter beside the kernel's of the record itself. */
  entryKinds?: readonly string[];
  /** What is known before the first entry. It and what `apply` makes is kept as JSON. */
  begin(): S;
  apply(state: S, entry: JournalRow): S;
  /** What is counted; restricted records are kept out by the engine. */
  facts(state: S, recordId: string): readonly Facts[];
}

/** A number that a practice tells itself. */
export interface Gauge {
  /** As formulas name it, e.g. `service-levels.availability`. */
  gauge: string;
  dimensions: readonly FactDimension[];
  /**
   * The number of each of the periods; none where it cannot be told.
   *
   * @param where - values of dimensions that are kept
   */
  points(
    periods: readonly { from: number; to: number }[],
    where: Readonly<Record<string, readonly string[]>>,
  ): Promise<readonly Pick<KpiPoint, 'value' | 'count' | 'numerator'>[]>;
  /** Its number of one period by a dimension, the largest first. */
  groups?(
    period: { from: number; to: number },
    by: string,
    where: Readonly<Record<string, readonly string[]>>,
    top: number,
  ): Promise<
    readonly (Pick<KpiPoint, 'value' | 'count' | 'numerator'> & {
      group?: string;
    })[]
  >;
}

/** What a practice counts. */
export interface Counted {
  /** Facts that follow from the journal of records. */
  records?: readonly RecordFacts[];
  /** Facts that the practice writes itself, with {@link FactWriter}. */
  kinds?: readonly FactKind[];
  gauges?: readonly Gauge[];
  kpis?: readonly KpiDefinition[];
}

/** Writes facts of kinds that a practice keeps itself. */
export interface FactWriter {
  /**
   * Makes these the facts of their ids, in the transaction of what they follow from, and moves the
   * rollups by the difference. At most one transaction writes facts of a kind at a time: a projection.
   */
  put(
    tx: Knex.Transaction,
    kind: string,
    facts: readonly Facts[],
  ): Promise<void>;
  /** Takes facts away. */
  remove(
    tx: Knex.Transaction,
    kind: string,
    ids: readonly string[],
  ): Promise<void>;
  /** Takes all facts of a kind away, before they are made again. */
  clear(tx: Knex.Transaction, kind: string): Promise<void>;
}

/** Tells numbers. It knows no permissions: whoever shows them asks for `itsm.kpi.read` first. */
export interface KpiReader {
  /** Those of all practices and of definitions, by practice and key. */
  all(): Promise<readonly KpiDefinition[]>;
  /** @throws InputError for a KPI or a dimension that is not there, or a period that says nothing */
  ask(question: KpiQuestion): Promise<KpiAnswer>;
  /** Answers to several, in their order, with as few statements as for one where that can be. */
  askAll(questions: readonly KpiQuestion[]): Promise<readonly KpiAnswer[]>;
}
