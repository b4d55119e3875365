import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { ciSourcesTranslationRef } from './translation';

/** Shows more of a list that is longer than what stands there. */
export function More(props: { count: number; onMore: () => void }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  if (props.count === 0) return null;
  return (
    <div>
      <Button variant="secondary" onPress={props.onMore}>
        {t('more', { count: props.count } as never)}
      </Button>
    </div>
  );
}
