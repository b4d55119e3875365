import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon, useBreakpoint } from '@backstage/ui';
import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  ColumnsButton,
  EntityFilter,
  FilterBar,
  ListKeysHelp,
  Message,
  PageBody,
  RecordTable,
  SearchBox,
  StatusChip,
  useAddedColumns,
  useGo,
  useListKeys,
  usePageTitle,
  ViewBar,
  withAdded,
} from '@callboard/plugin-itsm-react';
import type {
  ListSpec,
  RecordColumn,
  RecordList,
} from '@callboard/plugin-itsm-react';
import type {
  retrospectiveRoutes,
  suggestionRoutes,
} from '@callboard/plugin-itsm-common';
import { RiKeyboardLine } from '@remixicon/react';
import { Fragment, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import styles from './Culture.module.css';
import { cultureTranslationRef } from './translation';

type AnyList =
  | RecordList<typeof suggestionRoutes.list>
  | RecordList<typeof retrospectiveRoutes.list>;

/** What rows of both lists have. */
export interface CultureRow {
  id: string;
  number: string;
  title: string;
  status: string;
  statusCategory: StatusCategory;
}

/** What makes a list of suggestions, or of retrospectives. */
export interface CultureListProps<T extends CultureRow> {
  list: AnyList;
  spec: ListSpec;
  title: string;
  /** A sentence below the title. */
  about?: string;
  lifecycle: Lifecycle;
  columns: RecordColumn<T>[];
  isInRows: (key: string) => boolean;
  viewLabel: (view: string) => string;
  emptyTitle: string;
  emptyWords: string;
  /** What a new one begins with. */
  begin: ReactNode;
  hrefOf: (number: string) => string | undefined;
  /** Below the title of a row on a phone. */
  cardFacts: (row: T) => ReactNode;
  /** What the owner is called here. */
  ownerLabel: string;
  /** Whether rows can be about a service. */
  withService?: boolean;
}

/** Records of this part, in views, with filters, to be opened. */
export function CultureList<T extends CultureRow>(props: CultureListProps<T>) {
  const { spec, title, lifecycle, isInRows, hrefOf } = props;
  // Both lists are the same but for their rows.
  const list = props.list as RecordList<typeof suggestionRoutes.list>;
  const { page, result, url, change } = list;
  const { t } = useTranslationRef(cultureTranslationRef);
  const isDesk = useBreakpoint().up('sm');
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const go = useGo();
  const added = useAddedColumns(spec.type, page?.items);
  const columns = useMemo(
    () =>
      withAdded(
        props.columns as unknown as RecordColumn<CultureRow & { id: string }>[],
        added as never,
      ),
    [props.columns, added],
  );
  usePageTitle(title);
  useListKeys(container, {
    onHelp: () => setHelp(true),
    onOpenFull: id => {
      const row = page?.items.find(one => one.id === id);
      const href = row && hrefOf(row.number);
      if (href) go(href);
    },
  });
  const statuses = Object.entries(lifecycle.states).map(([value, state]) => ({
    value,
    label: state.label,
  }));
  return (
    <div ref={container}>
      <PageBody title={title} actions={props.begin}>
        {props.about && <p className={styles.hint}>{props.about}</p>}
        <ViewBar list={list} label={t('views')} labelOf={props.viewLabel} />
        <FilterBar
          tools={
            isDesk && (
              <>
                <ColumnsButton
                  type={spec.type}
                  columns={list.columns}
                  isInRows={isInRows}
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
        >
          <SearchBox
            label={t('search')}
            value={url.get('q')}
            onChange={q => change({ q })}
          />
          <ChoiceFilter
            label={t('filter.status')}
            choices={statuses}
            values={url.list('status')}
            onChange={status => change({ status })}
          />
          {props.withService && (
            <EntityFilter
              label={t('filter.service')}
              kinds={['component', 'system', 'api', 'resource']}
              value={url.get('service')}
              onChange={service => change({ service })}
            />
          )}
          <EntityFilter
            label={props.ownerLabel}
            kinds={['group']}
            value={url.get('owner')}
            onChange={owner => change({ owner })}
            words={[{ value: 'mine', label: t('filter.mine') }]}
          />
          {list.isFiltered && (
            <Button variant="tertiary" onPress={list.reset}>
              {t('filter.reset')}
            </Button>
          )}
        </FilterBar>
        <RecordTable<CultureRow>
          label={title}
          columns={columns as RecordColumn<CultureRow>[]}
          page={page}
          error={result.error}
          onRetry={() => result.refetch()}
          isStale={result.isPlaceholderData}
          hrefOf={({ number }) => hrefOf(number)}
          nameOf={({ number }) => number}
          renderCard={row => (
            <>
              <div className={styles.top}>
                <span className={styles.number}>{row.number}</span>
                <StatusChip
                  status={row.status}
                  category={row.statusCategory}
                  lifecycle={lifecycle}
                />
              </div>
              <div className={styles.title}>{row.title}</div>
              <div className={styles.about}>
                {props.cardFacts(row as T)}
                {added.map(column => (
                  <Fragment key={column.id}>
                    {column.render(row as never)}
                  </Fragment>
                ))}
              </div>
            </>
          )}
          empty={
            <Message
              title={props.emptyTitle}
              actions={
                list.isFiltered ? (
                  <Button variant="secondary" onPress={list.reset}>
                    {t('filter.reset')}
                  </Button>
                ) : undefined
              }
            >
              {props.emptyWords}
            </Message>
          }
          changed={list.changed}
          sort={list.sort}
          onSort={sort => change({ sort: sort.by, order: sort.order })}
          pageSize={list.pageSize}
          onPageSize={size => change({ size: String(size) })}
          onCursor={cursor => change({ cursor })}
        />
      </PageBody>
      <ListKeysHelp isOpen={help} onOpenChange={setHelp} />
    </div>
  );
}
