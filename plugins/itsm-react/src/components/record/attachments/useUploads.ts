import {
  discoveryApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { attachmentRoutes } from '@callboard/plugin-itsm-common';
import type { Attachment, Audience } from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { newRequestKey } from '../../../api/requestKey';
import { ITSM_QUERY_ROOT } from '../../../api/useItsmQuery';
import { sendFile } from './sendFile';

/** More at a time would only make each of them slower. */
const AT_A_TIME = 2;

/** A file that is being added to a record, or could not be. */
export interface Upload {
  key: string;
  name: string;
  file: File;
  audience: Audience;
  state: 'waiting' | 'sending' | 'failed';
  sent: number;
  /** Why it failed: the server's refusal, or a sentence. */
  error?: unknown;
}

/** Files on their way to a record: a few at a time, each with its progress and its failure. */
export function useUploads(options: {
  number: string;
  /** Why a file need not be sent at all, if so. */
  refuse: (file: File) => string | undefined;
  onAdded: (name: string, added: Attachment) => void;
}) {
  const { number } = options;
  const discovery = useApi(discoveryApiRef);
  const identity = useApi(identityApiRef);
  const queries = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, AbortController>());

  const change = (key: string, changes: Partial<Upload>) =>
    setUploads(all =>
      all.map(one => (one.key === key ? { ...one, ...changes } : one)),
    );
  const drop = (key: string) => {
    running.current.get(key)?.abort();
    setUploads(all => all.filter(one => one.key !== key));
  };

  const send = async ({ key, name, audience, file }: Upload) => {
    const abort = new AbortController();
    running.current.set(key, abort);
    change(key, { state: 'sending', sent: 0, error: undefined });
    try {
      const [base, { token }] = await Promise.all([
        discovery.getBaseUrl('itsm'),
        identity.getCredentials(),
      ]);
      const path = attachmentRoutes.add.path.replace(
        ':id',
        encodeURIComponent(number),
      );
      if (abort.signal.aborted) return;
      const added = await sendFile({
        url: `${base}${path}?${new URLSearchParams({ name, audience })}`,
        token,
        key,
        file,
        signal: abort.signal,
        onSent: sent => change(key, { sent }),
      });
      drop(key);
      options.onAdded(name, added);
      queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
    } catch (error) {
      if (!abort.signal.aborted) change(key, { state: 'failed', error });
    } finally {
      running.current.delete(key);
    }
  };

  useEffect(() => {
    const free = AT_A_TIME - running.current.size;
    uploads
      .filter(one => one.state === 'waiting' && !running.current.has(one.key))
      .slice(0, Math.max(free, 0))
      .forEach(send);
  });

  // Whoever leaves the record gives up what is still on its way; whoever closes the page is asked.
  const isBusy = uploads.some(one => one.state !== 'failed');
  useEffect(() => {
    if (!isBusy) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isBusy]);
  useEffect(() => {
    const all = running.current;
    return () => all.forEach(abort => abort.abort());
  }, []);

  return {
    uploads,
    add: (files: readonly File[], audience: Audience) =>
      setUploads(all => [
        ...all,
        ...files.map((file): Upload => {
          const error = options.refuse(file);
          const state = error ? 'failed' : 'waiting';
          const key = newRequestKey();
          return {
            key,
            name: file.name,
            file,
            audience,
            state,
            sent: 0,
            error,
          };
        }),
      ]),
    /** Gives one up that is on its way, or puts one away that failed. */
    drop,
    again: (key: string) => change(key, { state: 'waiting', error: undefined }),
  };
}

/** What {@link useUploads} gives. */
export type Uploads = ReturnType<typeof useUploads>;
