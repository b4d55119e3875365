import { useEffect, useRef } from 'react';
import type { UrlValues } from '../../routing';
import { isBare, searchOf, valuesOfView } from './listAddress';
import type { ListSpec } from './listAddress';
import { rememberedStart, rememberStart } from './startView';
import type { SavedViews } from './useSavedViews';

/**
 * Opens a list with the view that its reader starts with, and completes an address that names a
 * saved view and nothing else, as links to views do.
 */
export function useStartView(
  spec: ListSpec,
  url: UrlValues,
  saved: SavedViews,
  enabled: boolean,
) {
  const { items, find, fetch } = saved;
  const id = url.get('saved');
  const bare = isBare(spec, url);
  const named = Boolean(id) && !url.get('view');
  const latest = useRef(url);
  latest.current = url;
  const show = useRef((values: Record<string, string | undefined>) =>
    latest.current.set(values, { replace: true }),
  ).current;

  const start = items?.find(view => view.isDefault);
  useEffect(() => {
    if (!enabled || !bare) return;
    const remembered = rememberedStart(spec.type);
    if (start) show(valuesOfView(spec, start));
    else if (!items && remembered)
      show(Object.fromEntries(new URLSearchParams(remembered)));
  }, [enabled, bare, start, items, spec, show]);
  useEffect(() => {
    if (enabled && items)
      rememberStart(spec.type, start && searchOf(valuesOfView(spec, start)));
  }, [enabled, items, start, spec]);

  useEffect(() => {
    if (!enabled || !named || !items) return;
    const known = find(id);
    if (known) {
      show(valuesOfView(spec, known));
    } else {
      fetch(id).then(
        view => show(valuesOfView(spec, view)),
        // It was deleted or is not for the viewer: the list opens as it does without it.
        () => show({ saved: undefined }),
      );
    }
  }, [enabled, named, id, items, find, fetch, spec, show]);
}
