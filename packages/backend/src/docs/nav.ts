import { InputError } from '@backstage/errors';

/** A page in the table of contents. */
export interface DocsPage {
  title: string;
  /** Path of the Markdown file in the docs folder, with forward slashes. */
  path: string;
}

/** A heading in the table of contents with what stands under it. */
export interface DocsSection {
  title: string;
  items: DocsItem[];
}

/** A link to somewhere else. */
export interface DocsLink {
  title: string;
  url: string;
}

export type DocsItem = DocsPage | DocsSection | DocsLink;

/** Whether an item of the table of contents is a page. */
export function isPage(item: DocsItem): item is DocsPage {
  return 'path' in item;
}

/** Whether an item of the table of contents is a section. */
export function isSection(item: DocsItem): item is DocsSection {
  return 'items' in item;
}

/**
 * Reads the `nav` of an mkdocs.yml.
 *
 * @param nav - the value as YAML gives it
 * @param titleOf - the title of a page that has none in the nav
 */
export function parseNav(
  nav: unknown,
  titleOf: (path: string) => string,
): DocsItem[] {
  if (!Array.isArray(nav)) {
    throw new InputError('nav in mkdocs.yml must be a list');
  }
  return nav.map(entry => {
    if (typeof entry === 'string') return leaf(entry, titleOf(entry));
    const [pair, ...others] = Object.entries(entry ?? {});
    if (!pair || others.length > 0) {
      throw new InputError(
        'Every entry of nav in mkdocs.yml must be a path or one title with a path or a list',
      );
    }
    const [title, value] = pair;
    return typeof value === 'string'
      ? leaf(value, title)
      : { title, items: parseNav(value, titleOf) };
  });
}

function leaf(target: string, title: string): DocsPage | DocsLink {
  return /^https?:/.test(target)
    ? { title, url: target }
    : { title, path: target };
}

/**
 * Adds the pages the nav does not name: each to the section that has a page of the same folder,
 * the rest under "More". So a new decision record or guide can be read without touching the nav.
 */
export function addUnlisted(
  items: DocsItem[],
  pages: readonly DocsPage[],
): DocsItem[] {
  const listed = new Set(pagesOf(items).map(page => page.path));
  const missing = pages.filter(page => !listed.has(page.path));
  const placed = new Set<string>();

  const fill = (section: DocsSection): DocsSection => {
    const own = section.items.filter(isPage).map(page => folderOf(page.path));
    const folders = new Set(own.filter(Boolean));
    const added = missing.filter(
      page => folders.has(folderOf(page.path)) && !placed.has(page.path),
    );
    added.forEach(page => placed.add(page.path));
    return {
      ...section,
      items: [
        ...section.items.map(item => (isSection(item) ? fill(item) : item)),
        ...added,
      ],
    };
  };

  const filled = items.map(item => (isSection(item) ? fill(item) : item));
  const rest = missing.filter(page => !placed.has(page.path));
  return rest.length > 0 ? [...filled, { title: 'More', items: rest }] : filled;
}

/** All pages, in reading order. */
export function pagesOf(items: readonly DocsItem[]): DocsPage[] {
  return items.flatMap(item => {
    if (isSection(item)) return pagesOf(item.items);
    return isPage(item) ? [item] : [];
  });
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
