import {
  PRIORITY_LABELS,
  TASK_STATE_LABELS,
  TASK_STATES,
} from '@callboard/plugin-itsm-common';

/** A field as far as its values have words of their own. */
export interface LabelledField {
  key: string;
  choices?: ReadonlyArray<{ value: string | number; label: string }>;
  /** The words for any value, where they are no choices; undefined says it as it was kept. */
  words?: (value: string) => string | undefined;
}

/** The words for the values of a field. */
interface LabelsOfField {
  get(value: string): string | undefined;
}

/** The words for the values of fields, by field and value. */
export type ValueLabels = ReadonlyMap<string, LabelsOfField>;

function collect(...sources: ReadonlyArray<readonly LabelledField[]>) {
  const labels = new Map<string, LabelsOfField>();
  for (const { key, choices, words } of sources.flat()) {
    if (choices?.length)
      labels.set(key, new Map(choices.map(c => [String(c.value), c.label])));
    else if (words) labels.set(key, { get: words });
  }
  return labels;
}

/** What no field brings and every record has. */
const KERNEL: readonly LabelledField[] = [
  {
    key: 'priority',
    choices: Object.entries(PRIORITY_LABELS).map(([value, word]) => ({
      value,
      label: `P${value} ${word}`,
    })),
  },
];

/** Tasks have fields of their own, which no record type brings. */
export const TASK_LABELS: ValueLabels = collect([
  {
    key: 'state',
    choices: TASK_STATES.map(value => ({
      value,
      label: TASK_STATE_LABELS[value],
    })),
  },
  {
    key: 'audience',
    choices: [
      { value: 'internal', label: 'Internal' },
      { value: 'requester', label: 'Requester' },
    ],
  },
]);

/**
 * The words for the values of a record's fields, whatever gives them: an enumeration, a custom
 * field, or definitions as of categories.
 *
 * @param sources - lists of fields; where two have words for the same field, the later one's hold
 */
export function valueLabels(
  ...sources: ReadonlyArray<readonly LabelledField[]>
): ValueLabels {
  return collect(KERNEL, ...sources);
}
