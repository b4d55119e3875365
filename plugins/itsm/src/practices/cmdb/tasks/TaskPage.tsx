import {
  BreadcrumbEntry,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import { CI_TASK, ciTaskLifecycle } from '@callboard/plugin-itsm-common';
import type { CiTask } from '@callboard/plugin-itsm-common';
import {
  Attachments,
  CommentBox,
  errorSentence,
  FailureMessage,
  isNotFound,
  Markdown,
  PageBody,
  PriorityBadge,
  RecordHead,
  RecordLayout,
  RecordParts,
  RecordSection,
  RemindMenu,
  StatusChip,
  Tasks,
  Timeline,
  TransitionBar,
  usePageTitle,
  WatchButton,
} from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from '../health/addresses';
import { CI_TASK_RECORD_FIELDS } from './fields';
import { ciTaskRouteRef } from './routes';
import styles from './Tasks.module.css';
import { TaskSide } from './TaskSide';
import { ciTaskTranslationRef } from './translation';
import { useTask } from './useTask';
import type { TaskOnPage } from './useTask';

function Head(props: { task: CiTask }) {
  const { task } = props;
  return (
    <RecordHead
      number={task.number}
      title={task.title}
      tools={
        <>
          <RemindMenu number={task.number} />
          <WatchButton
            number={task.number}
            viewer={task.viewer}
            participants={task.participants}
          />
        </>
      }
    >
      <PriorityBadge priority={task.priority} />
      <StatusChip
        status={task.status}
        category={task.statusCategory}
        lifecycle={ciTaskLifecycle}
      />
      <RecordParts type={CI_TASK} place="head" number={task.number} />
    </RecordHead>
  );
}

/** What is wrong, what to do, how it ended, and what happened. */
function Main(props: { task: CiTask }) {
  const { number, viewer, statusCategory, requesterRef, ...task } = props.task;
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const isOpen = statusCategory === 'open';
  return (
    <>
      <RecordParts type={CI_TASK} place="top" number={number} />
      {task.resolution && (
        <RecordSection title={t('record.resolution')}>
          <Markdown>{task.resolution}</Markdown>
        </RecordSection>
      )}
      {task.reason && (
        <RecordSection title={t('record.reason')}>
          <Markdown>{task.reason}</Markdown>
        </RecordSection>
      )}
      {task.finding && (
        <RecordSection title={t('record.finding')}>
          <p className={styles.words}>{task.finding}</p>
        </RecordSection>
      )}
      {task.advice && (
        <RecordSection title={t('record.advice')}>
          <p className={styles.words}>{task.advice}</p>
          {isOpen && <p className={styles.hint}>{t('record.byItself')}</p>}
        </RecordSection>
      )}
      <RecordParts type={CI_TASK} number={number} />
      <Tasks number={number} />
      <Attachments number={number} withoutRequester={!requesterRef} />
      <RecordSection title={t('record.timeline')}>
        <CommentBox
          number={number}
          seesInternal={viewer.seesInternal}
          withoutRequester={!requesterRef}
        />
        <Timeline
          number={number}
          type={CI_TASK}
          lifecycle={ciTaskLifecycle}
          fields={CI_TASK_RECORD_FIELDS}
          seesInternal={viewer.seesInternal}
        />
      </RecordSection>
    </>
  );
}

function Loaded(props: { task: CiTask; page: TaskOnPage }) {
  const { task, page } = props;
  const { t } = useTranslationRef(ciTaskTranslationRef);
  return (
    <RecordLayout
      head={
        <>
          {page.query.error && (
            <Alert
              status="warning"
              icon
              title={errorSentence(page.query.error)}
            />
          )}
          <Head task={task} />
        </>
      }
      actions={
        <TransitionBar
          record={task}
          viewer={task.viewer}
          lifecycle={ciTaskLifecycle}
          fields={CI_TASK_RECORD_FIELDS}
          onTransition={page.take}
          onLoadLatest={page.loadLatest}
        />
      }
      main={<Main task={task} />}
      side={<TaskSide task={task} page={page} />}
      sideLabel={t('record.side')}
    />
  );
}

/** One CI task with everything that can be done with it. */
export function TaskPage() {
  const { number } = useRouteRefParams(ciTaskRouteRef);
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const addresses = useHealthAddresses();
  const page = useTask(number);
  const { data: task, error, refetch } = page.query;
  usePageTitle(task ? `${task.number} ${task.title}` : number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: addresses.task(number) }}>
      {task && <Loaded key={task.id} task={task} page={page} />}
      {!task && error && (
        <FailureMessage
          error={error}
          onRetry={() => refetch()}
          actions={
            isNotFound(error) && (
              <ButtonLink variant="secondary" href={addresses.tasks()}>
                {t('record.back')}
              </ButtonLink>
            )
          }
        />
      )}
      {!task && !error && (
        <PageBody title={number}>
          <Skeleton height={36} />
          <Skeleton height={220} />
        </PageBody>
      )}
    </BreadcrumbEntry>
  );
}
