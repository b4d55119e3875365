import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import { RefusalAlert } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiCloseLine } from '@remixicon/react';
import { useState } from 'react';
import type { IncidentOnPage } from '../record/useIncident';
import styles from './RequestedIncident.module.css';
import { requestsTranslationRef } from './translation';
import { WhyForm } from './WhyForm';

/** What of it a requester may do now, by the lifecycle's transitions. */
type Act = 'close' | 'reopen' | 'withdraw';

/** Yes or no to "does it work again?", or that it is no longer needed. */
export function Answer(props: { incident: Incident; page: IncidentOnPage }) {
  const { incident, page } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const [asking, setAsking] = useState<'reopen' | 'withdraw'>();
  const [pending, setPending] = useState<Act>();
  const [error, setError] = useState<unknown>();
  const may = (act: Act) =>
    incident.viewer.transitions.some(o => o.name === act && o.allowed);
  if (!may('close') && !may('reopen') && !may('withdraw')) return null;

  const take = async (act: Act, values: Record<string, string> = {}) => {
    setPending(act);
    setError(undefined);
    try {
      await page.take(act, values, incident.version);
      setAsking(undefined);
      return true;
    } catch (e) {
      setError(e);
      // Whoever answers wants it done; what changed meanwhile shows on the page.
      page.loadLatest();
      return false;
    } finally {
      setPending(undefined);
    }
  };
  return (
    <section className={styles.answer} aria-label={t('answer.title')}>
      {!asking && (
        <div className={styles.buttons}>
          {may('close') && (
            <Button
              variant="primary"
              iconStart={<RiCheckLine />}
              isPending={pending === 'close'}
              onPress={() => take('close')}
            >
              {t('answer.yes')}
            </Button>
          )}
          {may('reopen') && (
            <Button
              variant="secondary"
              iconStart={may('close') ? <RiCloseLine /> : undefined}
              onPress={() => setAsking('reopen')}
            >
              {may('close') ? t('answer.no') : t('answer.again')}
            </Button>
          )}
          {may('withdraw') && (
            <Button variant="secondary" onPress={() => setAsking('withdraw')}>
              {t('answer.withdraw')}
            </Button>
          )}
        </div>
      )}
      {asking === 'reopen' && (
        <WhyForm
          draft={`reopen/${incident.number}`}
          label={t('answer.why')}
          missing={t('answer.whyMissing')}
          action={t('answer.send')}
          isPending={pending === 'reopen'}
          onSubmit={why => take('reopen', { reopenReason: why })}
          onBack={() => setAsking(undefined)}
        />
      )}
      {asking === 'withdraw' && (
        <WhyForm
          draft={`withdraw/${incident.number}`}
          label={t('answer.withdrawWhy')}
          missing={t('answer.withdrawMissing')}
          action={t('answer.withdrawSend')}
          isPending={pending === 'withdraw'}
          onSubmit={why => take('withdraw', { cancelReason: why })}
          onBack={() => setAsking(undefined)}
        />
      )}
      <RefusalAlert error={error} />
    </section>
  );
}
