import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  TransitionBar,
  useMe,
} from '@callboard/plugin-itsm-react';
import { RiUserReceivedLine } from '@remixicon/react';
import { useState } from 'react';
import { INITIATIVE_RECORD_FIELDS } from '../fields';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

/** Takes the initiative onto one's own desk with one press, unless somebody was faster. */
function AssignToMe(props: { initiative: Initiative; page: InitiativeOnPage }) {
  const { initiative, page } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const toast = useApi(toastApiRef);
  const me = useMe();
  const [pending, setPending] = useState(false);
  const { viewer } = initiative;
  const worker = viewer.standing.includes('worker');
  if (!me || !worker || !viewer.canEdit || initiative.assigneeRef === me)
    return null;
  const assign = async () => {
    setPending(true);
    try {
      await page.assignToMe(initiative.version);
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

/** What can be done with an initiative: its transitions, and taking it. */
export function InitiativeActions(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
  /** In a panel beside a list. */
  embedded?: boolean;
}) {
  const { initiative, page, embedded } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  return (
    <TransitionBar
      record={initiative}
      viewer={initiative.viewer}
      lifecycle={initiativeLifecycle}
      fields={INITIATIVE_RECORD_FIELDS}
      onTransition={page.take}
      onLoadLatest={page.loadLatest}
      hints={{
        abandonReason: t('hint.abandonReason'),
        dueAt: t('hint.dueAt'),
        plan: t('hint.plan'),
        analysis: t('hint.analysis'),
      }}
      none={initiative.status === 'achieved' ? t('watched') : undefined}
      more={<AssignToMe initiative={initiative} page={page} />}
      embedded={embedded}
    />
  );
}
