import {
  bearersNamed,
  COST_SHARING,
  monthAfter,
  Sharing,
  sharingNamed,
  sharingWords,
  type CostSharing,
  type SharingRule,
} from '@callboard/plugin-itsm-common';
import type { Definitions } from '@callboard/plugin-itsm-node';
import type { BearerStore, Dependency } from './BearerStore';

/** A rule, and whom it makes bear what in a month. */
export interface AppliedRule {
  key: string;
  body: CostSharing;
  words: string;
  bears: SharingRule;
  /** Why it splits nothing, if it does not. */
  problem?: string;
}

/** How costs are split in some months. */
export interface SharingOf {
  /** All rules that hold, by the key of their definition. */
  rules: readonly { key: string; body: CostSharing }[];
  /** The rules as they come out in a month. */
  applied(month: string): readonly AppliedRule[];
  /** What allocates the costs of a month. */
  sharing(month: string): Sharing;
}

const HUNDREDTHS = 100;
const THOUSANDTHS = 1_000;

/** The time of a month. */
export type MonthTimes = (month: string) => { from: number; to: number };

/** Reads the rules by which shared costs are split, and whom they make bear them. */
export class SharingBook {
  constructor(
    private readonly definitions: Pick<Definitions, 'list'>,
    private readonly store: BearerStore,
    private readonly timesOf: MonthTimes,
  ) {}

  /** The services that are shared by a rule. */
  async shared(): Promise<string[]> {
    return (await this.#rules()).map(({ body }) => body.service);
  }

  /** How costs are split in some months; a handful of statements, and one for each month and rule by records. */
  async of(months: readonly string[]): Promise<SharingOf> {
    const rules = await this.#rules();
    const byGraph = await this.#dependants(rules.map(r => r.body));
    const byRecords = await this.#records(rules, months);
    const applied = new Map<string, readonly AppliedRule[]>();
    const sharings = new Map<string, Sharing>();
    // Months that come out alike share what is worked out of them.
    const alike = new Map<string, Sharing>();
    for (const month of months) {
      const all = rules.map(({ key, body }) =>
        this.#apply(
          key,
          body,
          body.rule.by === 'dependants'
            ? byGraph.get(body.service) ?? new Map<string, number>()
            : byRecords.get(`${month} ${key}`),
        ),
      );
      applied.set(month, all);
      const bears = all.map(a => a.bears);
      const mark = JSON.stringify(bears);
      if (!alike.has(mark)) alike.set(mark, new Sharing(bears));
      sharings.set(month, alike.get(mark)!);
    }
    return {
      rules,
      applied: month => applied.get(month) ?? [],
      sharing: month => sharings.get(month)!,
    };
  }

  async #rules() {
    const found = await this.definitions.list<CostSharing>(COST_SHARING);
    const names = await this.store.called(
      found.flatMap(({ body }) => [body.service, ...bearersNamed(body)]),
    );
    const seen = new Set<string>();
    return (
      found
        .map(({ key, body }) => ({
          key,
          body: sharingNamed(body, ref => names.get(ref) ?? ref),
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        // Two rules of one service cannot be written; if there are, the first by key holds.
        .filter(({ body }) => !seen.has(body.service) && seen.add(body.service))
    );
  }

  /** A rule with its bearers; `counted` are those that data says. */
  #apply(
    key: string,
    body: CostSharing,
    counted?: ReadonlyMap<string, number>,
  ): AppliedRule {
    const { rule, service, percent } = body;
    let to: { ref: string; weight: number }[];
    if (rule.by === 'equal') to = rule.to.map(ref => ({ ref, weight: 1 }));
    else if (rule.by === 'weight')
      to = rule.to.map(t => ({
        ref: t.service,
        weight: Math.round(t.weight * THOUSANDTHS),
      }));
    else to = [...(counted ?? [])].map(([ref, weight]) => ({ ref, weight }));
    const bears = {
      from: service,
      to,
      share: Math.round(percent * HUNDREDTHS),
    };
    const nobody =
      rule.by === 'records'
        ? 'None of them had a record in the month'
        : 'Nothing depends on it';
    const problem =
      to.length > 0 ? undefined : `${nobody}; the service keeps its costs.`;
    return { key, body, words: sharingWords(body), bears, problem };
  }

  /** What depends on shared services, with how many of its things do. */
  async #dependants(
    rules: readonly CostSharing[],
  ): Promise<Map<string, Map<string, number>>> {
    const asked = rules.flatMap(({ service, rule }) =>
      rule.by === 'dependants' ? [{ service, rule }] : [],
    );
    if (asked.length === 0) return new Map();
    const parts = await this.store.partsOf(asked.map(a => a.service));
    const most = Math.max(...asked.map(a => a.rule.hops));
    const known = new Set(
      asked.flatMap(({ service }) => [service, ...(parts.get(service) ?? [])]),
    );
    const edges: Dependency[] = [];
    let frontier = [...known];
    for (let hop = 0; hop < most && frontier.length > 0; hop += 1) {
      const found = await this.store.dependants(frontier);
      edges.push(...found);
      frontier = [...new Set(found.map(e => e.from))].filter(
        ref => !known.has(ref),
      );
      frontier.forEach(ref => known.add(ref));
    }
    const systems = await this.store.systems([...known]);
    const upon = new Map<string, string[]>();
    for (const { from, on } of edges)
      upon.set(on, [...(upon.get(on) ?? []), from]);
    return new Map(
      asked.map(({ service, rule }) => {
        const within = new Set([service, ...(parts.get(service) ?? [])]);
        const reached = new Set<string>();
        let at = [...within];
        for (let hop = 0; hop < rule.hops; hop += 1) {
          at = [...new Set(at.flatMap(ref => upon.get(ref) ?? []))].filter(
            ref => !within.has(ref) && !reached.has(ref),
          );
          at.forEach(ref => reached.add(ref));
        }
        const weights = new Map<string, number>();
        for (const ref of [...reached].sort()) {
          const bearer =
            rule.bearers === 'system' ? systems.get(ref) ?? ref : ref;
          if (bearer !== service)
            weights.set(bearer, (weights.get(bearer) ?? 0) + 1);
        }
        return [service, weights] as const;
      }),
    );
  }

  /** How many records bearers had, by month and key. */
  async #records(
    rules: readonly { key: string; body: CostSharing }[],
    months: readonly string[],
  ): Promise<Map<string, Map<string, number>>> {
    const asked = rules.flatMap(({ key, body }) =>
      body.rule.by === 'records'
        ? months.map(month => ({ key, month, body, types: body.rule }))
        : [],
    );
    return new Map(
      await Promise.all(
        asked.map(async ({ key, month, body, types }) => {
          const counted = await this.store.records(
            types.by === 'records' ? types.types : [],
            bearersNamed(body),
            this.timesOf(month),
          );
          return [`${month} ${key}`, counted] as const;
        }),
      ),
    );
  }
}

/** The time of months in a zone, by an instant that begins each. */
export const monthTimes =
  (beginOfMonth: (month: string) => number): MonthTimes =>
  month => ({
    from: beginOfMonth(month),
    to: beginOfMonth(monthAfter(month)),
  });
