import type { Attachment } from '@callboard/plugin-itsm-common';

/** A file on its way to the server. */
export interface FileToSend {
  url: string;
  token?: string;
  /** Names the request: sent again under the same key it is added once. */
  key: string;
  file: Blob;
  signal: AbortSignal;
  /** Told how many bytes have been sent so far. */
  onSent: (bytes: number) => void;
}

function answerOf(request: XMLHttpRequest): any {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return undefined;
  }
}

/**
 * Sends a file as it is. By XMLHttpRequest: `fetch` does not tell how much of a body was sent.
 *
 * @throws what other refusals of the server look like; a TypeError if it cannot be reached
 */
export function sendFile(send: FileToSend): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', send.url);
    request.setRequestHeader(
      'Content-Type',
      send.file.type || 'application/octet-stream',
    );
    request.setRequestHeader('Idempotency-Key', send.key);
    if (send.token)
      request.setRequestHeader('Authorization', `Bearer ${send.token}`);
    request.upload.onprogress = ({ loaded }) => send.onSent(loaded);
    request.onload = () => {
      const body = answerOf(request);
      const { status } = request;
      if (status >= 200 && status < 300) resolve(body);
      else {
        const error = new Error(`Request failed with ${status}`);
        reject(Object.assign(error, { statusCode: status, body }));
      }
    };
    request.onerror = () => reject(new TypeError('The server was not reached'));
    request.onabort = () =>
      reject(new DOMException('It was cancelled', 'AbortError'));
    send.signal.addEventListener('abort', () => request.abort());
    request.send(send.file);
  });
}
