import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  FailureMessage,
  isNotFound,
  Message,
} from '@callboard/plugin-itsm-react';
import { RiHistoryLine } from '@remixicon/react';
import { cmdbTranslationRef } from './translation';

/** Said where the catalog was not read yet since the thing is there. */
export function NothingKnown(props: { small?: boolean }) {
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <Message
      small={props.small}
      icon={<RiHistoryLine size={32} />}
      title={t('history.none')}
    >
      {t('history.noneNext')}
    </Message>
  );
}

/** Why a history cannot be shown. One that is not found is that of something that is new. */
export function HistoryFailure(props: {
  error: unknown;
  onRetry: () => void;
  small?: boolean;
}) {
  const { error, onRetry, small } = props;
  return isNotFound(error) ? (
    <NothingKnown small={small} />
  ) : (
    <FailureMessage error={error} onRetry={onRetry} small={small} />
  );
}
