import { OPERATIONAL_STATES } from '@callboard/plugin-itsm-common';
import type { OperationalState } from '@callboard/plugin-itsm-common';
import type { UrlValues } from '@callboard/plugin-itsm-react';
import { QUESTIONS } from './answer';
import type { Question } from './answer';

/** What the tab shows: the answer to a question, or the relations themselves. */
export const PARTS = [...QUESTIONS, 'relations'] as const;
export type Part = Question | 'relations';

/** Ways to show an answer. */
export const VIEWS = ['map', 'list'] as const;
export type View = (typeof VIEWS)[number];

/** By what the items of an answer can be filtered and grouped. */
export const FACETS = ['owner', 'system', 'kind'] as const;
export type Facet = (typeof FACETS)[number];

/** What stands for items that have none of a facet. */
export const NONE = 'none';

/** Which items of an answer are looked for. */
export interface ItemFilter {
  text: string;
  kind: readonly string[];
  owner: readonly string[];
  system: readonly string[];
}

/** What the address of the tab says. */
export interface ImpactAddress {
  part: Part;
  /** As the reader chose it, if they did. */
  view?: View;
  with: readonly OperationalState[];
  /** Assumed down too. */
  down: readonly string[];
  /** The item that is explained. */
  item?: string;
  filter: ItemFilter;
  groupBy: Facet;
}

/** Reads the address; what it says wrongly counts as not said. */
export function readImpactAddress(
  url: Pick<UrlValues, 'get' | 'list'>,
): ImpactAddress {
  return {
    part: PARTS.find(p => p === url.get('ask')) ?? 'impact',
    view: VIEWS.find(v => v === url.get('view')),
    with: OPERATIONAL_STATES.filter(state => url.list('with').includes(state)),
    down: url.list('down'),
    item: url.get('item') || undefined,
    filter: {
      text: url.get('q'),
      kind: url.list('kind'),
      owner: url.list('owner'),
      system: url.list('system'),
    },
    groupBy: FACETS.find(f => f === url.get('by')) ?? 'owner',
  };
}

/**
 * The query part of the address of another question. What was assumed stays; the item and the
 * filters are about the answer that is left.
 */
export function questionSearch(address: ImpactAddress, part: Part): string {
  const said = Object.entries({
    ask: part === 'impact' ? '' : part,
    view: address.view ?? '',
    with: address.with.join(','),
    down: address.down.join(','),
  }).filter(([, value]) => value);
  return `?${new URLSearchParams(said)}`;
}

/** Whether anything is filtered. */
export function isFiltered({ text, kind, owner, system }: ItemFilter) {
  return Boolean(text || kind.length || owner.length || system.length);
}
