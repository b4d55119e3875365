import type { QueryClient } from '@tanstack/react-query';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LiveSignals } from './LiveSignals';
import { getItsmQueryClient } from './queryClient';

/**
 * Lets everything below it use the query hooks.
 *
 * Backstage wraps extensions per plugin id, so every practice's plugin brings it as its wrapper;
 * the client behind it is one for all.
 */
export function ItsmQueryProvider(props: {
  children: ReactNode;
  client?: QueryClient;
}) {
  return (
    <QueryClientProvider client={props.client ?? getItsmQueryClient()}>
      <LiveSignals />
      {props.children}
    </QueryClientProvider>
  );
}
