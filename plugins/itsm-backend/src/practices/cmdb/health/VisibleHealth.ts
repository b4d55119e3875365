import {
  OWN_RULE,
  HEALTH_RULES,
  SEVERITY_WEIGHTS,
  type CiRuleBody,
  type Finding,
} from '@callboard/plugin-itsm-common';
import {
  hasRole,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { ciRuleKind } from './compliance';
import type { FindingRow, FindingStore } from './FindingStore';
import type { HealthRow, HealthStore } from './HealthStore';
import { scoreOf, toShown, type DimensionWeights } from './score';

const iso = (instant: number) => new Date(instant).toISOString();
const BUILT_IN = new Map<string, string>(
  HEALTH_RULES.map(r => [r.key, r.label]),
);

/** Says which of the items that a text names the caller may come to know of. */
export type Names = ReadonlySet<string>;

/** A text that may name other items. */
export interface Naming {
  message: string;
  plain?: string;
  about?: readonly string[];
}

/**
 * What a caller is told: the message if they may see all that it names; else the plain one; nothing
 * if there is none.
 */
export function toldOf(
  { message, plain, about = [] }: Naming,
  names: Names,
): string | undefined {
  return about.every(ref => names.has(ref)) ? message : plain;
}

/** Whether somebody may confirm an item and accept findings of it: its owner group, and agents. */
export const mayAttest = (caller: Caller, ownerRef?: string) =>
  caller.kind === 'system' ||
  hasRole(caller, 'agent') ||
  (ownerRef !== undefined && caller.ownership.includes(ownerRef));

/**
 * Health as a caller may see it. Items that they may not see are not there; what a finding says of
 * such items is left out, and a finding that is about nothing else is none: for them the check
 * passes, in lists, counts and scores alike.
 */
export class VisibleHealth {
  constructor(
    private readonly kernel: Pick<
      ItsmKernel,
      | 'authorizer'
      | 'catalog'
      | 'catalogAccess'
      | 'clock'
      | 'definitions'
      | 'records'
    >,
    private readonly findings: FindingStore,
    private readonly health: HealthStore,
    private readonly weights: DimensionWeights,
  ) {}

  whole(caller: Caller): Promise<boolean> {
    return this.kernel.authorizer.readsWholeCatalog(caller);
  }

  /** Those of the references that the caller may see. */
  async readable(caller: Caller, refs: readonly string[]): Promise<Names> {
    return this.kernel.catalogAccess.readable(caller, refs);
  }

  /**
   * Those of the references that texts may name: what the caller may see, and what the catalog never
   * had, as there is nothing behind it. `*` stands for anything.
   */
  async names(caller: Caller, refs: readonly string[]): Promise<Names> {
    if (refs.length === 0) return new Set();
    if (await this.whole(caller)) return new Set([...refs, '*']);
    const asked = [...new Set(refs)].filter(ref => ref !== '*');
    const { catalog, catalogAccess } = this.kernel;
    const [readable, described, gone] = await Promise.all([
      catalogAccess.readable(caller, asked),
      catalog.describe(asked),
      catalog.gone(asked),
    ]);
    return new Set([
      ...readable,
      ...asked.filter(ref => described[ref]?.dangling && !gone.has(ref)),
    ]);
  }

  /** Items that the caller may see, with the scores that they have for them. */
  async items(
    caller: Caller,
    rows: readonly HealthRow[],
  ): Promise<HealthRow[]> {
    if (await this.whole(caller)) return [...rows];
    const readable = await this.readable(
      caller,
      rows.map(row => row.ref),
    );
    const seen = rows.filter(row => readable.has(row.ref));
    const naming = (
      await this.findings.naming(
        seen.map(row => row.ref),
        this.kernel.clock.now(),
      )
    ).filter(finding => finding.plain === undefined);
    if (naming.length === 0) return seen;
    const names = await this.names(
      caller,
      naming.flatMap(finding => finding.about),
    );
    const byRef = new Map<string, FindingRow[]>();
    for (const finding of naming)
      byRef.set(finding.ref, [...(byRef.get(finding.ref) ?? []), finding]);
    return seen.map(row => this.#without(row, byRef.get(row.ref) ?? [], names));
  }

  /** Overall scores as they are shown, by reference. @param refs - what the caller may see */
  async scoresOf(
    refs: readonly string[],
    caller: Caller,
  ): Promise<ReadonlyMap<string, number>> {
    const rows = await this.items(caller, [
      ...(await this.health.rows(refs)).values(),
    ]);
    return new Map(
      rows.flatMap(({ ref, scores: { overall } }) =>
        overall === undefined ? [] : [[ref, toShown(overall)]],
      ),
    );
  }

  /** An item without the findings that are about what the caller may not see. */
  #without(
    row: HealthRow,
    naming: readonly FindingRow[],
    names: Names,
  ): HealthRow {
    const told = (f: FindingRow) => toldOf(f, names) !== undefined;
    const hidden = naming.filter(f => !told(f));
    if (hidden.length === 0) return row;
    const weighed = structuredClone(row.weighed);
    const counts = { ...row.findings };
    let { excused } = row;
    for (const { excuse, dimension } of hidden) {
      if (excuse) excused -= 1;
      else counts[dimension] -= 1;
    }
    // A check passes for the caller if all that made it fail is hidden. What has no plain message
    // has it in none of its rule's findings.
    for (const rule of new Set(hidden.map(f => f.rule))) {
      const failing = naming.filter(f => f.rule === rule && !f.excuse);
      if (failing.length === 0 || failing.some(told)) continue;
      const [{ dimension, severity }] = failing;
      weighed[dimension].failed -= SEVERITY_WEIGHTS[severity];
    }
    return {
      ...row,
      weighed,
      findings: counts,
      excused,
      scores: scoreOf(weighed, this.weights),
    };
  }

  /** Those of the findings that the caller may see, each with what it says to them. */
  async visible(
    caller: Caller,
    rows: readonly FindingRow[],
  ): Promise<(FindingRow & { told: string })[]> {
    const [readable, names] = await Promise.all([
      this.readable(
        caller,
        rows.map(row => row.ref),
      ),
      this.names(
        caller,
        rows.flatMap(row => row.about),
      ),
    ]);
    return rows.flatMap(row => {
      const told = readable.has(row.ref) ? toldOf(row, names) : undefined;
      return told === undefined ? [] : [{ ...row, told }];
    });
  }

  /** What rules are called. */
  async labels(): Promise<(rule: string) => string> {
    const own = await this.kernel.definitions.list<CiRuleBody>(ciRuleKind.kind);
    const labels = new Map(
      own.map(({ key, body }) => [`${OWN_RULE}${key}`, body.name]),
    );
    return rule => BUILT_IN.get(rule) ?? labels.get(rule) ?? rule;
  }

  /**
   * Findings as they are answered.
   *
   * @param caller - with the scopes of reading CI tasks, for their numbers
   */
  async present(
    caller: Caller,
    rows: readonly (FindingRow & { told: string })[],
  ): Promise<Finding[]> {
    const [labelOf, numbers] = await Promise.all([
      this.labels(),
      this.kernel.records.readableNumbers(
        caller,
        rows.flatMap(row => (row.task ? [row.task.recordId] : [])),
      ),
    ]);
    return rows.map(row => {
      const number = row.task && numbers.get(row.task.recordId);
      return {
        id: row.id,
        ref: row.ref,
        title: row.title,
        kind: row.kind,
        class: row.class,
        ownerRef: row.ownerRef,
        systemRef: row.systemRef,
        rule: row.rule,
        ruleLabel: labelOf(row.rule),
        dimension: row.dimension,
        severity: row.severity,
        field: row.field,
        message: row.told,
        advice: row.advice,
        since: iso(row.since),
        excused: row.excuse && {
          ...row.excuse,
          until: iso(row.excuse.until),
        },
        task:
          row.task &&
          (number === undefined ? {} : { number, status: row.task.status }),
      };
    });
  }
}
