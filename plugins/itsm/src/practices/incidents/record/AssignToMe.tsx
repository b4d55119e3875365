import {
  useTranslationRef,
  useApi,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import { errorSentence, useMe } from '@callboard/plugin-itsm-react';
import { RiUserReceivedLine } from '@remixicon/react';
import { useState } from 'react';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

/** Takes the incident onto one's own desk with one press, unless somebody was faster. */
export function AssignToMe(props: {
  incident: Incident;
  page: IncidentOnPage;
}) {
  const { incident, page } = props;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const toast = useApi(toastApiRef);
  const me = useMe();
  const [pending, setPending] = useState(false);
  const { viewer } = incident;
  const worker = viewer.standing.includes('worker');
  if (!me || !worker || !viewer.canEdit || incident.assigneeRef === me)
    return null;
  const assign = async () => {
    setPending(true);
    try {
      await page.assignToMe(incident.version);
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
      page.loadLatest();
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      variant="secondary"
      iconStart={<RiUserReceivedLine />}
      isPending={pending}
      onPress={assign}
    >
      {t('assign.action')}
    </Button>
  );
}
