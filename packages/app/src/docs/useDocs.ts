import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { useQuery } from '@tanstack/react-query';
import { DocsContents, DocsText } from './types';

/** Reads from the docs backend as whoever is signed in. */
function useDocsFetch() {
  const { fetch } = useApi(fetchApiRef);
  return async (path: string, signal: AbortSignal): Promise<Response> => {
    const response = await fetch(`plugin://docs/${path}`, { signal });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  };
}

/** The table of contents. */
export function useContents() {
  const get = useDocsFetch();
  return useQuery({
    queryKey: ['docs', 'contents'],
    queryFn: async ({ signal }): Promise<DocsContents> =>
      (await get('contents', signal)).json(),
  });
}

/** One page. */
export function usePage(path: string) {
  const get = useDocsFetch();
  return useQuery({
    queryKey: ['docs', 'page', path],
    queryFn: async ({ signal }): Promise<DocsText> =>
      (await get(`pages?path=${encodeURIComponent(path)}`, signal)).json(),
  });
}

/**
 * An image as a data address. An img element cannot say who is signed in, so the image is fetched
 * first.
 */
export function useImage(path: string) {
  const get = useDocsFetch();
  return useQuery({
    queryKey: ['docs', 'image', path],
    queryFn: async ({ signal }): Promise<string> => {
      const response = await get(
        `images?path=${encodeURIComponent(path)}`,
        signal,
      );
      return asDataUrl(await response.blob());
    },
  });
}

function asDataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
