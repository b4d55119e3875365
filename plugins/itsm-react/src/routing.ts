import { useCallback, useEffect, useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';

export { Link as RouterLink } from 'react-router-dom';

// The router is touched here and in the practices' page files only, so that a change of the
// framework's router is a change in few places.

/** Goes to an address within the portal. */
export function useGo(): (to: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback((to, options) => navigate(to, options), [navigate]);
}

/** The first part of the page's address below a base; empty on the base itself. */
export function useFirstBelow(base: string): string {
  const [first = ''] = useLocation()
    .pathname.slice(base.length)
    .split('/')
    .filter(Boolean);
  return first;
}

/** The query part of the page's address, as plain values. */
export interface UrlValues {
  get(name: string): string;
  /** A value that is a list, joined by commas in the address. */
  list(name: string): string[];
  /** Sets several values at once; an empty one leaves the address. */
  set(
    changes: Record<string, string | readonly string[] | undefined>,
    options?: { replace?: boolean },
  ): void;
}

/**
 * State that lives in the page's address, so that it can be sent to somebody, bookmarked, and
 * walked through with the browser's back button.
 *
 * A page stays until the next one is loaded, and what it says meanwhile, such as a search that waits for the typing
 * to pause, is too late: the router would take whoever pressed a link back to where they were.
 */
export function useUrlValues(): UrlValues {
  const [params, setParams] = useSearchParams();
  const { key } = useLocation();
  // As the browser has it: the router's own says where the page is that is drawn, not where one goes.
  const here = useMemo(() => key && window.location.pathname, [key]);
  return useMemo(
    () => ({
      get: name => params.get(name) ?? '',
      list: name => (params.get(name) ?? '').split(',').filter(Boolean),
      set: (changes, options) => {
        if (window.location.pathname !== here) return;
        setParams(old => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(changes)) {
            const text = Array.isArray(value)
              ? value.join(',')
              : (value as string | undefined);
            if (text) next.set(name, text);
            else next.delete(name);
          }
          return next;
        }, options);
      },
    }),
    [params, setParams, here],
  );
}

/**
 * Brings what the address names after `#` into sight as soon as it is drawn. The browser itself looks for it
 * only when the page begins, and the router never.
 */
export function useAnchor(isDrawn: boolean): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    if (!isDrawn || !hash) return;
    document
      .getElementById(decodeURIComponent(hash.slice(1)))
      ?.scrollIntoView?.({ block: 'start' });
  }, [isDrawn, hash, key]);
}
