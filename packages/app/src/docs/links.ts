/** Where the documentation is in the portal. */
export const DOCS_ROOT = '/docs';

const HOME = 'index.md';

/** The address of a page in the portal. */
export function hrefOf(page: string): string {
  return page === HOME
    ? DOCS_ROOT
    : `${DOCS_ROOT}/${page.replace(/\.md$/, '')}`;
}

/** The page that an address in the portal means; the rest of the path after the docs. */
export function pageAt(rest: string): string {
  const path = rest.replace(/^\/+|\/+$/g, '').replace(/\.md$/, '');
  return path === '' ? HOME : `${path}.md`;
}

/**
 * The path of a file that a page names relative to itself, or undefined when that is not a file
 * of the documentation.
 */
export function resolvePath(page: string, target: string): string | undefined {
  const segments = target.startsWith('/') ? [] : page.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      // Above the docs there is the repository, which is not served.
      if (segments.length === 0) return undefined;
      segments.pop();
    } else if (part !== '.' && part !== '') {
      segments.push(part);
    }
  }
  return segments.join('/');
}

/** The address a link on a page leads to, or undefined when it leads out of the documentation. */
export function resolveHref(page: string, href: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return href;
  const [target, hash] = href.split('#');
  const anchor = hash ? `#${hash}` : '';
  if (target === '') return `${hrefOf(page)}${anchor}`;
  const file = resolvePath(page, target);
  return file?.endsWith('.md') ? `${hrefOf(file)}${anchor}` : undefined;
}

/** The anchor of a heading, as mkdocs and code hosts make it. */
export function slugOf(text: string): string {
  return text
    .trim()
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s+/g, '-');
}
