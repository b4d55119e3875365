import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { attachmentRoutes } from '@callboard/plugin-itsm-common';
import { downloadFile } from '../../export/downloadFile';
import { asDownload } from '../../export/saveTarget';

/** Ways to the content of a record's files, under the viewer's own rights. */
export function useContent(number: string) {
  const { fetch } = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  const urlOf = async (id: string) => {
    const base = await discovery.getBaseUrl('itsm');
    const path = attachmentRoutes.content.path
      .replace(':id', encodeURIComponent(number))
      .replace(':attachmentId', encodeURIComponent(id));
    return `${base}${path}`;
  };
  return {
    /** Reads it into memory, to be shown. */
    read: async (id: string, signal?: AbortSignal): Promise<Blob> => {
      const response = await fetch(await urlOf(id), { signal });
      if (!response.ok) throw new Error(`It was answered ${response.status}`);
      return response.blob();
    },
    /** Keeps it among the browser's downloads. @throws the answer, if it is no success */
    download: async (id: string, name: string): Promise<void> => {
      const url = await urlOf(id);
      await downloadFile({ fetch, url, target: asDownload(name) });
    },
  };
}
