import { CHANGE_TYPES, RISK_LEVELS } from '@callboard/plugin-itsm-common';
import type { FactKind } from '@callboard/plugin-itsm-node';

const labelsOf = (choices: readonly { value: string; label: string }[]) =>
  Object.fromEntries(choices.map(({ value, label }) => [value, label]));

/**
 * What is counted of changes: one row for each, as it is now. `changeFacts.ts` says what is what.
 *
 * Which incidents a change caused is none of it: a change that may be read would tell of an incident
 * that is restricted.
 */
export const CHANGE_FACTS: FactKind = {
  kind: 'change',
  title: 'Changes',
  stages: [
    {
      key: 'filed',
      label: 'Changes filed',
      marks: ['emergency', 'standard'],
    },
    {
      key: 'decided',
      label: 'Changes decided about',
      marks: ['emergency', 'standard'],
      values: ['approvalMs'],
    },
    {
      key: 'live',
      label: 'Changes that went live',
      marks: ['emergency', 'standard'],
      values: ['leadMs'],
    },
    {
      key: 'finished',
      label: 'Changes carried out',
      marks: [
        'successful',
        'issues',
        'failed',
        'rolledBack',
        'unsuccessful',
        'emergency',
        'standard',
      ],
    },
    { key: 'closed', label: 'Changes closed' },
  ],
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true, hourly: true },
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    {
      key: 'changeType',
      label: 'Type of change',
      labels: labelsOf(CHANGE_TYPES),
    },
    { key: 'risk', label: 'Risk', labels: labelsOf(RISK_LEVELS) },
    {
      key: 'templateKey',
      label: 'Standard change template',
      definition: 'standard-change',
    },
  ],
  values: [
    {
      key: 'leadMs',
      label: 'Lead time',
      unit: 'duration',
      distribution: true,
    },
    {
      key: 'approvalMs',
      label: 'Time to decide',
      unit: 'duration',
      distribution: true,
    },
  ],
  // Their order is kept in the data: new ones go to the end.
  marks: [
    { key: 'successful', label: 'Successful' },
    { key: 'issues', label: 'Successful with issues' },
    { key: 'failed', label: 'Failed' },
    { key: 'rolledBack', label: 'Rolled back' },
    { key: 'unsuccessful', label: 'Failed or rolled back' },
    { key: 'emergency', label: 'Emergency' },
    { key: 'standard', label: 'Standard' },
  ],
  version: 1,
};
