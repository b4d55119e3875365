import {
  discoveryApiRef,
  fetchApiRef,
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { ResponseError } from '@backstage/errors';
import { EXPORT_LIMIT_HEADER } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { RiDownload2Line } from '@remixicon/react';
import { useState } from 'react';
import { errorSentence } from '../../api/errors';
import type { AnyRoute } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import { downloadFile } from './downloadFile';
import { exportSearch } from './exportSearch';

const BRIEF_MS = 8_000;

/** Keeps what a list shows as a CSV file: its filters and its columns, under the viewer's rights. */
export function ExportButton(props: {
  route: AnyRoute;
  /** What the list asks for, without sorting and paging. */
  question: QueryValues;
  columns: readonly string[];
}) {
  const { route, question, columns } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const { fetch } = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  const toast = useApi(toastApiRef);
  const [running, setRunning] = useState(false);

  const run = async () => {
    if (running) return;
    setRunning(true);
    const note = toast.post({ title: t('export.running'), status: 'info' });
    try {
      const base = await discovery.getBaseUrl('itsm');
      const search = exportSearch(question, columns);
      const day = new Date().toISOString().slice(0, 10);
      const headers = await downloadFile({
        fetch,
        url: `${base}${route.path}${search}`,
        fileName: `${route.path.split('/')[1]}-${day}.csv`,
      });
      const cap = Number(headers.get(EXPORT_LIMIT_HEADER));
      toast.post({
        title: t('export.done'),
        description: cap
          ? t('export.capped', { rows: cap.toLocaleString() })
          : undefined,
        status: 'success',
        timeout: BRIEF_MS,
      });
    } catch (e) {
      const error =
        e instanceof Response
          ? await ResponseError.fromResponse(e as never)
          : e;
      toast.post({
        title: t('export.failed'),
        description: errorSentence(error),
        status: 'danger',
      });
    } finally {
      note.close();
      setRunning(false);
    }
  };
  return (
    <ButtonIcon
      variant="tertiary"
      icon={<RiDownload2Line />}
      aria-label={t('export.title')}
      isPending={running}
      onPress={run}
    />
  );
}
