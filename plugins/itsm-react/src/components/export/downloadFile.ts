/** What a download is asked with. */
export interface DownloadRequest {
  fetch: typeof fetch;
  url: string;
  fileName: string;
  signal?: AbortSignal;
}

/**
 * Fetches a file under the viewer's own rights, which a plain link could not carry, and hands it
 * to the browser to keep.
 *
 * @returns the headers of the answer
 * @throws the answer, if it is no success
 */
export async function downloadFile(request: DownloadRequest): Promise<Headers> {
  const response = await request.fetch(request.url, { signal: request.signal });
  if (!response.ok) throw response;
  const blob = await response.blob();
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = request.fileName;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
  return response.headers;
}
