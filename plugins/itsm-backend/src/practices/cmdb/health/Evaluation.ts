import { createHash } from 'crypto';
import {
  HEALTH_DIMENSIONS,
  type CiHealthFacts,
  type CiRuleBody,
  type HealthDimension,
} from '@callboard/plugin-itsm-common';
import type { Clock, Definitions } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import { redundancyKind, type RedundancyBody } from '../impact/redundancy';
import type { Check } from './checks/Check';
import { confirmDueAt } from './checks/staleness';
import { ciRuleKind, type OwnRule } from './compliance';
import { checker } from './evaluate';
import {
  keyOf,
  type EvaluatedFinding,
  type EvaluatedItem,
  type EvaluationStore,
  type Executor,
  type FindingKey,
  type Tx,
} from './EvaluationStore';
import { HealthFactsStore, type FactsBasis } from './HealthFactsStore';
import { scoreOf, weigh } from './score';
import type { HealthSettings } from './settings';

/** Changes when checks find something else than before, so that all items are looked at anew. */
const CHECKS = 1;

/** What items are judged by as of an instant. */
export interface HealthBasis extends FactsBasis {
  rules: readonly OwnRule[];
  /** Changes when any of it does. */
  digest: string;
}

/** What came of looking at an item. */
export interface LookedAt {
  facts: CiHealthFacts;
  checks: readonly Check[];
}

/** The findings of an item's checks. */
export function findingsOf({ facts, checks }: LookedAt): EvaluatedFinding[] {
  return checks.flatMap(({ rule, dimension, severity, field, problems }) =>
    problems.map(problem => ({
      ref: facts.ref,
      rule,
      dimension,
      severity,
      field,
      ...problem,
    })),
  );
}

/** Looks at items and keeps what is found: the same facts give the same, in whatever portions. */
export class Evaluation {
  constructor(
    private readonly deps: {
      store: EvaluationStore;
      facts: Pick<CiFactsReader, 'classes'>;
      definitions: Definitions;
      clock: Clock;
      settings: HealthSettings;
    },
  ) {}

  get settings(): HealthSettings {
    return this.deps.settings;
  }

  /** What items are judged by now. Reads no tables of ours: from memory. */
  async basis(): Promise<HealthBasis> {
    const { definitions, facts, settings } = this.deps;
    const [classes, rules, redundancies] = await Promise.all([
      facts.classes(),
      definitions.list<CiRuleBody>(ciRuleKind.kind),
      definitions.list<RedundancyBody>(redundancyKind.kind),
    ]);
    const basis = {
      classes,
      rules: rules.map(({ key, body }) => ({ ...body, key })),
      redundancies: redundancies.map(({ body }) => body),
    };
    const digest = createHash('sha256')
      .update(JSON.stringify([CHECKS, settings, basis]))
      .digest('hex');
    return { ...basis, digest };
  }

  /** Looks at items without keeping anything. */
  async look(
    executor: Executor,
    refs: readonly string[],
    basis: HealthBasis,
  ): Promise<LookedAt[]> {
    const now = this.deps.clock.now();
    const check = checker({ ...this.deps.settings, now }, basis.rules);
    const found = await new HealthFactsStore(executor).read(refs, basis);
    return found.map(facts => ({ facts, checks: check(facts) }));
  }

  /**
   * Looks at items and keeps what differs. The transaction must hold the state.
   *
   * @returns the findings that are no longer
   */
  async evaluate(
    tx: Tx,
    refs: readonly string[],
    basis: HealthBasis,
  ): Promise<FindingKey[]> {
    const { store, clock } = this.deps;
    const now = clock.now();
    const looked = await this.look(tx, refs, basis);
    const excused = await store.excused(tx, refs, now);
    return store.write(
      tx,
      refs,
      looked.map(one => this.#item(one, excused, now)),
      now,
    );
  }

  #item(
    looked: LookedAt,
    excused: ReadonlySet<string>,
    now: number,
  ): EvaluatedItem {
    const { facts, checks } = looked;
    const { ref } = facts;
    const isExcused = (rule: string, detail: string) =>
      excused.has(keyOf({ ref, rule, detail }));
    const weighed = weigh(checks, ({ rule, problems }) =>
      problems.some(({ detail }) => !isExcused(rule, detail)),
    );
    const findings = findingsOf(looked);
    const counts = Object.fromEntries(
      HEALTH_DIMENSIONS.map(d => [d, 0]),
    ) as Record<HealthDimension, number>;
    let accepted = 0;
    for (const { rule, detail, dimension } of findings) {
      if (isExcused(rule, detail)) accepted += 1;
      else counts[dimension] += 1;
    }
    return {
      ref,
      title: facts.title,
      kind: facts.kind,
      class: facts.class?.key,
      ownerRef: facts.owner?.ref,
      systemRef: facts.systemRef,
      scores: scoreOf(weighed, this.deps.settings.weights),
      weighed,
      counts,
      excused: accepted,
      confirmedAt: facts.confirmedAt,
      confirmDueAt: confirmDueAt(facts, { ...this.deps.settings, now }),
      findings,
    };
  }
}
