import {
  CI_TASK,
  CI_TASK_FIELDS,
  ciTaskLifecycle,
  ciTaskPermissions,
  type Lifecycle,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel, RecordType } from '@callboard/plugin-itsm-node';
import type { CiFactsReader } from '../classes';
import { DefaultAttestationService } from './AttestationService';
import { AttestationStore } from './AttestationStore';
import {
  AuthorizedAttestationService,
  AuthorizedCiTaskService,
  AuthorizedHealthService,
} from './AuthorizedHealthService';
import { CiHealthView } from './CiHealthView';
import { DefaultCiTaskService } from './CiTaskService';
import { ConfirmationStore } from './ConfirmationStore';
import { Evaluation } from './Evaluation';
import { EvaluationStore } from './EvaluationStore';
import { FindingStore } from './FindingStore';
import { HealthGroups } from './HealthGroups';
import { DefaultHealthService } from './HealthService';
import { HealthStore } from './HealthStore';
import { HealthWork } from './HealthWork';
import { setsOwnerFromItem } from './setsOwnerFromItem';
import { readHealthSettings } from './settings';
import { VisibleHealth } from './VisibleHealth';

export { ciRuleKind } from './compliance';

/** The record type that findings become. @param fallbackOwner - who gets those without an owner */
export function ciTaskType(fallbackOwner?: string): RecordType {
  return {
    type: CI_TASK,
    label: 'CI task',
    prefix: 'CIT',
    lifecycle: ciTaskLifecycle as Lifecycle,
    permissions: ciTaskPermissions,
    detail: { table: 'ci_tasks', fields: CI_TASK_FIELDS },
    rules: [setsOwnerFromItem(fallbackOwner)],
  };
}

/** Puts together what the health of configuration items is made of. */
export function buildHealth(kernel: ItsmKernel, facts: CiFactsReader) {
  const { database, definitions, clock, authorizer, readScope } = kernel;
  const settings = readHealthSettings(kernel.config);
  const evaluations = new EvaluationStore(database);
  const evaluation = new Evaluation({
    store: evaluations,
    facts,
    definitions,
    clock,
    settings,
  });
  const store = new HealthStore(database);
  const findings = new FindingStore(database);
  const attestations = new AttestationStore(database);
  const confirmations = new ConfirmationStore(database);
  const { weights } = settings;
  const visible = new VisibleHealth(kernel, findings, store, weights);
  const work = new HealthWork(kernel, {
    evaluation,
    store: evaluations,
    health: store,
    confirmations,
  });
  const parts = { evaluation, evaluations, findings, visible };
  return {
    evaluation,
    work,
    store,
    /** Scores as a caller may see them, for lists of items. */
    visible,
    health: new AuthorizedHealthService(
      new DefaultHealthService(kernel, {
        ...parts,
        health: store,
        work,
        ciHealth: new CiHealthView(kernel, { ...parts, attestations }),
        groups: new HealthGroups(kernel, {
          health: store,
          evaluations,
          visible,
          facts,
          weights,
        }),
      }),
      authorizer,
      readScope,
    ),
    attestations: new AuthorizedAttestationService(
      new DefaultAttestationService(kernel, {
        ...parts,
        health: store,
        attestations,
        confirmations,
        work,
      }),
      readScope,
    ),
    tasks: new AuthorizedCiTaskService(
      new DefaultCiTaskService(kernel, parts),
      authorizer,
    ),
  };
}

/** What the health of configuration items is made of. */
export type HealthParts = ReturnType<typeof buildHealth>;
