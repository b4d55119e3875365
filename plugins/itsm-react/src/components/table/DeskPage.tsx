import { Skeleton, useBreakpoint } from '@backstage/ui';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { Suspense, useRef } from 'react';
import type { ComponentType, ReactNode, RefObject } from 'react';
import { useAddedFields } from '../../api/recordColumns';
import type { AnyRoute } from '../../api/useItsmQuery';
import { usePageTitle } from '../../hooks/usePageTitle';
import type { RecordPanelProps } from '../panel/RecordPanel';
import { ListAndPanel } from '../panel/SidePanel';
import { PageBody } from '../record/PageBody';
import { ListKeysHelp } from './ListKeysHelp';
import { ListTools } from './ListTools';
import { LiveToggle, type FollowedResult } from './LiveToggle';
import type { RecordDesk } from './useRecordDesk';

/** What a list has room for where it stands. */
export interface DeskRoom {
  /** A record beside the rows. */
  beside: boolean;
  /** Columns, and hardly without a keyboard. */
  isDesk: boolean;
  container: RefObject<HTMLDivElement>;
}

/** Where rows are cards there is no room beside them, and hardly a keyboard. */
export function useDeskRoom(): DeskRoom {
  const breakpoint = useBreakpoint();
  const container = useRef<HTMLDivElement>(null);
  return {
    beside: breakpoint.up('lg'),
    isDesk: breakpoint.up('sm'),
    container,
  };
}

/** What the page of a desk needs of its list, see `useRecordList`. */
export interface DeskPageList {
  spec: { type: string };
  open?: string;
  setOpen(number: string | undefined): void;
  columns: readonly string[];
  setColumns(columns: readonly string[] | undefined): void;
  question: QueryValues;
  selection: { items: readonly unknown[] };
  result: FollowedResult;
}

/** The page of a list of records that is worked on: views, filters, rows, and what is open beside them. */
export function DeskPage<L extends DeskPageList>(props: {
  title: string;
  /** What is done from here, e.g. filing one. */
  actions: ReactNode;
  list: L;
  room: DeskRoom;
  desk: RecordDesk;
  views: ReactNode;
  filters: (tools: ReactNode) => ReactNode;
  /** Where the list is exported, with what is asked for if it is more than the list's question. */
  exported: { route: AnyRoute; question?: QueryValues };
  isInRows: (key: string) => boolean;
  keysLabel: string;
  table: ReactNode;
  /** These open only when somebody asks for them: they may load then. */
  Panel?: ComponentType<RecordPanelProps>;
  Bulk?: ComponentType<{ list: L }>;
}) {
  const { title, list, room, desk, exported, Panel, Bulk } = props;
  const { open } = list;
  const added = useAddedFields(list.spec.type);
  usePageTitle(title);
  return (
    <div ref={room.container}>
      <PageBody title={title} actions={props.actions}>
        {props.views}
        {props.filters(
          <>
            <LiveToggle result={list.result} />
            <ListTools
              type={list.spec.type}
              list={list}
              exported={{
                question: list.question,
                ...exported,
                columns: [...new Set([...list.columns, ...added])],
              }}
              isInRows={props.isInRows}
              isDesk={room.isDesk}
              keysLabel={props.keysLabel}
              onKeys={() => desk.setHelp(true)}
            />
          </>,
        )}
        <ListAndPanel
          list={
            <>
              {props.table}
              {Bulk && room.isDesk && list.selection.items.length > 0 && (
                <Suspense fallback={null}>
                  <Bulk list={list} />
                </Suspense>
              )}
            </>
          }
          panel={
            Panel &&
            room.beside &&
            open && (
              <Suspense fallback={<Skeleton height={480} />}>
                <Panel
                  number={open}
                  focusKey={desk.focusKey}
                  onClose={() => list.setOpen(undefined)}
                  onLeave={desk.leave}
                  onStep={desk.step}
                  canStep={desk.canStep}
                />
              </Suspense>
            )
          }
        />
      </PageBody>
      <ListKeysHelp
        isOpen={desk.help}
        onOpenChange={desk.setHelp}
        desk={Boolean(Panel ?? Bulk)}
      />
    </div>
  );
}
