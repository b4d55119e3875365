import {
  localTimeIn,
  readWindowLength,
  ruleWords,
} from '@callboard/plugin-itsm-common';
import type {
  ChangeWindow,
  WindowScope,
  WindowTimeView,
} from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { choiceLabel } from '../fields';
import { lengthWords } from '../words/planned';

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Says something of these pages; the translation's function, as far as it is used here. */
export type Say = (key: any, values?: any) => string;

/** Names in a row: `a`, `a and b`, `a, b and c`. */
export function namesInARow(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

/** A length as it is defined, as people say it: `2d12h` is `2 d 12 h`. */
export function definedLength(duration: string): string {
  const length = readWindowLength(duration);
  return length
    ? lengthWords(length.days * 1440 + length.exact / 60_000)
    : duration;
}

/** `Europe/Berlin` is Berlin. */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replace(/_/g, ' ');
}

/** When a window comes, in a sentence: `Every week on Sunday, 22:00 for 4 h`. */
export function recurrenceWords(
  {
    rrule,
    start,
    duration,
  }: Pick<ChangeWindow, 'rrule' | 'start' | 'duration'>,
  t: Say,
): string {
  const rule = rrule === undefined ? t('once') : ruleWords(rrule);
  return t('rule', {
    rule: rule.charAt(0).toLocaleUpperCase() + rule.slice(1),
    time: start.slice(11, 16),
    length: definedLength(duration),
  });
}

/** What a window is about, in words. */
export function scopeWords(
  { scope, more }: Pick<ChangeWindow, 'scope' | 'more'>,
  refs: Refs | undefined,
  t: Say,
): string {
  const named = ({ services, items, owners, tiers }: WindowScope) => {
    const parts: string[] = [];
    const add = (key: string, list: string[] | undefined, plain?: boolean) => {
      if (!list || list.length === 0) return;
      const names = list.map(ref => (plain ? ref : refTitle(ref, refs)));
      parts.push(t(`scope.${key}`, { names: namesInARow(names) }));
    };
    add('services', services);
    add('items', items);
    add('owners', owners);
    add('tiers', tiers, true);
    return parts;
  };
  const about = scope.all ? [t('scope.all')] : named(scope);
  if (more) about.push(t('scope.more'));
  const except = scope.except ? named(scope.except) : [];
  const types = (list: readonly string[]) =>
    namesInARow(
      list.map(type => choiceLabel('changeType', type).toLocaleLowerCase()),
    );
  const said = [
    namesInARow(about),
    except.length > 0 && t('scope.except', { names: namesInARow(except) }),
    scope.types && t('scope.types', { names: types(scope.types), count: 1 }),
    scope.except?.types &&
      t('scope.exceptTypes', { names: types(scope.except.types) }),
  ].filter(Boolean);
  const words = said.join(', ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** An end as short as it can be said: the time alone if it is today. */
export function endWords(
  instant: string,
  now: DateTime = DateTime.now(),
): string {
  const at = DateTime.fromISO(instant);
  return at.hasSame(now, 'day')
    ? at.toLocaleString(TIME)
    : `${at.toLocaleString(DAY)}, ${at.toLocaleString(TIME)}`;
}

/**
 * What the clock on the wall of a window's zone shows at its begin; undefined if the reader's shows the
 * same.
 */
export function timeThere(
  { startsAt }: Pick<WindowTimeView, 'startsAt'>,
  zone: string,
): string | undefined {
  const here = DateTime.fromISO(startsAt);
  const there = here.setZone(zone);
  if (!there.isValid || there.offset === here.offset) return undefined;
  return there.toISODate() === here.toISODate()
    ? there.toLocaleString(TIME)
    : `${there.toLocaleString({ weekday: 'short' })} ${there.toLocaleString(
        TIME,
      )}`;
}

/** Where clocks are changed over the begin: the local time at which it begins instead. */
export function shiftedBegin(
  { begins, startsAt }: WindowTimeView,
  zone: string,
): string | undefined {
  const wall = localTimeIn(zone, Date.parse(startsAt));
  return wall === begins ? undefined : wall.slice(11, 16);
}
