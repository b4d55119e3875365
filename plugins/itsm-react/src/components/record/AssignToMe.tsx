import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Viewer } from '@callboard/plugin-itsm-common';
import { RiUserReceivedLine } from '@remixicon/react';
import { useState } from 'react';
import { errorSentence } from '../../api/errors';
import { useMe } from '../../hooks/useMe';

/** Takes a record onto one's own desk with one press, unless somebody was faster. */
export function AssignToMe(props: {
  record: { version: number; assigneeRef?: string; viewer: Viewer };
  label: string;
  page: {
    assignToMe(version: number): Promise<unknown>;
    loadLatest(): Promise<unknown>;
  };
}) {
  const { record, label, page } = props;
  const toast = useApi(toastApiRef);
  const me = useMe();
  const [pending, setPending] = useState(false);
  const { viewer } = record;
  const worker = viewer.standing.includes('worker');
  if (!me || !worker || !viewer.canEdit || record.assigneeRef === me)
    return null;
  const assign = async () => {
    setPending(true);
    try {
      await page.assignToMe(record.version);
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
      {label}
    </Button>
  );
}
