import { useApi } from '@backstage/frontend-plugin-api';
import {
  incidentLifecycle,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import {
  itsmApiRef,
  PickerCombobox,
  usePickerList,
} from '@callboard/plugin-itsm-react';
import type { PickerProps } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';

/** Chooses an incident by its number or words of its title, the open ones first. */
export function IncidentPicker(
  props: PickerProps & {
    /** The number of the one that cannot be chosen. */
    without: string;
  },
) {
  const { value, without, ...rest } = props;
  const api = useApi(itsmApiRef);
  const list = usePickerList(async (q, signal) => {
    const { items } = await api.call(incidentRoutes.list, {
      query: {
        q,
        category: ['draft', 'open', 'waiting', 'resolved'],
        limit: 15,
      },
      signal,
    });
    return items
      .filter(item => item.number !== without)
      .map(item => ({
        id: item.number,
        label: `${item.number} ${item.title}`,
        description:
          incidentLifecycle.states[
            item.status as keyof typeof incidentLifecycle.states
          ]?.label ?? item.status,
      }));
  });
  const { items } = list.found;
  const chosen = useMemo(() => {
    if (!value) return null;
    return (
      items.find(item => item.id === value) ?? {
        id: value,
        label: value,
        description: '',
      }
    );
  }, [value, items]);
  return <PickerCombobox {...rest} list={list} chosen={chosen} />;
}
