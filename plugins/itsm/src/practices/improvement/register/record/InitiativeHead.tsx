import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  Pill,
  RecordHead,
  RecordParts,
  RemindMenu,
  StatusChip,
  WatchButton,
} from '@callboard/plugin-itsm-react';
import { RiLockLine } from '@remixicon/react';
import { VerdictNow } from '../words/VerdictOf';
import { initiativeTranslationRef } from './translation';

/** Number, title and how the initiative stands; watching and reminders at the side. */
export function InitiativeHead(props: { initiative: Initiative }) {
  const { initiative } = props;
  const { t } = useTranslationRef(initiativeTranslationRef);
  return (
    <RecordHead
      number={initiative.number}
      title={initiative.title}
      tools={
        <>
          <RemindMenu number={initiative.number} />
          <WatchButton
            number={initiative.number}
            viewer={initiative.viewer}
            participants={initiative.participants}
          />
        </>
      }
    >
      <StatusChip
        status={initiative.status}
        category={initiative.statusCategory}
        lifecycle={initiativeLifecycle}
      />
      <VerdictNow initiative={initiative} />
      {initiative.visibility === 'restricted' && (
        <Pill
          tone="warning"
          icon={<RiLockLine aria-hidden />}
          title={t('restrictedHint')}
        >
          {t('restricted')}
        </Pill>
      )}
      <RecordParts type="initiative" place="head" number={initiative.number} />
    </RecordHead>
  );
}
