import {
  useTranslationRef,
  useApi,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import { errorSentence, useMe } from '@callboard/plugin-itsm-react';
import { RiUserReceivedLine } from '@remixicon/react';
import { useState } from 'react';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** Takes the change onto one's own desk with one press, unless somebody was faster. */
export function AssignToMe(props: { change: Change; page: ChangeOnPage }) {
  const { change, page } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const toast = useApi(toastApiRef);
  const me = useMe();
  const [pending, setPending] = useState(false);
  const { viewer } = change;
  const worker = viewer.standing.includes('worker');
  if (!me || !worker || !viewer.canEdit || change.assigneeRef === me)
    return null;
  const assign = async () => {
    setPending(true);
    try {
      await page.assignToMe(change.version);
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
      {t('assign')}
    </Button>
  );
}
