import {
  useEntityHref,
  useGo,
  useRowsBeside,
} from '@callboard/plugin-itsm-react';
import type { RefObject } from 'react';
import type { CiList } from './useCiList';

/** What is done on the list with an item at hand. The id of its row is its reference. */
export function useCiDesk(
  list: CiList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const hrefOf = useEntityHref();
  const go = useGo();
  return useRowsBeside(list, container, beside, ref => {
    const href = hrefOf(ref);
    if (href) go(href);
  });
}
