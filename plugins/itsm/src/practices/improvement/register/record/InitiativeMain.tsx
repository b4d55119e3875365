import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { initiativeLifecycle } from '@callboard/plugin-itsm-common';
import type { Initiative } from '@callboard/plugin-itsm-common';
import {
  Attachments,
  CommentBox,
  RecordParts,
  RecordSection,
  Tasks,
  Timeline,
} from '@callboard/plugin-itsm-react';
import { TOLD_FIELDS } from '../fields';
import { MeasurePanel } from './MeasurePanel';
import { Notices } from './Notices';
import { Steps } from './Steps';
import { TextOf } from './TextOf';
import { initiativeTranslationRef } from './translation';
import type { InitiativeOnPage } from './useInitiative';
import { useInitiativeTelling } from './useInitiativeTelling';

/** The main column of an initiative: what for, whether it works, the steps, what is done, what happened. */
export function InitiativeMain(props: {
  initiative: Initiative;
  page: InitiativeOnPage;
}) {
  const { initiative, page } = props;
  const { viewer, number, status, evidence } = initiative;
  const { requesterRef, assigneeRef } = initiative;
  const { t } = useTranslationRef(initiativeTranslationRef);
  const tell = useInitiativeTelling();
  const common = { initiative, page };
  // Most are begun by those who work on them: nobody replies to themselves.
  const withoutRequester =
    !requesterRef ||
    requesterRef === assigneeRef ||
    viewer.standing.includes('requester');
  return (
    <>
      <Notices initiative={initiative} measures={page.measures.data} />
      <RecordParts type="initiative" place="top" number={number} />
      <RecordSection title={t('objective')}>
        <TextOf name="objective" {...common} />
      </RecordSection>
      <MeasurePanel {...common} />
      {/* What is to be done now stands above what was written before. */}
      {status === 'implement' && <Tasks number={number} />}
      <Steps {...common} />
      {evidence && (
        <RecordSection title={t('evidence')}>
          <TextOf name="evidence" {...common} />
        </RecordSection>
      )}
      <RecordParts type="initiative" number={number} />
      {status !== 'implement' && <Tasks number={number} />}
      <Attachments number={number} withoutRequester={withoutRequester} />
      <RecordSection title={t('timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          withoutRequester={withoutRequester}
          offersReplies={viewer.standing.includes('worker')}
        />
        <Timeline
          number={number}
          type="initiative"
          lifecycle={initiativeLifecycle}
          fields={TOLD_FIELDS}
          seesInternal={viewer.seesInternal}
          tell={tell}
        />
      </RecordSection>
    </>
  );
}
