import type { RecordLink } from '@callboard/plugin-itsm-common';

/** What links say of a record, in the order of the page. */
export type LinkGroupId =
  | 'duplicateOf'
  | 'parent'
  | 'children'
  | 'duplicates'
  | 'causedBy'
  | 'caused'
  | 'others';

/** Links of one meaning. */
export interface LinkGroup {
  id: LinkGroupId;
  links: RecordLink[];
}

const ORDER: readonly LinkGroupId[] = [
  'duplicateOf',
  'parent',
  'children',
  'duplicates',
  'causedBy',
  'caused',
  'others',
];

/** What a link says of the record at this end. */
export function linkGroupOf(link: RecordLink): LinkGroupId {
  const out = link.direction === 'out';
  if (link.kind === 'child-of') return out ? 'parent' : 'children';
  if (link.kind === 'duplicate-of') return out ? 'duplicateOf' : 'duplicates';
  if (link.kind === 'caused-by') return out ? 'causedBy' : 'caused';
  return 'others';
}

/** Links by what they say, what a reader must know first on top; empty groups left out. */
export function groupLinks(links: readonly RecordLink[]): LinkGroup[] {
  return ORDER.map(id => ({
    id,
    links: links.filter(link => linkGroupOf(link) === id),
  })).filter(group => group.links.length > 0);
}

/** How many of the records at the other ends are not over yet. */
export function openCount(links: readonly RecordLink[]): number {
  return links.filter(({ record }) =>
    ['draft', 'open', 'waiting'].includes(record?.statusCategory ?? ''),
  ).length;
}
