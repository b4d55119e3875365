import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { Attachment } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { errorSentence } from '../../../api/errors';
import { attachmentTranslationRef } from './translation';
import { useContent } from './useContent';

/** Keeps a file among the browser's downloads; says so where it could not. */
export function useDownload(number: string) {
  const { t } = useTranslationRef(attachmentTranslationRef);
  const content = useContent(number);
  const toast = useApi(toastApiRef);
  const [busy, setBusy] = useState<string>();
  const download = async ({ id, name }: Pick<Attachment, 'id' | 'name'>) => {
    setBusy(id);
    try {
      await content.download(id, name ?? 'attachment');
    } catch (e) {
      const error =
        e instanceof Response
          ? await ResponseError.fromResponse(e as never)
          : e;
      toast.post({
        title: t('failed', { name: name ?? t('erased') }),
        description: errorSentence(error),
        status: 'danger',
      });
    } finally {
      setBusy(undefined);
    }
  };
  return { download, busy };
}
