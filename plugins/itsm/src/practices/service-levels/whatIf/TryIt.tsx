import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { whatIfRoutes } from '@callboard/plugin-itsm-common';
import type { WhatIf, WhatIfResult } from '@callboard/plugin-itsm-common';
import { errorSentence, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { DefinitionPartProps } from '@callboard/plugin-itsm-react';
import { RiFlaskLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { whatIfTranslationRef } from './translation';
import styles from './WhatIf.module.css';
import { WhatIfAnswer } from './WhatIfAnswer';

/** Asks what a text would make of records, and keeps what was answered last. */
function useTrial({ kind, definitionKey }: DefinitionPartProps) {
  const api = useApi(itsmApiRef);
  const running = useRef<AbortController>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const [answer, setAnswer] = useState<{
    text: string;
    result: WhatIfResult;
  }>();
  const stop = () => {
    running.current?.abort();
    setPending(false);
  };
  // Whoever leaves the page waits for nothing.
  useEffect(() => () => running.current?.abort(), []);
  const ask = async (text: string) => {
    stop();
    const asking = new AbortController();
    running.current = asking;
    setPending(true);
    setError(undefined);
    try {
      const result = await api.call(whatIfRoutes.ask, {
        body: {
          kind: kind as WhatIf['kind'],
          key: definitionKey,
          text,
          days: 90,
        },
        signal: asking.signal,
      });
      if (!asking.signal.aborted) setAnswer({ text, result });
    } catch (refused) {
      if (!asking.signal.aborted) setError(refused as Error);
    }
    if (!asking.signal.aborted) setPending(false);
  };
  return { ask, stop, pending, error, answer };
}

/** A button beside the one that saves: which records would flip between kept and missed. */
export function TryIt(props: DefinitionPartProps) {
  const { text, touched } = props;
  const { t } = useTranslationRef(whatIfTranslationRef);
  const { ask, stop, pending, error, answer } = useTrial(props);
  return (
    <>
      <Button
        variant="secondary"
        iconStart={<RiFlaskLine />}
        isDisabled={!touched}
        isPending={pending}
        aria-description={touched ? undefined : t('unchanged')}
        onPress={() => ask(text)}
      >
        {t('action')}
      </Button>
      {pending && (
        <div className={styles.below}>
          <Text as="p" color="secondary" role="status">
            {t('trying')}
          </Text>
          <div className={styles.progress} aria-hidden />
          <Button size="small" variant="tertiary" onPress={stop}>
            {t('stop')}
          </Button>
        </div>
      )}
      {!pending && error && (
        <div className={styles.below}>
          <Alert
            status="danger"
            icon
            title={t('failed')}
            description={errorSentence(error)}
          />
        </div>
      )}
      {!pending && !error && answer && (
        <WhatIfAnswer result={answer.result} isOld={answer.text !== text} />
      )}
    </>
  );
}
