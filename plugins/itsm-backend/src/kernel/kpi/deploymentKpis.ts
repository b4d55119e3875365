import type { KpiDefinition } from '@callboard/plugin-itsm-common';

const SOURCE =
  'DORA’s software delivery performance metrics, dora.dev/guides/dora-metrics';
const AWAITS = 'Reports of deployments';

type Said = Pick<
  KpiDefinition,
  'name' | 'purpose' | 'formulaWords' | 'unit' | 'direction'
>;

const said: Readonly<Record<string, Said>> = {
  frequency: {
    name: 'Deployment frequency',
    purpose: 'How often is something new put live?',
    formulaWords: 'Deployments to production a day.',
    unit: 'number',
    direction: 'up',
  },
  'lead-time': {
    name: 'Change lead time',
    purpose: 'How long does it take from a commit until it is live?',
    formulaWords:
      'Of the commits that went live in the period, the time from the commit until the deployment.',
    unit: 'duration',
    direction: 'down',
  },
  'fail-rate': {
    name: 'Change fail rate',
    purpose: 'How often must a deployment be mended at once?',
    formulaWords:
      'Of the deployments to production, the part after which somebody had to step in at once: a rollback or a hotfix.',
    unit: 'percent',
    direction: 'down',
  },
  'recovery-time': {
    name: 'Failed deployment recovery time',
    purpose: 'How long does it take until a deployment that failed is mended?',
    formulaWords:
      'Of the deployments that had to be mended, the time until that was done.',
    unit: 'duration',
    direction: 'down',
  },
  'rework-rate': {
    name: 'Deployment rework rate',
    purpose: 'How much of what is deployed was not planned?',
    formulaWords:
      'Of the deployments to production, the part that was not planned and followed an incident there.',
    unit: 'percent',
    direction: 'down',
  },
};

/**
 * The place of the numbers that cannot be told before deployments are reported: they are listed, so that
 * nobody takes numbers of changes for them.
 */
export const DEPLOYMENT_KPIS: readonly KpiDefinition[] = Object.entries(
  said,
).map(([name, kpi]) => ({
  ...kpi,
  key: `deployments.${name}`,
  practice: 'deployments',
  source: SOURCE,
  basis: 'events',
  formula: { of: 'gauge', gauge: `deployments.${name}` },
  dimensions: [],
  version: 1,
  awaits: AWAITS,
}));
