import type { FieldDefinition } from '../../../kernel/fields';

/** The type of records that findings become. */
export const CI_TASK = 'ci-task';

/** What a CI task has beside what every record has. */
export const CI_TASK_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'ciRef',
    column: 'ci_ref',
    label: 'Configuration item',
    type: 'entity',
    setBy: ['worker'],
  },
  {
    key: 'rule',
    column: 'rule',
    label: 'Check',
    type: 'string',
    setBy: ['worker'],
  },
  {
    key: 'finding',
    column: 'finding',
    label: 'What is wrong',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'advice',
    column: 'advice',
    label: 'What to do',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'resolution',
    column: 'resolution',
    label: 'What was done',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'reason',
    column: 'reason',
    label: 'Why it is not done',
    type: 'text',
    setBy: ['worker'],
  },
];
