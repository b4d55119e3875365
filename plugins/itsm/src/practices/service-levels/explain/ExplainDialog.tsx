import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { serviceLevelRoutes } from '@callboard/plugin-itsm-common';
import type { ClockExplanation } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { inReadingOrder } from '../clocks/standing';
import { serviceLevelsTranslationRef } from '../translation';
import { ExplainedClock } from './ExplainedClock';
import styles from './Explain.module.css';
import { useTeller } from './useTeller';

function Clocks(props: { explanation: ClockExplanation; receivedAt: number }) {
  const { explanation, receivedAt } = props;
  const teller = useTeller(explanation);
  return (
    <div className={styles.clocks}>
      {inReadingOrder(explanation.clocks).map(clock => (
        <ExplainedClock
          key={clock.id}
          clock={clock}
          answered={{ at: explanation.at, receivedAt }}
          teller={teller}
        />
      ))}
    </div>
  );
}

/** How the clocks of a record came to be as they are: a picture, sentences, who had the time. */
export function ExplainDialog(props: { number: string; onClose: () => void }) {
  const { number, onClose } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { data, error, refetch, dataUpdatedAt } = useItsmQuery(
    serviceLevelRoutes.explain,
    { params: { id: number }, live: true },
  );
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={open => !open && onClose()}
      width={920}
    >
      <DialogHeader>{t('explain.title', { number })}</DialogHeader>
      <DialogBody>
        {error && !data && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {!error && !data && (
          <div aria-busy="true">
            <Skeleton height={220} />
          </div>
        )}
        {data?.clocks.length === 0 && (
          <Message small title={t('explain.none')}>
            {t('explain.noneNext')}
          </Message>
        )}
        {data && <Clocks explanation={data} receivedAt={dataUpdatedAt} />}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('explain.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
