import {
  ALERT_POLICY_KIND,
  alertPolicyBodySchema,
  INDICATOR_KIND,
  indicatorBodySchema,
  normalizeRef,
  OBJECTIVE_ENTITY_ANNOTATION,
  OBJECTIVE_KIND,
  OBJECTIVE_ON_BURN_ANNOTATION,
  objectiveBodySchema,
  OPEN_SLO,
  OPEN_SLO_INSTEAD,
  type ObjectiveBody,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionFault,
  DefinitionKind,
} from '@callboard/plugin-itsm-node';
import { entityCandidates } from './entityOf';

interface Named {
  metadata: { name: string; displayName?: string };
}

const titleOf = ({ metadata }: Named) => metadata.displayName ?? metadata.name;

function nameFaults({ metadata }: Named, key: string): DefinitionFault[] {
  if (metadata.name === key) return [];
  return [
    {
      path: ['metadata', 'name'],
      message: `metadata.name: must be ${key}, the key of the definition`,
    },
  ];
}

function attachmentFaults(body: ObjectiveBody): DefinitionFault[] {
  const { annotations = {} } = body.metadata;
  const entity = annotations[OBJECTIVE_ENTITY_ANNOTATION];
  const onBurn = annotations[OBJECTIVE_ON_BURN_ANNOTATION];
  const faults: DefinitionFault[] = [];
  const fault = (annotation: string, message: string) =>
    faults.push({
      path: ['metadata', 'annotations', annotation],
      message: `metadata.annotations.${annotation}: ${message}`,
    });
  if (entity !== undefined && !normalizeRef(entity))
    fault(
      OBJECTIVE_ENTITY_ANNOTATION,
      'must be an entity reference like component:default/cart',
    );
  else if (entityCandidates(body).length === 0)
    faults.push({
      path: ['spec', 'service'],
      message: `spec.service: must be the name of an entity, or a reference like component:default/cart; or name the entity in the annotation ${OBJECTIVE_ENTITY_ANNOTATION}`,
    });
  if (onBurn !== undefined && onBurn !== 'incident')
    fault(OBJECTIVE_ON_BURN_ANNOTATION, 'must be "incident", or be left out');
  return faults;
}

/** What is to be met: OpenSLO's `SLO`. */
export const objectiveKind: DefinitionKind<typeof objectiveBodySchema> = {
  kind: OBJECTIVE_KIND,
  label: 'Objective',
  description:
    'A service level objective as an OpenSLO document (openslo/v1, SLO): what is measured, the target, and the window in which it is to be met.',
  schema: objectiveBodySchema,
  titleOf,
  about: body => [entityCandidates(body)],
  check: (body, key) => [...nameFaults(body, key), ...attachmentFaults(body)],
  foreign: { apiVersion: OPEN_SLO, kind: 'SLO', instead: OPEN_SLO_INSTEAD },
};

/** What is measured: OpenSLO's `SLI`. */
export const indicatorKind: DefinitionKind<typeof indicatorBodySchema> = {
  kind: INDICATOR_KIND,
  label: 'Indicator',
  description:
    'A service level indicator as an OpenSLO document (openslo/v1, SLI), for several objectives: what is measured, and where.',
  schema: indicatorBodySchema,
  titleOf,
  check: nameFaults,
  foreign: { apiVersion: OPEN_SLO, kind: 'SLI' },
};

/** When somebody is told: OpenSLO's `AlertPolicy`. */
export const alertPolicyKind: DefinitionKind<typeof alertPolicyBodySchema> = {
  kind: ALERT_POLICY_KIND,
  label: 'Alert policy',
  description:
    'When an error budget burns too fast, as an OpenSLO document (openslo/v1, AlertPolicy) with its condition inline.',
  schema: alertPolicyBodySchema,
  titleOf,
  check: nameFaults,
  foreign: { apiVersion: OPEN_SLO, kind: 'AlertPolicy' },
};
