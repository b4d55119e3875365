import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  RiErrorWarningLine,
  RiRefreshLine,
  RiShieldKeyholeLine,
} from '@remixicon/react';
import {
  errorSentence,
  isForbidden,
  isNotFound,
  isOffline,
  serverSentence,
} from '../../api/errors';
import { itsmReactTranslationRef } from '../../translation';
import type { ReactNode } from 'react';
import { Message } from './Message';

/** Shown instead of content that could not be loaded: why, in the server's words, and what now. */
export function FailureMessage(props: {
  error: unknown;
  onRetry?: () => void;
  small?: boolean;
  /** The next step where trying again is none. */
  actions?: ReactNode;
}) {
  const { error, onRetry, small, actions } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  if (isForbidden(error)) {
    return (
      <Message
        small={small}
        role="alert"
        icon={<RiShieldKeyholeLine size={32} />}
        title={t('state.forbidden.title')}
      >
        {/* The server's own words say what to do, too. */}
        {serverSentence(error) ??
          `${errorSentence(error)}. ${t('state.forbidden.next')}`}
      </Message>
    );
  }
  const sentence = isOffline(error)
    ? t('state.failure.offline')
    : errorSentence(error);
  return (
    <Message
      small={small}
      role="alert"
      icon={<RiErrorWarningLine size={32} />}
      title={
        isNotFound(error) ? t('state.notFound.title') : t('state.failure.title')
      }
      actions={
        actions ||
        (onRetry && (
          <Button
            variant="secondary"
            iconStart={<RiRefreshLine />}
            onPress={onRetry}
          >
            {t('state.failure.retry')}
          </Button>
        ))
      }
    >
      {sentence}
    </Message>
  );
}
