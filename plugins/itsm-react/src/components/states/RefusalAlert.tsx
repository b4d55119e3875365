import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { errorSentence, isConflict, isOffline } from '../../api/errors';
import { itsmReactTranslationRef } from '../../translation';

/** The button goes with what it says: whoever pressed it by keys goes on from the form. */
function toForm(button: Element) {
  const form =
    button.closest<HTMLElement>('[role="dialog"]') ??
    button
      .closest('[data-submit-keys]')
      ?.querySelector<HTMLElement>('input, textarea');
  form?.focus();
}

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
      // Below the words, not beside them: a side column has no room for both.
      description={
        <Flex direction="column" gap="2" align="start">
          {isOffline(error) ? t('refusal.offline') : errorSentence(error)}
          {conflict && onLoadLatest && (
            <Button
              size="small"
              variant="secondary"
              onPress={({ target }) => {
                toForm(target);
                onLoadLatest();
              }}
            >
              {t('refusal.loadLatest')}
            </Button>
          )}
        </Flex>
      }
    />
  );
}
