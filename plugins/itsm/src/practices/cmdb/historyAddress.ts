import { REACHES } from '@callboard/plugin-itsm-common';
import type { Reach } from '@callboard/plugin-itsm-common';
import type { UrlValues } from '@callboard/plugin-itsm-react';
import { readMoment } from './moment';
import type { Moment } from './moment';

/** The ways to look at a history. */
export const HISTORY_VIEWS = ['timeline', 'asOf', 'compare'] as const;
export type HistoryView = (typeof HISTORY_VIEWS)[number];

/** What goes without saying. */
const USUAL = ['timeline', 'ci'];

/** What the address of the tab says. */
export interface HistoryAddress {
  view: HistoryView;
  /** The moment looked at; now if absent. */
  at?: Moment;
  from?: Moment;
  /** Now if absent. */
  to?: Moment;
  reach: Reach;
}

/** Reads the address; what it says wrongly counts as not said. */
export function readHistoryAddress(
  url: Pick<UrlValues, 'get'>,
): HistoryAddress {
  return {
    view: HISTORY_VIEWS.find(v => v === url.get('view')) ?? 'timeline',
    at: readMoment(url.get('at')),
    from: readMoment(url.get('from')),
    to: readMoment(url.get('to')),
    reach: REACHES.find(r => r === url.get('reach')) ?? 'ci',
  };
}

/** The query part of the address of a view. */
export function historySearch(address: Partial<HistoryAddress>): string {
  const said = Object.entries(address).filter(
    ([, value]) => value && !USUAL.includes(value),
  );
  return `?${new URLSearchParams(said as Array<[string, string]>)}`;
}
