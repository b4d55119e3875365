import { useEffect, useRef } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { appTranslationRef } from '../translation';
import { SignInFrame } from './SignInFrame';
import { usePersonaChoices } from './usePersonaChoices';

/**
 * Says that signing in did not work, and what now. At the first start the catalog may not have
 * read the chosen person yet: then it tries again by itself as soon as it has.
 */
export function SignInFailed(props: {
  userEntityRef: string;
  error?: Error;
  onRetry: () => void;
  onGiveUp: () => void;
}) {
  const { userEntityRef, error, onRetry, onGiveUp } = props;
  const { t } = useTranslationRef(appTranslationRef);
  const { choices } = usePersonaChoices();
  const persona = choices?.find(
    choice => choice.userEntityRef === userEntityRef,
  );
  const waiting = persona?.ready === false;
  const waited = useRef(false);

  useEffect(() => {
    if (waiting) waited.current = true;
    else if (persona && waited.current) onRetry();
  }, [waiting, persona, onRetry]);

  return (
    <SignInFrame>
      <Alert
        status={waiting ? 'info' : 'danger'}
        isPending={waiting}
        title={
          waiting
            ? t('signIn.preparing')
            : t('signIn.failed', {
                name: persona?.displayName ?? userEntityRef,
              })
        }
        description={waiting ? undefined : error?.message}
        customActions={
          <Flex gap="2">
            <Button variant="secondary" size="small" onPress={onRetry}>
              {t('signIn.retry')}
            </Button>
            <Button size="small" onPress={onGiveUp}>
              {t('signIn.other')}
            </Button>
          </Flex>
        }
      />
    </SignInFrame>
  );
}
