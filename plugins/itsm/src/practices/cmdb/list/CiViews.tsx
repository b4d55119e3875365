import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ViewBar } from '@callboard/plugin-itsm-react';
import type { CiView } from './ciList';
import { ciListTranslationRef } from './translation';
import { useCiCounts } from './useCiCounts';
import type { CiList } from './useCiList';

/** The ready-made views of the list and the viewer's saved ones. */
export function CiViews(props: { list: CiList }) {
  const { t } = useTranslationRef(ciListTranslationRef);
  return (
    <ViewBar
      list={props.list}
      label={t('views')}
      labelOf={view => t(`view.${view as CiView}`)}
      useCountsOf={useCiCounts}
    />
  );
}
