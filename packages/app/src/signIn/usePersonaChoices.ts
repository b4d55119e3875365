import { useCallback, useEffect, useState } from 'react';
import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';

/** A person one may sign in as. */
export interface PersonaChoice {
  userEntityRef: string;
  displayName: string;
  role: string;
  hint?: string;
  /** False while the catalog has not read this person yet. */
  ready: boolean;
}

const AGAIN_MS = 2_000;

/**
 * Asks the backend who can be chosen, and again until the catalog knows all of them: at the first
 * start it needs some seconds.
 */
export function usePersonaChoices() {
  const discovery = useApi(discoveryApiRef);
  const [choices, setChoices] = useState<PersonaChoice[]>();
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    let timer: number | undefined;
    const again = () => {
      timer = window.setTimeout(() => setRound(n => n + 1), AGAIN_MS);
    };
    const load = async () => {
      try {
        const items = await fetchChoices(
          await discovery.getBaseUrl('auth'),
          abort.signal,
        );
        setChoices(items);
        setError(undefined);
        if (items.some(item => !item.ready)) again();
      } catch (failure) {
        if (abort.signal.aborted) return;
        setError(failure as Error);
        again();
      }
    };
    load();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [discovery, round]);

  const retry = useCallback(() => setRound(n => n + 1), []);
  return { choices, error, retry };
}

// Not the fetch API of the app: that one waits for somebody to be signed in.
async function fetchChoices(
  authUrl: string,
  signal: AbortSignal,
): Promise<PersonaChoice[]> {
  const response = await fetch(`${authUrl}/personas/choices`, { signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const { items } = (await response.json()) as { items: PersonaChoice[] };
  return items;
}
