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
  Markdown,
  PropertyList,
  RecordLayout,
  RecordParts,
  RecordSection,
  Tasks,
  TransitionBar,
} from '@callboard/plugin-itsm-react';
import { retrospectiveRouteRef, retrospectivesRouteRef } from '../routes';
import { CultureHead } from './CultureHead';
import { EditableFact } from './EditableFact';
import { RETROSPECTIVE_RECORD_FIELDS } from './fields';
import { RecordPageFrame } from './RecordPageFrame';
import { Dates, RecordStory, RecordTies } from './RecordRest';
import { Board } from './retrospectives/Board';
import { FollowThrough } from './retrospectives/FollowThrough';
import { cultureTranslationRef } from './translation';
import { useCultureRecord } from './useCultureRecord';

type OnPage = ReturnType<typeof useCultureRecord<typeof retrospectiveRoutes>>;

function Main(props: { retrospective: Retrospective }) {
  const { retrospective } = props;
  const { number, about, summary, cancelReason } = retrospective;
  const { t } = useTranslationRef(cultureTranslationRef);
  return (
    <>
      <RecordParts type={RETROSPECTIVE} place="top" number={number} />
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
      <RecordParts type={RETROSPECTIVE} number={number} />
      <Tasks number={number} />
      <RecordStory
        record={retrospective}
        type={RETROSPECTIVE}
        lifecycle={retrospectiveLifecycle}
        fields={RETROSPECTIVE_RECORD_FIELDS}
      />
    </>
  );
}

function Side(props: { retrospective: Retrospective; page: OnPage }) {
  const { retrospective, page } = props;
  const { ownerRef, refs } = retrospective;
  const { t } = useTranslationRef(cultureTranslationRef);
  const common = {
    fields: RETROSPECTIVE_RECORD_FIELDS,
    record: retrospective,
    page,
    empty: t('nobody'),
  };
  return (
    <>
      <RecordSection title={t('record.details')}>
        <PropertyList label={t('record.details')}>
          <EditableFact name="ownerRef" label={t('column.team')} {...common} />
          <EditableFact
            name="heldAt"
            {...common}
            empty={t('retrospectives.notHeld')}
          />
          <EditableFact name="assigneeRef" {...common} />
          <Dates record={retrospective} />
        </PropertyList>
      </RecordSection>
      {ownerRef && <FollowThrough teamRef={ownerRef} refs={refs} />}
      <RecordTies record={retrospective} />
    </>
  );
}

function Loaded(props: { retrospective: Retrospective; page: OnPage }) {
  const { retrospective, page } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const { viewer } = retrospective;
  return (
    <RecordLayout
      head={
        <CultureHead
          record={retrospective}
          type={RETROSPECTIVE}
          lifecycle={retrospectiveLifecycle}
          error={page.query.error}
        />
      }
      actions={
        <TransitionBar
          record={retrospective}
          viewer={viewer}
          lifecycle={retrospectiveLifecycle}
          fields={RETROSPECTIVE_RECORD_FIELDS}
          onTransition={page.take}
          onLoadLatest={page.loadLatest}
        />
      }
      main={<Main retrospective={retrospective} />}
      side={<Side retrospective={retrospective} page={page} />}
      sideLabel={t('retrospectives.side')}
    />
  );
}

/** One retrospective: its board, what was agreed on, and what happened. */
export function RetrospectivePage() {
  const { number } = useRouteRefParams(retrospectiveRouteRef);
  const { t } = useTranslationRef(cultureTranslationRef);
  const href = useRouteRef(retrospectiveRouteRef)?.({ number });
  const all = useRouteRef(retrospectivesRouteRef)?.();
  const page = useCultureRecord(retrospectiveRoutes, number);
  const { data, error, refetch } = page.query;
  const retrospective = data as Retrospective | undefined;
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
        <Loaded
          key={retrospective.id}
          retrospective={retrospective}
          page={page}
        />
      )}
    </RecordPageFrame>
  );
}
