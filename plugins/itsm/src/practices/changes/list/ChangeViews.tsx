import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ViewBar } from '@callboard/plugin-itsm-react';
import type { ChangeQueue } from './changeList';
import { changeListTranslationRef } from './translation';
import type { ChangeList } from './useChangeList';

/** The queues of the desk and the viewer's saved views. */
export function ChangeViews(props: { list: ChangeList }) {
  const { t } = useTranslationRef(changeListTranslationRef);
  return (
    <ViewBar
      list={props.list}
      label={t('views')}
      labelOf={queue => t(`queue.${queue as ChangeQueue}`)}
    />
  );
}
