import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  RETROSPECTIVE,
  retrospectiveLifecycle,
  retrospectiveRoutes,
} from '@callboard/plugin-itsm-common';
import type { Retrospective } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  RecordPageBody,
  RecordPageFrame,
  RecordSection,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { retrospectiveRouteRef, retrospectivesRouteRef } from '../routes';
import { RETROSPECTIVE_RECORD_FIELDS } from './fields';
import { Board } from './retrospectives/Board';
import { FollowThrough } from './retrospectives/FollowThrough';
import { cultureTranslationRef } from './translation';

type OnPage = RecordOnPage<typeof retrospectiveRoutes>;

function Main(props: { retrospective: Retrospective }) {
  const { retrospective } = props;
  const { about, summary, cancelReason } = retrospective;
  const { t } = useTranslationRef(cultureTranslationRef);
  return (
    <>
      {(summary ?? cancelReason) && (
        <RecordSection title={t('retrospectives.summary')}>
          <Markdown>{summary ?? cancelReason!}</Markdown>
        </RecordSection>
      )}
      {about && (
        <RecordSection title={t('retrospectives.about')}>
          <Markdown>{about}</Markdown>
        </RecordSection>
      )}
      <Board retrospective={retrospective} />
    </>
  );
}

function Facts(props: { retrospective: Retrospective; page: OnPage }) {
  const { retrospective, page } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const common = {
    fields: RETROSPECTIVE_RECORD_FIELDS,
    record: retrospective,
    page,
    empty: t('nobody'),
  };
  return (
    <>
      <EditableFact name="ownerRef" label={t('column.team')} {...common} />
      <EditableFact
        name="heldAt"
        {...common}
        empty={t('retrospectives.notHeld')}
      />
      <EditableFact name="assigneeRef" {...common} />
    </>
  );
}

/** One retrospective: its board, what was agreed on, and what happened. */
export function RetrospectivePage() {
  const { number } = useRouteRefParams(retrospectiveRouteRef);
  const { t } = useTranslationRef(cultureTranslationRef);
  const href = useRouteRef(retrospectiveRouteRef)?.({ number });
  const all = useRouteRef(retrospectivesRouteRef)?.();
  const page = useRecordOnPage(retrospectiveRoutes, number);
  const { data: retrospective, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={retrospective?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('retrospectives.back') }}
    >
      {retrospective && (
        <RecordPageBody
          key={retrospective.id}
          record={retrospective}
          type={RETROSPECTIVE}
          lifecycle={retrospectiveLifecycle}
          fields={RETROSPECTIVE_RECORD_FIELDS}
          page={page}
          main={<Main retrospective={retrospective} />}
          facts={<Facts retrospective={retrospective} page={page} />}
          side={
            retrospective.ownerRef && (
              <FollowThrough
                teamRef={retrospective.ownerRef}
                refs={retrospective.refs}
              />
            )
          }
          sideLabel={t('retrospectives.side')}
        />
      )}
    </RecordPageFrame>
  );
}
