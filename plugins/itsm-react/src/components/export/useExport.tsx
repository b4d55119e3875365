import {
  discoveryApiRef,
  fetchApiRef,
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { EXPORT_LIMIT_HEADER } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { errorSentence, isOffline } from '../../api/errors';
import type { AnyRoute } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { bytesWords } from './bytesWords';
import { BrokenOffError, downloadFile } from './downloadFile';
import { ExportProgress } from './ExportProgress';
import { exportSearch } from './exportSearch';
import { chooseTarget } from './saveTarget';

const BRIEF_MS = 8_000;

/** What went wrong with an export and what to do about it. */
function useFailureWords() {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return async (e: unknown): Promise<string> => {
    if (e instanceof BrokenOffError)
      return t('export.brokenOff', { size: bytesWords(e.bytes) });
    if (isOffline(e)) return t('export.offline');
    if ((e as Error).name === 'QuotaExceededError') return t('export.full');
    const error =
      e instanceof Response ? await ResponseError.fromResponse(e as never) : e;
    return errorSentence(error);
  };
}

/**
 * Exports what a list shows: asks where to keep it, says how far it is, can be given up, and ends
 * with a whole file or with none and the reason.
 */
export function useExport(options: {
  route: AnyRoute;
  question: QueryValues;
  columns: readonly string[];
}) {
  const { route, question, columns } = options;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { fetch } = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  const toast = useApi(toastApiRef);
  const failureWords = useFailureWords();
  const [isRunning, setRunning] = useState(false);

  const run = async () => {
    if (isRunning) return;
    const day = new Date().toISOString().slice(0, 10);
    const target = await chooseTarget(`${route.path.split('/')[1]}-${day}.csv`);
    if (!target) return;
    setRunning(true);
    const abort = new AbortController();
    let bytes = 0;
    const words = () =>
      bytes > 0
        ? t('export.progress', { size: bytesWords(bytes) })
        : t('export.waiting');
    const note = toast.post({
      title: t('export.running'),
      description: (
        <ExportProgress
          words={words}
          cancel={t('export.cancel')}
          onCancel={() => abort.abort()}
        />
      ),
      status: 'info',
    });
    try {
      const base = await discovery.getBaseUrl('itsm');
      const headers = await downloadFile({
        fetch,
        url: `${base}${route.path}${exportSearch(question, columns)}`,
        target,
        signal: abort.signal,
        onBytes: all => {
          bytes = all;
        },
      });
      const cap = Number(headers.get(EXPORT_LIMIT_HEADER));
      toast.post({
        title: t('export.done', { size: bytesWords(bytes) }),
        description: cap
          ? t('export.capped', { rows: cap.toLocaleString() })
          : undefined,
        status: 'success',
        timeout: BRIEF_MS,
      });
    } catch (e) {
      toast.post(
        abort.signal.aborted
          ? {
              title: t('export.cancelled'),
              status: 'neutral',
              timeout: BRIEF_MS,
            }
          : {
              title: t('export.failed'),
              description: await failureWords(e),
              status: 'danger',
            },
      );
    } finally {
      note.close();
      setRunning(false);
    }
  };
  return { run, isRunning };
}
