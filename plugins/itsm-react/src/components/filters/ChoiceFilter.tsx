import { Checkbox, CheckboxGroup } from '@backstage/ui';
import { FilterButton } from './FilterButton';

/** Lets through records whose value is one of some choices. */
export function ChoiceFilter(props: {
  label: string;
  choices: ReadonlyArray<{ value: string; label: string }>;
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const { label, choices, values, onChange } = props;
  const chosen = choices.filter(c => values.includes(c.value));
  return (
    <FilterButton
      label={label}
      summary={chosen.map(c => c.label).join(', ') || undefined}
      onClear={() => onChange([])}
    >
      <CheckboxGroup
        label={label}
        value={[...values]}
        onChange={next => onChange(next)}
      >
        {choices.map(choice => (
          <Checkbox key={choice.value} value={choice.value}>
            {choice.label}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </FilterButton>
  );
}
