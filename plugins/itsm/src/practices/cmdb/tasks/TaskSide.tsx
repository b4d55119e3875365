import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { CiTask } from '@callboard/plugin-itsm-common';
import {
  EditableProperty,
  FieldValueText,
  Participants,
  PriorityBadge,
  Property,
  PropertyList,
  RecordLinks,
  RecordSection,
  RefLabel,
  RelativeTime,
  Reminders,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from '../health/addresses';
import { ciTaskField } from './fields';
import { ciTaskTranslationRef } from './translation';
import type { TaskOnPage } from './useTask';

type EditableName = 'ownerRef' | 'assigneeRef' | 'priority';

/** A value as people say it. */
function Words(props: { name: EditableName; task: CiTask }) {
  const { name, task } = props;
  const value = task[name];
  if (name === 'priority') return <PriorityBadge priority={task.priority} />;
  return (
    <FieldValueText
      field={ciTaskField(name)}
      value={value as FieldValue}
      refs={task.refs}
    />
  );
}

/** One of the fields that the people who work on it may change. */
function Editable(props: {
  name: EditableName;
  task: CiTask;
  page: TaskOnPage;
  empty?: string;
}) {
  const { name, task, page, empty } = props;
  const { viewer, refs, version, number } = task;
  const field = ciTaskField(name);
  const value = task[name] as FieldValue;
  const theirs = field.setBy?.some(by => viewer.standing.includes(by)) ?? true;
  const words =
    value === undefined && empty ? empty : <Words name={name} task={task} />;
  if (!viewer.canEdit || !theirs)
    return <Property label={field.label}>{words}</Property>;
  return (
    <EditableProperty
      field={field}
      value={value}
      canEdit
      number={number}
      refs={refs}
      version={version}
      onSave={(next, base) => page.save({ [name]: next } as never, base)}
      onLoadLatest={page.loadLatest}
    >
      {words}
    </EditableProperty>
  );
}

/** What a check is called; its key while that is not known. */
function Check(props: { rule: string }) {
  const { rule } = props;
  const { data } = useItsmQuery(cmdbHealthRoutes.rules, { staleTime: 300_000 });
  const { findings } = useHealthAddresses();
  // The check's key may say which attribute it is about.
  const known = data?.items.find(({ key }) => key === rule);
  return known ? (
    <Link href={findings({ rule })}>{known.label}</Link>
  ) : (
    <>{rule}</>
  );
}

/** The side column of a CI task: its item, its check, who works on it, dates, links and people. */
export function TaskSide(props: { task: CiTask; page: TaskOnPage }) {
  const { task, page } = props;
  const { viewer, number, refs, ciRef, rule } = task;
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const { findings } = useHealthAddresses();
  const worker = viewer.standing.includes('worker');
  const common = { task, page };
  return (
    <>
      <RecordSection
        title={t('record.details')}
        actions={
          ciRef && (
            <Link href={findings({ ref: ciRef })}>{t('record.health')}</Link>
          )
        }
      >
        <PropertyList label={t('record.details')}>
          <Property label={t('record.item')}>
            {ciRef ? (
              <RefLabel entityRef={ciRef} refs={refs} />
            ) : (
              t('record.itemUnknown')
            )}
          </Property>
          {rule && (
            <Property label={t('record.check')}>
              <Check rule={rule} />
            </Property>
          )}
          <Editable name="ownerRef" {...common} />
          <Editable name="assigneeRef" {...common} empty={t('record.nobody')} />
          <Editable name="priority" {...common} />
          <Property label={t('record.created')}>
            <RelativeTime instant={task.createdAt} />
          </Property>
          {task.closedAt && (
            <Property label={t('record.closed')}>
              <RelativeTime instant={task.closedAt} />
            </Property>
          )}
          <Property label={t('record.updated')}>
            <RelativeTime instant={task.updatedAt} />
          </Property>
        </PropertyList>
      </RecordSection>
      <Reminders number={number} />
      <RecordLinks number={number} canEdit={worker} refs={refs} />
      <Participants
        number={number}
        participants={task.participants}
        refs={refs}
        canEdit={worker && viewer.canUpdate}
        restricted={task.visibility === 'restricted'}
      />
    </>
  );
}
