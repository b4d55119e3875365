import { useApi } from '@backstage/frontend-plugin-api';
import { Combobox, useAsyncList } from '@backstage/ui';
import {
  incidentLifecycle,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import { itsmApiRef } from '@callboard/plugin-itsm-react';
import type { PickerProps } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';

interface Found {
  id: string;
  label: string;
  description: string;
}

const TYPING_PAUSE_MS = 150;

/** Chooses an incident by its number or words of its title, the open ones first. */
export function IncidentPicker(
  props: PickerProps & {
    /** The number of the one that cannot be chosen. */
    without: string;
  },
) {
  const { value, onChange, without, ...rest } = props;
  const api = useApi(itsmApiRef);
  const list = useAsyncList<Found>({
    load: async ({ filterText, signal }) => {
      await new Promise(resolve => setTimeout(resolve, TYPING_PAUSE_MS));
      if (signal.aborted) return { items: [] };
      const { items } = await api.call(incidentRoutes.list, {
        query: {
          q: filterText?.trim() || undefined,
          category: ['draft', 'open', 'waiting', 'resolved'],
          limit: 15,
        },
        signal,
      });
      return {
        items: items
          .filter(item => item.number !== without)
          .map(item => ({
            id: item.number,
            label: `${item.number} ${item.title}`,
            description:
              incidentLifecycle.states[
                item.status as keyof typeof incidentLifecycle.states
              ]?.label ?? item.status,
          })),
      };
    },
  });
  const selected = useMemo(() => {
    if (!value) return null;
    return (
      list.items.find(item => item.id === value) ?? { id: value, label: value }
    );
  }, [value, list.items]);
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
