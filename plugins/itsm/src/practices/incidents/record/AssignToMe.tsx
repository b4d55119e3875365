import {
  useTranslationRef,
  useApi,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import { errorSentence, useMe } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentsTranslationRef } from '../translation';
import styles from './AssignToMe.module.css';
import type { IncidentOnPage } from './useIncident';

/** Takes the incident onto one's own desk with one press. */
export function AssignToMe(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentsTranslationRef);
  const toast = useApi(toastApiRef);
  const me = useMe();
  const [pending, setPending] = useState(false);
  const worker = incident.viewer.standing.includes('worker');
  if (!me || !worker || incident.assigneeRef === me) return null;
  if (!incident.viewer.canUpdate) return null;
  const assign = async () => {
    setPending(true);
    try {
      await page.save({ assigneeRef: me }, incident.version);
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      className={styles.assign}
      size="small"
      variant="secondary"
      isPending={pending}
      onPress={assign}
    >
      {t('record.assignToMe')}
    </Button>
  );
}
