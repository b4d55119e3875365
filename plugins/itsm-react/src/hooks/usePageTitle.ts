import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/** A title without the count of unread notifications that stands before it. */
const withoutCount = (title: string) => title.replace(/^\(\d+\)\s/, '');

/** Names the browser's tab after the page, so that several open records can be told apart. */
export function usePageTitle(title: string | undefined) {
  const app = useApi(configApiRef).getOptionalString('app.title');
  useEffect(() => {
    if (!title) return undefined;
    const own = app ? `${title} | ${app}` : title;
    const before = withoutCount(document.title);
    document.title = own;
    const element = document.querySelector('title');
    if (!element || before === own) return undefined;
    // The count is put before the title as it was when the portal began, also while this page is shown.
    const observer = new MutationObserver(() => {
      if (withoutCount(document.title) === before) document.title = own;
    });
    observer.observe(element, { childList: true, characterData: true });
    return () => observer.disconnect();
  }, [title, app]);
}
