import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, Popover, Text } from '@backstage/ui';
import {
  changeLifecycle,
  MOVABLE_STATUSES,
} from '@callboard/plugin-itsm-common';
import type {
  CalendarChange,
  CalendarItem,
} from '@callboard/plugin-itsm-common';
import {
  Pill,
  Property,
  PropertyList,
  refTitle,
  RouterLink,
  StatusChip,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiDragMoveLine } from '@remixicon/react';
import { useEffect, useRef } from 'react';
import { cabRouteRef, changeRouteRef, changeWindowsRouteRef } from '../routes';
import { ChangeTypeWords } from '../words/ChangeTypeWords';
import { PlannedWindow } from '../words/PlannedWindow';
import { zoneWords } from '../words/planned';
import { RiskPill } from '../words/RiskPill';
import styles from './Calendar.module.css';
import { AROUND_ICONS, aroundOf, SIGNS, signsOf } from './looks';
import { changeCalendarTranslationRef } from './translation';

/** An item with where on the page it was opened. */
export interface OpenedItem {
  item: CalendarItem;
  element: HTMLElement;
}

function OfChange(props: {
  change: CalendarChange;
  refs: Refs | undefined;
  onMove: () => void;
}) {
  const { change, refs, onMove } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const href = useRouteRef(changeRouteRef)?.({ number: change.number }) ?? '';
  const isOver = !MOVABLE_STATUSES.includes(change.status);
  const named = (ref: string | undefined) => (ref ? refTitle(ref, refs) : '–');
  return (
    <>
      <Text as="h3" variant="title-x-small">
        <RouterLink to={href} className={styles.title}>
          {change.number} {change.title}
        </RouterLink>
      </Text>
      <Flex gap="2" align="center" className={styles.pills}>
        <StatusChip
          status={change.status}
          category={change.statusCategory}
          lifecycle={changeLifecycle}
        />
        <ChangeTypeWords type={change.changeType} />
        {change.risk && <RiskPill risk={change.risk} />}
        {signsOf(change).map(sign => {
          const Sign = SIGNS[sign];
          return (
            <Pill
              key={sign}
              tone={sign === 'restricted' ? 'neutral' : 'warning'}
              icon={<Sign aria-hidden />}
            >
              {sign === 'conflicts'
                ? t('item.conflicts', { count: change.conflicts ?? 0 })
                : t(`legend.${sign}`)}
            </Pill>
          );
        })}
      </Flex>
      <PropertyList label={change.number}>
        <Property label={t('item.when')}>
          <PlannedWindow start={change.start} end={change.end} />
        </Property>
        {change.actualStart && (
          <Property label={t('item.actual')}>
            <PlannedWindow start={change.actualStart} end={change.actualEnd} />
          </Property>
        )}
        <Property label={t('item.service')}>
          {named(change.serviceRef)}
        </Property>
        <Property label={t('item.team')}>{named(change.ownerRef)}</Property>
        <Property label={t('item.assignee')}>
          {change.assigneeRef ? named(change.assigneeRef) : t('item.nobody')}
        </Property>
      </PropertyList>
      <Flex gap="2" align="center">
        <ButtonLink size="small" variant="primary" href={href}>
          {t('item.open', { number: change.number })}
        </ButtonLink>
        <Button
          size="small"
          variant="secondary"
          iconStart={<RiDragMoveLine />}
          isDisabled={!change.movable}
          onPress={onMove}
        >
          {t('item.move')}
        </Button>
      </Flex>
      {!change.movable && (
        <Text as="p" variant="body-small" color="secondary">
          {t(isOver ? 'item.begun' : 'item.notYours')}
        </Text>
      )}
    </>
  );
}

function Around(props: { item: Exclude<CalendarItem, CalendarChange> }) {
  const { item } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const windows = useRouteRef(changeWindowsRouteRef)?.() ?? '';
  const cab = useRouteRef(cabRouteRef)?.() ?? '';
  const kind = aroundOf(item);
  const Shape = AROUND_ICONS[kind];
  return (
    <>
      <Text as="h3" variant="title-x-small">
        {item.title}
      </Text>
      <Flex>
        <Pill
          tone={kind === 'freeze' ? 'danger' : 'info'}
          icon={<Shape aria-hidden />}
        >
          {t(`kind.${kind}`)}
        </Pill>
      </Flex>
      <Text as="p" variant="body-small">
        <PlannedWindow start={item.start} end={item.end} />
      </Text>
      <ButtonLink
        size="small"
        variant="secondary"
        href={
          item.kind === 'cab'
            ? `${cab}?board=${encodeURIComponent(item.key)}`
            : windows
        }
      >
        {t(item.kind === 'cab' ? 'item.agenda' : 'item.windows')}
      </ButtonLink>
    </>
  );
}

/** What is known of an item, beside it. */
export function ItemPopover(props: {
  opened: OpenedItem | undefined;
  refs: Refs | undefined;
  onClose: () => void;
  onMove: (change: CalendarChange) => void;
}) {
  const { opened, refs, onClose, onMove } = props;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const trigger = useRef<HTMLElement | null>(null);
  const box = useRef<HTMLDivElement>(null);
  if (opened) trigger.current = opened.element;
  const id = opened?.item.id;
  useEffect(() => {
    if (id) box.current?.focus();
  }, [id]);
  if (!opened) return null;
  const { item } = opened;
  return (
    <Popover
      key={id}
      triggerRef={trigger}
      isOpen
      onOpenChange={open => !open && onClose()}
      placement="bottom start"
      aria-label={item.title}
    >
      <div
        ref={box}
        className={styles.popover}
        role="dialog"
        aria-label={item.title}
        tabIndex={-1}
      >
        {item.kind === 'change' ? (
          <OfChange
            change={item}
            refs={refs}
            onMove={() => {
              onClose();
              onMove(item);
            }}
          />
        ) : (
          <Around item={item} />
        )}
        <Text as="p" variant="body-x-small" color="secondary">
          {t('zone', { zone: zoneWords() })}
        </Text>
      </div>
    </Popover>
  );
}
