import type {
  ContinuityItem,
  ContinuityPlan,
  RecoveryTest,
} from '@callboard/plugin-itsm-common';
import type { ContinuityEntry } from './ContinuityBook';
import type { PlanRow, TestRow } from './ContinuityStore';

const iso = (at: number) => new Date(at).toISOString();

/** A plan in the form of the API. */
export const presentPlan = (plan: PlanRow): ContinuityPlan => ({
  rtoMinutes: plan.rtoMinutes!,
  rpoMinutes: plan.rpoMinutes!,
  mtdMinutes: plan.mtdMinutes,
  ownerRef: plan.ownerRef,
  planUrl: plan.planUrl,
  testEveryDays: plan.testEveryDays,
  version: plan.version,
  updatedAt: iso(plan.updatedAt),
  updatedByRef: plan.updatedByRef,
});

/** A test in the form of the API. */
export const presentTest = (test: TestRow): RecoveryTest => ({
  id: test.id,
  at: iso(test.at),
  kind: test.kind,
  result: test.result,
  rtoMinutes: test.rtoMinutes,
  rpoMinutes: test.rpoMinutes,
  notes: test.words,
  evidenceUrl: test.evidenceUrl,
  byRef: test.byRef,
  createdAt: iso(test.createdAt),
});

/** A service in the form of the API. */
export const presentEntry = (entry: ContinuityEntry): ContinuityItem => ({
  ref: entry.service.ref,
  ownerRef: entry.service.ownerRef,
  systemRef: entry.service.systemRef,
  tier: entry.service.tier,
  plan: entry.plan && presentPlan(entry.plan),
  lastTest: entry.test && presentTest(entry.test),
  gaps: entry.gaps.map(({ kind, words, path }) => ({
    kind,
    words,
    path: path && [...path],
  })),
});

/** People and things that an entry names. */
export const refsOf = ({ service, plan, test, gaps }: ContinuityEntry) => [
  service.ref,
  service.ownerRef,
  service.systemRef,
  plan?.ownerRef,
  plan?.updatedByRef,
  test?.byRef,
  ...gaps.flatMap(gap => gap.path ?? []),
];
