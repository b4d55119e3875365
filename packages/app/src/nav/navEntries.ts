import {
  AppNode,
  coreExtensionData,
  IconElement,
} from '@backstage/frontend-plugin-api';
import { NavContentNavItem } from '@backstage/plugin-app-react';
import { GroupId, GROUPS, PLACED, placeOf } from './groups';

/** A line of the sidebar. */
export interface NavEntry {
  id: string;
  href: string;
  title: string;
  icon: IconElement;
}

/** A group of the sidebar with at least one line. */
export interface NavGroup {
  id: GroupId;
  entries: NavEntry[];
}

const ITSM_PAGE = 'page:itsm';

/**
 * Puts the pages the app has into the groups of the sidebar. The practices of service management
 * are tabs of one page; here each has a line of its own.
 */
export function groupPages(items: readonly NavContentNavItem[]): NavGroup[] {
  const placed = items
    .filter(item => !PLACED.has(item.node.spec.id))
    .flatMap(item =>
      item.node.spec.id === ITSM_PAGE ? practicesOf(item) : [asPage(item)],
    )
    .map(({ entry, practice }) => ({
      entry,
      ...placeOf({ id: entry.id, practice }),
    }));

  return GROUPS.map(id => ({
    id,
    entries: placed
      .filter(page => page.group === id)
      .sort(
        (a, b) =>
          a.order - b.order || a.entry.title.localeCompare(b.entry.title),
      )
      .map(page => page.entry),
  })).filter(group => group.entries.length > 0);
}

function asPage(item: NavContentNavItem): {
  entry: NavEntry;
  practice?: string;
} {
  const { node, href, title, icon } = item;
  return { entry: { id: node.spec.id, href, title, icon } };
}

function practicesOf(
  item: NavContentNavItem,
): { entry: NavEntry; practice?: string }[] {
  // With every practice switched off there is nothing to go to.
  return subPagesOf(item.node).map(page => ({
    entry: {
      id: page.id,
      href: `${item.href}/${page.path}`,
      title: page.title,
      icon: page.icon ?? item.icon,
    },
    practice: page.path,
  }));
}

/** The tabs of a page that are switched on. */
export function subPagesOf(page: AppNode) {
  return (page.edges.attachments.get('pages') ?? []).flatMap(node => {
    const path = node.instance?.getData(coreExtensionData.routePath);
    const title = node.instance?.getData(coreExtensionData.title);
    if (!path || !title) return [];
    const icon = node.instance?.getData(coreExtensionData.icon);
    return [{ id: node.spec.id, path: path.replace(/^\//, ''), title, icon }];
  });
}
