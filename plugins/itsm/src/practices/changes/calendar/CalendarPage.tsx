import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, Skeleton, Text } from '@backstage/ui';
import type { CalendarChange } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiCalendarScheduleLine, RiRssLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { fileChangeRouteRef } from '../routes';
import { FileChangeButton } from '../FileChangeButton';
import { windowWords, zoneWords } from '../words/planned';
import type { Span } from '../words/planned';
import { Agenda } from './Agenda';
import styles from './Calendar.module.css';
import { CalendarBar } from './CalendarBar';
import { CalendarFilters } from './CalendarFilters';
import { ItemPopover } from './ItemPopover';
import type { OpenedItem } from './ItemPopover';
import { Legend } from './Legend';
import type { Moving } from './move/MoveDialog';
import { changeCalendarTranslationRef } from './translation';
import { useCalendar, utc } from './useCalendar';
import type { CalendarOnPage } from './useCalendar';
import { useFeedOfPage } from './feeds/useFeedOfPage';
import { useItemKeys } from './useItemKeys';

// Days on a phone need neither, and dialogs are for when they are opened.
const CalendarGrid = lazy(() => import('./grid/CalendarGrid'));
const Timeline = lazy(() => import('./timeline/Timeline'));
const MoveDialog = lazy(async () => ({
  default: (await import('./move/MoveDialog')).MoveDialog,
}));
const SubscribeDialog = lazy(async () => ({
  default: (await import('./feeds/SubscribeDialog')).SubscribeDialog,
}));

/** A time that was selected, with the way to plan a change for it. */
function PlanHere(props: { span: Required<Span>; onClose: () => void }) {
  const { span, onClose } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const href = useRouteRef(fileChangeRouteRef)?.();
  if (!href) return null;
  return (
    <div className={styles.plan} role="status">
      {t('plan.title', { when: windowWords(span) })}
      <span className={styles.buttons}>
        <ButtonLink
          size="small"
          variant="primary"
          iconStart={<RiAddLine />}
          href={`${href}?${new URLSearchParams(span)}`}
        >
          {t('plan.file')}
        </ButtonLink>
        <Button size="small" variant="tertiary" onPress={onClose}>
          {t('plan.cancel')}
        </Button>
      </span>
    </div>
  );
}

/** The calendar as it is drawn, with what is being moved where it would be. */
function Drawn(props: {
  calendar: CalendarOnPage;
  moving: Moving | undefined;
  onOpen: (opened: OpenedItem) => void;
  onMove: (moving: Moving) => void;
  onSelect: (span: Required<Span>) => void;
}) {
  const { calendar, moving, onOpen, onMove, onSelect } = props;
  const { shown, items: known, result } = calendar;
  const { refs } = result.data ?? {};
  const items = useMemo(
    () =>
      moving
        ? known.map(item =>
            item.id === moving.change.id ? { ...item, ...moving.to } : item,
          )
        : known,
    [known, moving],
  );
  const drop = useCallback(
    (change: CalendarChange, start: string, end: string) =>
      onMove({ change, to: { start, end } }),
    [onMove],
  );
  const select = useCallback(
    (start: DateTime, end: DateTime) =>
      onSelect({ start: utc(start), end: utc(end) }),
    [onSelect],
  );
  const shared = { calendar, items, onOpen };
  if (shown.view === 'list') return <Agenda {...shared} refs={refs} />;
  return (
    <Suspense fallback={<Skeleton height={560} />}>
      {shown.view === 'timeline' ? (
        <Timeline {...shared} refs={refs} onDrop={drop} />
      ) : (
        <CalendarGrid {...shared} onDrop={drop} onSelect={select} />
      )}
    </Suspense>
  );
}

/** What there is instead of items. */
function Nothing(props: { calendar: CalendarOnPage }) {
  const { calendar } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  return (
    <Message
      title={t('empty.title')}
      icon={<RiCalendarScheduleLine size={32} />}
      actions={
        calendar.isFiltered && (
          <Button variant="secondary" onPress={calendar.reset}>
            {t('filter.reset')}
          </Button>
        )
      }
    >
      {t(calendar.isFiltered ? 'empty.filtered' : 'empty.next')}
    </Message>
  );
}

/** Changes with freezes, maintenance and meetings: by month, week, in lanes or as a list. */
export function CalendarPage() {
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const calendar = useCalendar();
  const { result, items, shown, step } = calendar;
  const [opened, setOpened] = useState<OpenedItem>();
  const [moving, setMoving] = useState<Moving>();
  const [selected, setSelected] = useState<Required<Span>>();
  const [subscribing, setSubscribing] = useState(false);
  const feedOfPage = useFeedOfPage(calendar);
  const onKeyDown = useItemKeys(step);
  usePageTitle(t('title'));
  const isBare = shown.view === 'list' || shown.view === 'timeline';
  return (
    <PageBody
      title={t('title')}
      actions={
        <>
          <Button
            variant="secondary"
            iconStart={<RiRssLine />}
            onPress={() => setSubscribing(true)}
          >
            {t('subscribe')}
          </Button>
          <FileChangeButton />
        </>
      }
    >
      <CalendarFilters calendar={calendar} />
      <CalendarBar calendar={calendar} />
      {result.data?.truncated && (
        <Alert status="warning" icon title={t('truncated')} />
      )}
      {result.error && !result.data ? (
        <FailureMessage error={result.error} onRetry={() => result.refetch()} />
      ) : (
        <div
          className={styles.page}
          role="presentation"
          onKeyDown={onKeyDown}
          aria-busy={result.isFetching}
          data-stale={result.isPlaceholderData ? '' : undefined}
          data-items={
            result.isPlaceholderData ? undefined : result.data?.items.length
          }
        >
          {result.isPending && <Skeleton height={isBare ? 240 : 0} />}
          {isBare && result.data && items.length === 0 ? (
            <Nothing calendar={calendar} />
          ) : (
            (!isBare || result.data) && (
              <Drawn
                calendar={calendar}
                moving={moving}
                onOpen={setOpened}
                onMove={setMoving}
                onSelect={setSelected}
              />
            )
          )}
        </div>
      )}
      {selected && (
        <PlanHere span={selected} onClose={() => setSelected(undefined)} />
      )}
      <div className={styles.foot}>
        <Legend />
        <Text as="p" variant="body-small" color="secondary">
          {t('zone', { zone: zoneWords(shown.at) })}{' '}
          {!calendar.isPhone && t('keys.hint')}
        </Text>
      </div>
      <ItemPopover
        opened={opened}
        refs={result.data?.refs}
        onClose={() => setOpened(undefined)}
        onMove={change =>
          setMoving({ change, to: { start: change.start, end: change.end } })
        }
      />
      <Suspense>
        {moving && (
          <MoveDialog
            key={moving.change.id}
            moving={moving}
            onChoose={({ start, end }) =>
              start && end && setMoving({ ...moving, to: { start, end } })
            }
            onClose={() => setMoving(undefined)}
          />
        )}
        {subscribing && (
          <SubscribeDialog
            page={feedOfPage}
            onClose={() => setSubscribing(false)}
          />
        )}
      </Suspense>
    </PageBody>
  );
}
