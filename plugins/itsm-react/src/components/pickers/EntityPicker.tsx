import { nameOf } from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import { PickerCombobox } from './PickerCombobox';
import type { PickerProps } from './pickerOptions';
import {
  entityTitle,
  useCatalogEntity,
  useEntityOptions,
} from './useEntityOptions';

export type { PickerProps } from './pickerOptions';

/** Chooses an entity of some kinds by typing part of its name. */
export function EntityPicker(
  props: PickerProps & { kinds: readonly string[] },
) {
  const { kinds, value, ...rest } = props;
  const list = useEntityOptions(kinds);
  // Only what was not found by typing, such as a preset value, has to be asked for by name.
  const listed = list.found.items.find(item => item.id === value);
  const entity = useCatalogEntity(listed ? undefined : value).data;
  const selected = useMemo(() => {
    if (!value) return null;
    if (listed) return listed;
    return { id: value, label: entity ? entityTitle(entity) : nameOf(value) };
  }, [value, listed, entity]);
  return <PickerCombobox {...rest} list={list} chosen={selected} />;
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
