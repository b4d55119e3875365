import {
  DESIGN_TEMPLATE,
  designTemplateSchema,
  READINESS_GATE,
  readinessGateSchema,
} from '@callboard/plugin-itsm-common';
import type { DefinitionKind } from '@callboard/plugin-itsm-node';

/** What the journal of a service says of its design and its plan. */
export const DESIGN_NOTES = {
  written: 'service.section-written',
  moved: 'service.section-moved',
  evidenceAdded: 'service.evidence-added',
  evidenceRemoved: 'service.evidence-removed',
  milestoneAdded: 'service.milestone-added',
  milestoneChanged: 'service.milestone-changed',
  milestoneRemoved: 'service.milestone-removed',
} as const;

/** When services may be brought in and run. */
export const readinessGateKind: DefinitionKind<typeof readinessGateSchema> = {
  kind: READINESS_GATE,
  label: 'Readiness gate',
  description:
    'What must stand before a service is brought in or run: accepted sections of its design package with their evidence, and what the data must say.',
  schema: readinessGateSchema,
  titleOf: body => body.title,
};

/** What the sections of design packages begin with. */
export const designTemplateKind: DefinitionKind<typeof designTemplateSchema> = {
  kind: DESIGN_TEMPLATE,
  label: 'Design template',
  description:
    'What the sections of a design package begin with: questions to be answered, and text to go on from.',
  schema: designTemplateSchema,
  titleOf: body => body.name,
};
