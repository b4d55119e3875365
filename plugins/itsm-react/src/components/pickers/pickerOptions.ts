/** What every picker of the house takes. */
export interface PickerProps {
  label?: string;
  'aria-label'?: string;
  description?: string;
  placeholder?: string;
  value: string | undefined;
  onChange: (entityRef: string | undefined) => void;
  isRequired?: boolean;
  validationBehavior?: 'aria' | 'native';
  /** Gives the problem with the choice, shown beside it. */
  validate?: () => string | null;
  autoFocus?: boolean;
}

/** What can be chosen in a picker. */
export interface PickerOption {
  id: string;
  label: string;
  description?: string;
}

/** Those that have a text in what they are called. */
export function withText<Option extends PickerOption>(
  options: readonly Option[],
  text: string,
): Option[] {
  const term = text.trim().toLocaleLowerCase();
  return options.filter(({ id, label }) =>
    // Of an entity its name, and not its kind and namespace.
    [id.slice(id.lastIndexOf('/') + 1), label].some(words =>
      words.toLocaleLowerCase().includes(term),
    ),
  );
}

/**
 * What was found, in the order in which it can be shown to somebody who is at an option: that one and what else
 * was there stay where they are, what is new comes below.
 *
 * @param at - the option somebody is at, if any
 */
export function steadyOptions<Option extends PickerOption>(
  shown: readonly Option[],
  found: readonly Option[],
  at: string | undefined,
): Option[] {
  if (at === undefined || !shown.some(({ id }) => id === at)) return [...found];
  const byId = new Map(found.map(option => [option.id, option]));
  const kept = shown
    .filter(({ id }) => id === at || byId.has(id))
    .map(option => byId.get(option.id) ?? option);
  const ids = new Set(kept.map(({ id }) => id));
  return [...kept, ...found.filter(({ id }) => !ids.has(id))];
}

/** Options with what is chosen at their end, if it is not among them. */
export function withChosen<Option extends PickerOption>(
  options: readonly Option[],
  chosen: Option | null,
): Option[] {
  return chosen && !options.some(({ id }) => id === chosen.id)
    ? [...options, chosen]
    : [...options];
}
