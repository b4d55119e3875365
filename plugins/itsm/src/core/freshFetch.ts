type Fetch = typeof fetch;

/**
 * A fetch that keeps no answer in the browser's cache.
 *
 * The ETag of a record is its version, for `If-Match`. Much of an answer changes without it: who
 * watches, what others are called, what the reader may do; and the next reader at the same browser
 * is somebody else. A conditional request would bring back the old one.
 */
export function freshFetch(api: { fetch: Fetch }): { fetch: Fetch } {
  return {
    fetch: (input, init) => api.fetch(input, { ...init, cache: 'no-store' }),
  };
}
