import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { errorSentence, isConflict, isOffline } from '../../api/errors';
import { itsmReactTranslationRef } from '../../translation';

/**
 * Says why a change was not made. What the person typed stays where it is; after a conflict the
 * latest can be loaded beneath it.
 */
export function RefusalAlert(props: {
  error: unknown;
  onLoadLatest?: () => void;
}) {
  const { error, onLoadLatest } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  if (!error) return null;
  const conflict = isConflict(error);
  return (
    <Alert
      role="alert"
      icon
      status={conflict ? 'warning' : 'danger'}
      title={conflict ? t('refusal.conflict') : t('refusal.failed')}
      description={
        isOffline(error) ? t('refusal.offline') : errorSentence(error)
      }
      customActions={
        conflict && onLoadLatest ? (
          <Button size="small" variant="secondary" onPress={onLoadLatest}>
            {t('refusal.loadLatest')}
          </Button>
        ) : undefined
      }
    />
  );
}
