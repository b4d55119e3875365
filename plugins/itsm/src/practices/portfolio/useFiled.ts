import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useGo } from '@callboard/plugin-itsm-react';

/** What follows once a record is filed: it is said, what was written is gone, and its page opens. */
export function useFiled(options: {
  words: (number: string) => string;
  clear: () => void;
  hrefOf: (number: string) => string | undefined;
}): (filed: { number: string }) => void {
  const { words, clear, hrefOf } = options;
  const toast = useApi(toastApiRef);
  const go = useGo();
  return ({ number }) => {
    toast.post({ title: words(number), status: 'success' });
    clear();
    const href = hrefOf(number);
    if (href) go(href);
  };
}
