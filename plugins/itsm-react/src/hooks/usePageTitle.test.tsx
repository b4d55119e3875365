import { configApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { usePageTitle } from './usePageTitle';

const config = mockApis.config({ data: { app: { title: 'Callboard' } } });
const wrapper = ({ children }: { children: ReactNode }) => (
  <TestApiProvider apis={[[configApiRef, config]]}>{children}</TestApiProvider>
);

it('names the tab after the page, also when the count of notifications is put before an older title', async () => {
  document.title = 'Callboard';
  const { unmount } = renderHook(() => usePageTitle('Demand'), { wrapper });
  expect(document.title).toBe('Demand | Callboard');
  document.title = '(1) Callboard';
  await waitFor(() => expect(document.title).toBe('Demand | Callboard'));
  // A count before its own title stays, and so does what another page calls itself.
  document.title = '(1) Demand | Callboard';
  await Promise.resolve();
  expect(document.title).toBe('(1) Demand | Callboard');
  unmount();
  document.title = 'Callboard';
  await Promise.resolve();
  expect(document.title).toBe('Callboard');
});
