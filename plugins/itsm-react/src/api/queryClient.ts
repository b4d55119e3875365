import { QueryClient } from '@tanstack/react-query';
import { errorStatus } from './errors';

function retry(failures: number, error: unknown): boolean {
  const status = errorStatus(error) ?? 500;
  // A refusal stays a refusal; only what may pass by itself is tried again.
  return status >= 500 && failures < 2;
}

/** Makes a client with the house's defaults. Tests make their own; pages share one. */
export function createItsmQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry, staleTime: 5_000 } },
  });
}

let shared: QueryClient | undefined;

/** The client that all practices share, so that a page, a card and a widget fetch a record once. */
export function getItsmQueryClient(): QueryClient {
  shared ??= createItsmQueryClient();
  return shared;
}
