import { NotFoundError } from '@backstage/errors';
import {
  cmdbUpdatePermission,
  HEALTH_DIMENSIONS,
  SEVERITY_WEIGHTS,
  type CiHealth,
  type HealthCheck,
  type HealthDimension,
} from '@callboard/plugin-itsm-common';
import {
  isPermitted,
  type Caller,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import type { AttestationStore } from './AttestationStore';
import { confirmDueAt, confirmEvery } from './checks/staleness';
import type { Evaluation, LookedAt } from './Evaluation';
import { findingsOf } from './Evaluation';
import { keyOf, type EvaluationStore } from './EvaluationStore';
import type { FindingStore } from './FindingStore';
import { NOT_EVALUATED } from './HealthFactsStore';
import {
  scoreOf,
  showScores,
  weigh,
  type Hundredths,
  type Weighed,
} from './score';
import {
  mayAttest,
  toldOf,
  type Names,
  type VisibleHealth,
} from './VisibleHealth';

/** More findings than anybody reads of one item. */
const MOST_FINDINGS = 500;

const WORDS: Readonly<Record<HealthDimension, string>> = {
  completeness: 'Completeness',
  correctness: 'Correctness',
  staleness: 'Freshness',
  compliance: 'Compliance',
};

const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

/** Whether the caller has the permission to change what is noted of items. */
export const hasUpdate = (caller: Caller) =>
  isPermitted(caller, cmdbUpdatePermission);

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'catalogAccess' | 'clock' | 'database'
>;

/** How healthy one item is, as it is now, with every check in words. */
export class CiHealthView {
  constructor(
    private readonly kernel: Kernel,
    private readonly deps: {
      evaluation: Evaluation;
      evaluations: EvaluationStore;
      findings: FindingStore;
      attestations: AttestationStore;
      visible: VisibleHealth;
    },
  ) {}

  async of(caller: Caller, asked: string): Promise<CiHealth> {
    const { catalog, clock, database } = this.kernel;
    const { evaluation, evaluations, findings, visible } = this.deps;
    const nothing = () =>
      new NotFoundError(
        `There is no configuration item ${asked}, or you may not see it`,
      );
    const entity = await catalog.find(asked);
    if (!entity || entity.removedAt !== undefined) throw nothing();
    const { ref, kind } = entity;
    if (!(await visible.readable(caller, [ref])).has(ref)) throw nothing();
    if (NOT_EVALUATED.includes(kind))
      throw new NotFoundError(
        `Of entities of the kind ${kind} no health is kept; ask about a component, a resource or the like`,
      );
    const now = clock.now();
    const [looked] = await evaluation.look(
      database,
      [ref],
      await evaluation.basis(),
    );
    if (!looked) throw nothing();
    const excused = await evaluations.excused(database, [ref], now);
    const names = await visible.names(
      caller,
      findingsOf(looked).flatMap(f => f.about ?? []),
    );
    const checks = looked.checks.map(check =>
      this.#check(ref, check, names, excused),
    );
    const weighed = weigh(
      looked.checks,
      check => checks[looked.checks.indexOf(check)].state === 'failed',
    );
    const scores = scoreOf(weighed, evaluation.settings.weights);
    const stored = await findings.page({ refs: [ref] }, now, MOST_FINDINGS);
    const shown = await visible.present(
      caller,
      await visible.visible(caller, stored),
    );
    const confirmation = await this.#confirmation(caller, looked);
    return {
      ref,
      title: looked.facts.title,
      class: looked.facts.class?.key,
      scores: showScores(scores),
      explained: this.#explained(weighed, scores),
      checks,
      findings: shown,
      confirmation,
      refs: await catalog.describe([
        ref,
        looked.facts.owner?.ref,
        looked.facts.systemRef,
        confirmation.confirmedByRef,
        ...shown.map(f => f.excused?.byRef),
      ]),
    };
  }

  #check(
    ref: string,
    check: LookedAt['checks'][number],
    names: Names,
    excused: ReadonlySet<string>,
  ): HealthCheck {
    const { rule, label, dimension, severity, field, holds } = check;
    const told = check.problems.flatMap(problem => {
      const text = toldOf(problem, names);
      const { detail } = problem;
      return text === undefined
        ? []
        : [{ text, accepted: excused.has(keyOf({ ref, rule, detail })) }];
    });
    const open = told.filter(({ accepted }) => !accepted);
    const failed = open.length > 0 ? 'failed' : 'excused';
    return {
      rule,
      label,
      dimension,
      severity,
      weight: SEVERITY_WEIGHTS[severity],
      field,
      state: told.length === 0 ? 'passed' : failed,
      message:
        told.length === 0
          ? holds
          : (open.length > 0 ? open : told).map(({ text }) => text).join(' '),
    };
  }

  #explained(
    weighed: Readonly<Record<HealthDimension, Weighed>>,
    scores: Hundredths,
  ): string[] {
    const shown = showScores(scores);
    const { weights } = this.deps.evaluation.settings;
    const scored = HEALTH_DIMENSIONS.filter(d => scores[d] !== undefined);
    const sentences = HEALTH_DIMENSIONS.map(d => {
      const { total, failed } = weighed[d];
      return total === 0
        ? `${WORDS[d]} has no score: no check of it applies to this item.`
        : `${WORDS[d]} is ${shown[d]}: checks with a weight of ${
            total - failed
          } of ${total} pass or are accepted.`;
    });
    if (shown.overall === undefined) return sentences;
    const parts = scored.map(d => `${WORDS[d].toLowerCase()} × ${weights[d]}`);
    return [
      ...sentences,
      `Overall it is ${shown.overall}: the mean of ${parts.join(', ')}.`,
    ];
  }

  async #confirmation(
    caller: Caller,
    { facts }: LookedAt,
  ): Promise<CiHealth['confirmation']> {
    const { evaluation, attestations } = this.deps;
    const now = this.kernel.clock.now();
    const settings = { ...evaluation.settings, now };
    const said = (await attestations.of([facts.ref])).get(facts.ref);
    const dueAt = confirmDueAt(facts, settings);
    const everyDays = confirmEvery(facts, settings);
    return {
      everyDays: everyDays === 0 ? undefined : everyDays,
      confirmedAt: iso(said?.confirmedAt),
      confirmedByRef: said?.confirmedByRef,
      note: said?.note,
      dueAt: iso(dueAt),
      due: dueAt !== undefined && dueAt <= now,
      canConfirm: hasUpdate(caller) && mayAttest(caller, facts.owner?.ref),
    };
  }
}
