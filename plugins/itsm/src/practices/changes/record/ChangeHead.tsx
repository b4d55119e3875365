import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  Pill,
  RecordHead,
  RecordParts,
  RemindMenu,
  StatusChip,
  WatchButton,
} from '@callboard/plugin-itsm-react';
import {
  RiErrorWarningLine,
  RiLockLine,
  RiSnowflakeLine,
  RiVerifiedBadgeLine,
} from '@remixicon/react';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { RiskPill } from '../words/RiskPill';
import { changeRecordTranslationRef } from './translation';

/** Number, title and how the change stands; watching and reminders at the side. */
export function ChangeHead(props: { change: Change }) {
  const { change } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const { conflictCount = 0 } = change;
  return (
    <RecordHead
      number={change.number}
      title={change.title}
      tools={
        <>
          <RemindMenu number={change.number} />
          <WatchButton
            number={change.number}
            viewer={change.viewer}
            participants={change.participants}
          />
        </>
      }
    >
      <StatusChip
        status={change.status}
        category={change.statusCategory}
        lifecycle={changeLifecycle}
      />
      {change.changeType === 'emergency' && (
        <ChangeTypeWords type={change.changeType} />
      )}
      {change.preApproved && (
        <Pill
          tone="success"
          icon={<RiVerifiedBadgeLine aria-hidden />}
          title={t('notice.preApprovedHint')}
        >
          {t('notice.preApproved')}
        </Pill>
      )}
      {change.risk && <RiskPill risk={change.risk} alone />}
      {conflictCount > 0 && (
        <Pill tone="warning" icon={<RiErrorWarningLine aria-hidden />}>
          {t('notice.conflicts', { count: conflictCount })}
        </Pill>
      )}
      {change.inFreeze && (
        <Pill
          tone="warning"
          icon={<RiSnowflakeLine aria-hidden />}
          title={t('notice.freezeHint')}
        >
          {t('notice.freeze')}
        </Pill>
      )}
      {change.visibility === 'restricted' && (
        <Pill
          tone="warning"
          icon={<RiLockLine aria-hidden />}
          title={t('restrictedHint')}
        >
          {t('restricted')}
        </Pill>
      )}
      <RecordParts type="change" place="head" number={change.number} />
    </RecordHead>
  );
}
