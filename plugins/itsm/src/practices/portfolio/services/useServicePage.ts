import { parseEntityRef } from '@backstage/catalog-model';
import { servicePageRoutes } from '@callboard/plugin-itsm-common';
import type { ServiceAddress } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';

/** All there is to know of a service, in one answer. */
export function useServicePage(address: ServiceAddress) {
  return useItsmQuery(servicePageRoutes.page, { params: address, live: true });
}

/** The address of a service's page by its reference. */
export function addressOf(ref: string): ServiceAddress {
  const { kind, namespace, name } = parseEntityRef(ref);
  return { kind, namespace, name };
}

/** The two ways of looking at a service: the same data in another order and other words. */
export const SERVICE_VIEWS = ['business', 'technical'] as const;
export type ServiceViewName = (typeof SERVICE_VIEWS)[number];

const KEY = 'itsm.service.view';

function kept(): ServiceViewName | undefined {
  try {
    const value = window.localStorage.getItem(KEY);
    return SERVICE_VIEWS.find(view => view === value);
  } catch {
    return undefined;
  }
}

/**
 * How the reader looks at services: as the address says, else as they did last, else as engineers if they
 * run it.
 */
export function useServiceView(
  works: boolean,
): [ServiceViewName, (view: ServiceViewName) => void] {
  const url = useUrlValues();
  const asked = SERVICE_VIEWS.find(view => view === url.get('view'));
  const view = asked ?? kept() ?? (works ? 'technical' : 'business');
  return [
    view,
    chosen => {
      try {
        window.localStorage.setItem(KEY, chosen);
      } catch {
        // Storage may be forbidden; the address has it all the same.
      }
      url.set({ view: chosen }, { replace: true });
    },
  ];
}
