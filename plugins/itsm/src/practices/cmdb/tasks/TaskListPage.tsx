import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, ButtonLink, useBreakpoint } from '@backstage/ui';
import type { CiTaskSummary } from '@callboard/plugin-itsm-common';
import {
  ColumnsButton,
  ListKeysHelp,
  Message,
  PageBody,
  RecordTable,
  useAddedColumns,
  useGo,
  useListKeys,
  usePageTitle,
  ViewBar,
  withAdded,
} from '@callboard/plugin-itsm-react';
import { RiKeyboardLine } from '@remixicon/react';
import { useMemo, useRef, useState } from 'react';
import { useHealthAddresses } from '../health/addresses';
import { HealthTabs } from '../health/HealthTabs';
import { TaskCard } from './TaskCard';
import { TaskFilters } from './TaskFilters';
import { isInTaskRows, TASK_LIST, useTaskList } from './taskList';
import type { TaskList, TaskView } from './taskList';
import { ciTaskTranslationRef } from './translation';
import { useTaskColumns } from './useTaskColumns';

/** The rows of the list with their states: loading, empty, failed, not allowed. */
function TaskTable(props: { list: TaskList }) {
  const { list } = props;
  const { page, result, change } = list;
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const addresses = useHealthAddresses();
  const refs = page?.refs;
  const added = useAddedColumns(TASK_LIST.type, page?.items);
  const drawn = useTaskColumns(list.columns, refs);
  const columns = useMemo(() => withAdded(drawn, added), [drawn, added]);
  return (
    <RecordTable<CiTaskSummary>
      label={t('title')}
      columns={columns}
      page={page}
      error={result.error}
      onRetry={() => result.refetch()}
      isStale={result.isPlaceholderData}
      hrefOf={({ number }) => addresses.task(number)}
      nameOf={({ number }) => number}
      renderCard={task => <TaskCard task={task} refs={refs} added={added} />}
      empty={
        <Message
          title={t('empty.title')}
          actions={
            list.isFiltered ? (
              <Button variant="secondary" onPress={list.reset}>
                {t('filter.reset')}
              </Button>
            ) : (
              <ButtonLink variant="secondary" href={addresses.findings()}>
                {t('empty.findings')}
              </ButtonLink>
            )
          }
        >
          {list.isFiltered
            ? t('empty.filtered')
            : t(`empty.${list.queue as TaskView}`)}
        </Message>
      }
      changed={list.changed}
      sort={list.sort}
      onSort={sort => change({ sort: sort.by, order: sort.order })}
      pageSize={list.pageSize}
      onPageSize={size => change({ size: String(size) })}
      onCursor={cursor => change({ cursor })}
    />
  );
}

/** CI tasks that the viewer may see: findings that somebody is to put right. */
export function TaskListPage() {
  const { t } = useTranslationRef(ciTaskTranslationRef);
  const list = useTaskList();
  const isDesk = useBreakpoint().up('sm');
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const go = useGo();
  const { task } = useHealthAddresses();
  usePageTitle(t('title'));
  useListKeys(container, {
    onHelp: () => setHelp(true),
    onOpenFull: id => {
      const row = list.page?.items.find(one => one.id === id);
      if (row) go(task(row.number));
    },
  });
  return (
    <div ref={container}>
      <PageBody title={t('title')}>
        <HealthTabs page="tasks" />
        <ViewBar
          list={list}
          label={t('views')}
          labelOf={view => t(`view.${view as TaskView}`)}
        />
        <TaskFilters
          list={list}
          tools={
            isDesk && (
              <>
                <ColumnsButton
                  type={TASK_LIST.type}
                  columns={list.columns}
                  isInRows={isInTaskRows}
                  onApply={list.setColumns}
                />
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiKeyboardLine />}
                  aria-label={t('keys')}
                  onPress={() => setHelp(true)}
                />
              </>
            )
          }
        />
        <TaskTable list={list} />
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} />
    </div>
  );
}
