import { TestApiProvider } from '@backstage/frontend-test-utils';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { renderHook, waitFor } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { itsmApiRef } from './itsmApiRef';
import { ItsmQueryProvider } from './ItsmQueryProvider';
import { createItsmQueryClient } from './queryClient';
import { useItsmQuery } from './useItsmQuery';

describe('an answer of the server', () => {
  it('is fresh for some seconds, and is not asked for again by whatever shows it next, unless that says so', async () => {
    const call = jest.fn(async () => ({ items: [] }));
    const client = createItsmQueryClient();
    const wrapper = ({ children }: PropsWithChildren<{}>) => (
      <TestApiProvider apis={[[itsmApiRef, { call } as never]]}>
        <ItsmQueryProvider client={client}>{children}</ItsmQueryProvider>
      </TestApiProvider>
    );
    const shown = async (options?: { staleTime: number }) => {
      const { result, unmount } = renderHook(
        () => useItsmQuery(kernelRoutes.listFollowed, options),
        { wrapper },
      );
      await waitFor(() => expect(result.current.isFetching).toBe(false));
      expect(result.current.data).toEqual({ items: [] });
      unmount();
    };
    await shown();
    await shown();
    expect(call).toHaveBeenCalledTimes(1);
    await shown({ staleTime: 0 });
    expect(call).toHaveBeenCalledTimes(2);
  });
});
