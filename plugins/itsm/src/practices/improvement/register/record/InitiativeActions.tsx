import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { Initiative } from '@callboard/plugin-itsm-common';
import { AssignToMe, TransitionBar } from '@callboard/plugin-itsm-react';
import { INITIATIVE_RECORD_FIELDS } from '../fields';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';

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
      more={<AssignToMe record={initiative} page={page} label={t('assign')} />}
      embedded={embedded}
    />
  );
}
