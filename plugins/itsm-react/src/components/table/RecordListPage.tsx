import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { exportRoutes } from '@callboard/plugin-itsm-common';
import type { Lifecycle, QueryValues } from '@callboard/plugin-itsm-common';
import { lazy, useMemo } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { UrlValues } from '../../routing';
import { itsmReactTranslationRef } from '../../translation';
import type { RecordBulkSpec } from '../bulk/RecordBulk';
import type { BulkItem } from '../bulk/types';
import { ChoiceFilter } from '../filters/ChoiceFilter';
import { EntityFilter } from '../filters/EntityFilter';
import { FieldFilters } from '../filters/FieldFilters';
import { FilterBar } from '../filters/FilterBar';
import type { FilterSubject } from '../filters/filterSubject';
import { SearchBox } from '../filters/SearchBox';
import type { RecordPanelProps } from '../panel/RecordPanel';
import type { Refs } from '../text/RefLabel';
import { ViewBar } from '../views/ViewBar';
import type { ViewedList } from '../views/ViewBar';
import { DeskPage, useDeskRoom } from './DeskPage';
import type { DeskPageList } from './DeskPage';
import { DeskTable } from './DeskTable';
import type { DeskTableList } from './DeskTable';
import { RecordCard } from './RecordCard';
import styles from './RecordListPage.module.css';
import type { RecordColumn } from './types';
import { useRecordDesk } from './useRecordDesk';
import type { DeskList } from './useRecordDesk';
import type { RowSelection } from './useRowSelection';
import type { UsualRow } from './useUsualColumns';

const RecordBulk = lazy(async () => ({
  default: (await import('../bulk/RecordBulk')).RecordBulk,
}));

/** A list of records, see `useRecordList`. */
export type PageList<T extends UsualRow> = DeskTableList<T> &
  DeskList<T> &
  DeskPageList &
  ViewedList & {
    url: UrlValues;
    question: QueryValues;
    page?: { refs?: Refs };
  };

/** What makes a page of a list of records. */
export interface RecordListPageProps<T extends UsualRow> {
  list: PageList<T>;
  title: string;
  /** A sentence below the title. */
  about?: string;
  lifecycle: Lifecycle;
  columns: readonly RecordColumn<T>[];
  isInRows: (key: string) => boolean;
  viewLabel: (view: string) => string;
  emptyTitle: string;
  emptyWords: string;
  /** What a new one begins with: a button. */
  begin: ReactNode;
  /** Where one is filed, for the key n. */
  beginHref?: string;
  hrefOf: (number: string) => string | undefined;
  /** Below the title of a row on a phone. */
  cardFacts: (row: T) => ReactNode;
  /** What the owner is called here, if not owner group. */
  ownerLabel?: string;
  /** Whether rows can be about a service. */
  withService?: boolean;
  /** Whether the list can be filtered by any field. */
  withFields?: boolean;
  /** Which fields that is offered for; all if absent. */
  offers?: FilterSubject['offers'];
  /** Filters of its own, behind that of the state. */
  filters?: ReactNode;
  /** Between the title and the views. */
  head?: ReactNode;
  /** Between the views and the rows, e.g. another way to look at the list. */
  above?: ReactNode;
  /** In place of the rows, e.g. a board. */
  instead?: ReactNode;
  /** One record beside the list, where there is room; loads when it is opened. */
  Panel?: ComponentType<RecordPanelProps>;
  /** What can be done with many at once; without it rows cannot be selected. */
  bulk?: RecordBulkSpec;
  /** Gives a record to the caller, for the key a. */
  assign?: (row: T) => Promise<{ number: string }>;
}

/** Records of a type, in views, with filters and export, to be opened and changed. */
export function RecordListPage<T extends UsualRow>(
  props: RecordListPageProps<T>,
) {
  const { list, title, lifecycle, hrefOf, Panel, bulk, cardFacts } = props;
  const { url, change } = list;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const room = useDeskRoom();
  const desk = useRecordDesk<T>({
    list,
    container: room.container,
    beside: room.beside && Boolean(Panel),
    hrefOf,
    fileHref: props.beginHref,
    assign: props.assign,
    assigned: number => t('usual.assigned', { number }),
  });
  const Bulk = useMemo(
    () =>
      bulk &&
      (({ list: { selection } }: { list: PageList<T> }) => (
        <RecordBulk
          spec={bulk}
          selection={selection as unknown as RowSelection<BulkItem>}
        />
      )),
    [bulk],
  );
  const statuses = Object.entries(lifecycle.states).map(([value, state]) => ({
    value,
    label: state.label,
  }));
  return (
    <DeskPage<PageList<T>>
      title={title}
      actions={props.begin}
      list={list}
      room={room}
      desk={desk}
      views={
        <>
          {props.about && <p className={styles.hint}>{props.about}</p>}
          {props.head}
          <ViewBar
            list={list}
            label={t('usual.views')}
            labelOf={props.viewLabel}
          />
        </>
      }
      filters={tools => (
        <FilterBar tools={tools}>
          <SearchBox
            label={t('usual.search')}
            value={url.get('q')}
            onChange={q => change({ q })}
          />
          <ChoiceFilter
            label={t('usual.filter.status')}
            choices={statuses}
            values={url.list('status')}
            onChange={status => change({ status })}
          />
          {props.filters}
          {props.withService && (
            <EntityFilter
              label={t('usual.filter.service')}
              kinds={['component', 'system', 'api', 'resource']}
              value={url.get('service')}
              onChange={service => change({ service })}
            />
          )}
          <EntityFilter
            label={props.ownerLabel ?? t('usual.filter.owner')}
            kinds={['group']}
            value={url.get('owner')}
            onChange={owner => change({ owner })}
            words={[{ value: 'mine', label: t('usual.filter.mine') }]}
          />
          {props.withFields && (
            <FieldFilters
              type={list.spec.type}
              offers={props.offers}
              value={url.get('filter')}
              onChange={filter => change({ filter })}
              refs={list.page?.refs}
            />
          )}
          {list.isFiltered && (
            <Button variant="tertiary" onPress={list.reset}>
              {t('usual.filter.reset')}
            </Button>
          )}
        </FilterBar>
      )}
      // Records of all types have one export: it is asked for those of this one.
      exported={{
        route: exportRoutes.exportRecords,
        question: { ...list.question, type: list.spec.type },
      }}
      isInRows={props.isInRows}
      keysLabel={t('usual.keys')}
      table={
        <>
          {props.above}
          {props.instead ?? (
            <DeskTable<T>
              list={list}
              columns={props.columns}
              hrefOf={hrefOf}
              renderCard={(row, added) => (
                <RecordCard record={row} lifecycle={lifecycle} added={added}>
                  {cardFacts(row)}
                </RecordCard>
              )}
              fileButton={props.begin}
              words={{
                title,
                emptyTitle: props.emptyTitle,
                empty: props.emptyWords,
                resetFilter: t('usual.filter.reset'),
                sortUsually: t('usual.sort'),
              }}
              onOpen={room.beside && Panel ? desk.open : undefined}
              isDesk={Boolean(bulk) && room.isDesk}
            />
          )}
        </>
      }
      Panel={Panel}
      Bulk={Bulk}
    />
  );
}
