import { Combobox } from '@backstage/ui';
import { nameOf } from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import {
  entityTitle,
  useCatalogEntity,
  useEntityOptions,
} from './useEntityOptions';

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

/** Chooses an entity of some kinds by typing part of its name. */
export function EntityPicker(
  props: PickerProps & { kinds: readonly string[] },
) {
  const { kinds, value, onChange, ...rest } = props;
  const list = useEntityOptions(kinds);
  // Only what was not found by typing, such as a preset value, has to be asked for by name.
  const listed = list.items.find(item => item.id === value);
  const entity = useCatalogEntity(listed ? undefined : value).data;
  const selected = useMemo(() => {
    if (!value) return null;
    if (listed) return listed;
    return { id: value, label: entity ? entityTitle(entity) : nameOf(value) };
  }, [value, listed, entity]);
  return (
    <Combobox
      {...rest}
      options={list}
      search={{ mode: 'server' }}
      value={selected}
      onChange={option => onChange(option?.id)}
    />
  );
}

const SERVICE_KINDS = ['component', 'system', 'api', 'resource'];
const USER_KINDS = ['user'];
const GROUP_KINDS = ['group'];

/** Chooses a service or another thing of the catalog that can be worked on. */
export function ServicePicker(props: PickerProps) {
  return <EntityPicker {...props} kinds={SERVICE_KINDS} />;
}

/** Chooses a person. */
export function UserPicker(props: PickerProps) {
  return <EntityPicker {...props} kinds={USER_KINDS} />;
}

/** Chooses a group. */
export function GroupPicker(props: PickerProps) {
  return <EntityPicker {...props} kinds={GROUP_KINDS} />;
}
