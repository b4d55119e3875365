import { useRef } from 'react';
import { newRequestKey } from './requestKey';

/**
 * Names requests for a form: what is sent again unchanged, as after an answer that was lost, is the same
 * request and happens once; what was changed in between is another one. A key under which a request was
 * refused is free again, so that it needs no new one.
 *
 * @returns the idempotency key of a body
 */
export function useRequestKey(): (body: object) => string {
  const sent = useRef({ text: '', key: '' });
  return body => {
    const text = JSON.stringify(body);
    if (sent.current.text !== text)
      sent.current = { text, key: newRequestKey() };
    return sent.current.key;
  };
}
