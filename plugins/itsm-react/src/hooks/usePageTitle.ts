import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/** Names the browser's tab after the page, so that several open records can be told apart. */
export function usePageTitle(title: string | undefined) {
  const app = useApi(configApiRef).getOptionalString('app.title');
  useEffect(() => {
    if (title) document.title = app ? `${title} | ${app}` : title;
  }, [title, app]);
}
