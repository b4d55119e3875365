import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { cmdbSourceRoutes } from '@callboard/plugin-itsm-common';
import type { CiLoadResult } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  useGo,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useDataAddresses } from '../addresses';
import { countWords } from '../countWords';
import { keepOutcome } from '../outcome';
import { ciSourcesTranslationRef } from '../translation';
import { isJson } from './readRows';

/** What is loaded, and how. */
export interface Loading {
  source: string;
  text: string;
  complete: boolean;
  allowMany: boolean;
}

const sameLoading = (a: Loading | undefined, b: Loading) =>
  a !== undefined &&
  a.source === b.source &&
  a.text === b.text &&
  a.complete === b.complete &&
  a.allowMany === b.allowMany;

/**
 * Runs a load dry and then in earnest. Whoever leaves meanwhile is told of the end in a toast; the
 * load is kept by the server either way.
 */
export function useImport(now: Loading, nameOf: (source: string) => string) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const load = useItsmMutation(cmdbSourceRoutes.load);
  const queries = useQueryClient();
  const toast = useApi(toastApiRef);
  const go = useGo();
  const addresses = useDataAddresses();
  const [checked, setChecked] = useState<{
    loading: Loading;
    result: CiLoadResult;
  }>();
  const [running, setRunning] = useState<{ dryRun: boolean; since: number }>();
  const [error, setError] = useState<unknown>();
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  const send = (dryRun: boolean) =>
    load.mutateAsync({
      params: { source: now.source },
      query: {
        dryRun: dryRun || undefined,
        complete: now.complete || undefined,
        allowMany: now.allowMany || undefined,
      },
      stream: {
        data: now.text,
        type: isJson(now.text) ? 'application/json' : 'text/csv',
      },
    });
  const attempt = async (
    dryRun: boolean,
    work: () => Promise<void>,
  ): Promise<void> => {
    setRunning({ dryRun, since: Date.now() });
    setError(undefined);
    try {
      await work();
    } catch (e) {
      setError(e);
      if (!dryRun && !isHere.current)
        toast.post({
          title: t('importing.failedTitle', { name: nameOf(now.source) }),
          description: errorSentence(e),
          status: 'danger',
        });
    } finally {
      setRunning(undefined);
    }
  };

  return {
    error,
    running,
    /** What the last dry run said; undefined as soon as it was about something else. */
    result: sameLoading(checked?.loading, now) ? checked?.result : undefined,
    isOutdated: checked !== undefined && !sameLoading(checked.loading, now),
    check: () =>
      attempt(true, async () => {
        setChecked({ loading: now, result: await send(true) });
      }),
    run: (onDone: () => void) =>
      attempt(false, async () => {
        const result = await send(false);
        keepOutcome(queries, result);
        onDone();
        const href = addresses.load(now.source, result.id ?? '');
        if (isHere.current && result.id) go(href);
        else
          toast.post({
            title: t('importing.doneTitle', { name: nameOf(now.source) }),
            description: (
              <>
                {countWords(result.counts, t)}{' '}
                <Link href={href}>{t('importing.open')}</Link>
              </>
            ),
            status: 'success',
          });
      }),
  };
}
