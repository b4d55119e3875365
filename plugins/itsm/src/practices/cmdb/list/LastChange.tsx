import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiListItem } from '@callboard/plugin-itsm-common';
import { RelativeTime } from '@callboard/plugin-itsm-react';
import { ciListTranslationRef } from './translation';

/** When an item last changed; that it came or went is said beside. */
export function LastChange(props: { item: Pick<CiListItem, 'lastChange'> }) {
  const { lastChange } = props.item;
  const { t } = useTranslationRef(ciListTranslationRef);
  if (!lastChange) return <>–</>;
  const { kind, at } = lastChange;
  return (
    <span>
      {kind !== 'changed' && `${t(`became.${kind}`)} `}
      <RelativeTime instant={at} />
    </span>
  );
}
