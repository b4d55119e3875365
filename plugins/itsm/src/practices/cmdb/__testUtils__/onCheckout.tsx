import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import type { ReactElement } from 'react';
import { useLocation } from 'react-router-dom';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';

const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default', title: 'Checkout' },
};

let search = '';

function Address() {
  search = useLocation().search;
  return null;
}

/** What the address says, past its path. */
export const address = () => new URLSearchParams(search);

/** Shows something on the page of checkout, in a browser that remembers nothing. */
export function onCheckout(
  element: ReactElement,
  api: FakeItsmApi,
  at: string = '/',
) {
  getItsmQueryClient().clear();
  return renderInTestApp(
    <EntityProvider entity={checkout}>
      <ItsmQueryProvider>
        {element}
        <Address />
      </ItsmQueryProvider>
    </EntityProvider>,
    { apis: [[itsmApiRef, api]] as never, initialRouteEntries: [at] },
  );
}
