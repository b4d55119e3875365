/** A page in the table of contents. */
export interface DocsPageEntry {
  title: string;
  path: string;
}

/** A heading in the table of contents, or a link to somewhere else. */
export type DocsItem =
  | DocsPageEntry
  | { title: string; items: DocsItem[] }
  | { title: string; url: string };

/** The table of contents with the name of the whole. */
export interface DocsContents {
  title: string;
  items: DocsItem[];
}

/** A page as it is written. */
export interface DocsText extends DocsPageEntry {
  markdown: string;
}

/** All pages, in reading order. */
export function pagesOf(items: readonly DocsItem[]): DocsPageEntry[] {
  return items.flatMap(item => {
    if ('items' in item) return pagesOf(item.items);
    return 'path' in item ? [item] : [];
  });
}
