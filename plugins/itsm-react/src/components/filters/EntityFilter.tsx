import { Button } from '@backstage/ui';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { EntityPicker } from '../pickers/EntityPicker';
import { entityTitle, useCatalogEntity } from '../pickers/useEntityOptions';
import { nameOf } from '@callboard/plugin-itsm-common';
import { FilterButton } from './FilterButton';

/** Lets through records that name an entity, or a word such as `me` or `none`. */
export function EntityFilter(props: {
  label: string;
  kinds: readonly string[];
  value: string;
  onChange: (value: string | undefined) => void;
  /** Words that stand for an entity, offered above the search. */
  words?: ReadonlyArray<{ value: string; label: string }>;
}) {
  const { label, kinds, value, onChange, words = [] } = props;
  const word = words.find(w => w.value === value);
  const ref = value && !word ? value : undefined;
  const entity = useCatalogEntity(ref).data;
  const named = entity ? entityTitle(entity) : ref && nameOf(ref);
  return (
    <FilterButton
      label={label}
      summary={word?.label ?? named}
      onClear={() => onChange(undefined)}
    >
      {words.map(w => (
        <Button
          key={w.value}
          variant={w.value === value ? 'primary' : 'secondary'}
          onPress={() => onChange(w.value)}
        >
          {w.label}
        </Button>
      ))}
      <EntityPicker
        label={label}
        kinds={kinds}
        value={ref}
        onChange={onChange}
        {...focusOnOpen()}
      />
    </FilterButton>
  );
}
