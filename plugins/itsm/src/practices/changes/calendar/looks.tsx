import { changeLifecycle } from '@callboard/plugin-itsm-common';
import type {
  CalendarChange,
  CalendarItem,
  ChangeState,
  ChangeType,
} from '@callboard/plugin-itsm-common';
import {
  RiAlertLine,
  RiExchangeLine,
  RiFlashlightFill,
  RiGroupLine,
  RiLockLine,
  RiRepeat2Line,
  RiSnowflakeLine,
  RiToolsLine,
} from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import { choiceLabel } from '../fields';
import { windowWords } from '../words/planned';
import styles from './Looks.module.css';

/** How far a change is, as a calendar tells states apart. */
export const LOOKS = [
  'tentative',
  'scheduled',
  'running',
  'done',
  'off',
] as const;
export type Look = (typeof LOOKS)[number];

const OF_STATE: Record<ChangeState, Look> = {
  draft: 'tentative',
  assess: 'tentative',
  authorize: 'tentative',
  scheduled: 'scheduled',
  implement: 'running',
  review: 'done',
  closed: 'done',
  cancelled: 'off',
  rejected: 'off',
};

/** An icon of the house. */
export type Icon = RemixiconComponentType;

/** The shape of each type of change. */
export const TYPE_ICONS: Record<ChangeType, Icon> = {
  standard: RiRepeat2Line,
  normal: RiExchangeLine,
  emergency: RiFlashlightFill,
};

/** The shapes of what stands around changes. */
export const AROUND_ICONS: Record<'freeze' | 'maintenance' | 'cab', Icon> = {
  freeze: RiSnowflakeLine,
  maintenance: RiToolsLine,
  cab: RiGroupLine,
};

/** Signs that warn of something, in the order in which they stand. */
export const SIGNS: Record<'conflicts' | 'inFreeze' | 'restricted', Icon> = {
  conflicts: RiAlertLine,
  inFreeze: RiSnowflakeLine,
  restricted: RiLockLine,
};

/** The name of a window's or meeting's kind, for its shape and words. */
export function aroundOf(item: Exclude<CalendarItem, CalendarChange>) {
  return item.kind === 'cab' ? 'cab' : item.windowKind;
}

/** How an item looks: one of {@link LOOKS}, or what it is around changes. */
export const lookOf = (item: CalendarItem) =>
  item.kind === 'change' ? OF_STATE[item.status] : aroundOf(item);

/** The class of an item's ground. */
export const groundOf = (item: CalendarItem) =>
  `${styles.ground} ${styles[lookOf(item)]}`;

/** The shape that stands before an item. */
export function iconOf(item: CalendarItem): Icon {
  return item.kind === 'change'
    ? TYPE_ICONS[item.changeType]
    : AROUND_ICONS[aroundOf(item)];
}

/** What an item is called. */
export const nameOfItem = (item: CalendarItem) =>
  item.kind === 'change' ? `${item.number} ${item.title}` : item.title;

/** The signs of a change. */
export function signsOf(item: CalendarItem): (keyof typeof SIGNS)[] {
  if (item.kind !== 'change') return [];
  return (['conflicts', 'inFreeze', 'restricted'] as const).filter(
    sign => item[sign],
  );
}

/** All that an item's shape and colour say, in words, for whoever does not see them. */
export function itemWords(
  item: CalendarItem,
  words: {
    kind: (kind: 'freeze' | 'maintenance' | 'cab') => string;
    sign: (sign: keyof typeof SIGNS) => string;
  },
): string {
  const parts = [nameOfItem(item), windowWords(item)];
  if (item.kind === 'change') {
    parts.push(
      changeLifecycle.states[item.status].label,
      choiceLabel('changeType', item.changeType),
    );
  } else {
    parts.push(words.kind(aroundOf(item)));
  }
  return [...parts, ...signsOf(item).map(words.sign)].join(', ');
}
