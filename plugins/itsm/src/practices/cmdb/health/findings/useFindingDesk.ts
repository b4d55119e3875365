import {
  useEntityHref,
  useGo,
  useRowsBeside,
} from '@callboard/plugin-itsm-react';
import type { RefObject } from 'react';
import type { FindingList } from './findingList';

/** What is done on the list with a finding at hand; its own page is that of its item. */
export function useFindingDesk(
  list: FindingList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const hrefOf = useEntityHref();
  const go = useGo();
  return useRowsBeside(list, container, beside, id => {
    const finding = list.page?.items.find(row => row.id === id);
    const href = finding && hrefOf(finding.ref);
    if (href) go(href);
  });
}
