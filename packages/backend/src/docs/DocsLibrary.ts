import fs from 'node:fs/promises';
import path from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { parse } from 'yaml';
import { addUnlisted, DocsItem, DocsPage, parseNav } from './nav';

/** The files that may be shown beside the text, and how they are sent. */
const IMAGE_TYPES: Record<string, string> = {
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** Letters, digits, dashes, dots inside a name: no dot files, no `..`, no drive, no backslash. */
const SAFE_PATH = /^(?!.*\.\.)[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;

/** The table of contents with the name of the whole. */
export interface DocsContents {
  title: string;
  items: DocsItem[];
}

/** One page as it is written. */
export interface DocsText extends DocsPage {
  markdown: string;
}

/**
 * The Markdown files beside an mkdocs.yml, read as they are now.
 *
 * Only pages and images below the docs folder can be had, whatever the path asked for.
 */
export class DocsLibrary {
  private readonly mkdocsFile: string;

  /** @param mkdocsFile - absolute path of the mkdocs.yml */
  constructor(mkdocsFile: string) {
    this.mkdocsFile = mkdocsFile;
  }

  /** What there is to read. */
  async contents(): Promise<DocsContents> {
    const { title, nav, folder } = await this.site();
    const pages = await listPages(folder);
    const titles = new Map(pages.map(page => [page.path, page.title]));
    const items = nav ? parseNav(nav, file => titles.get(file) ?? file) : [];
    return { title, items: addUnlisted(items, pages) };
  }

  /** One page. */
  async page(file: string): Promise<DocsText> {
    if (path.extname(file) !== '.md') {
      throw new InputError(`'${file}' is not a page: pages end in .md`);
    }
    const markdown = await this.read(file);
    const text = markdown.toString('utf8');
    return { path: file, title: titleOf(text, file), markdown: text };
  }

  /** One image with its content type. */
  async image(file: string): Promise<{ type: string; data: Buffer }> {
    const type = IMAGE_TYPES[path.extname(file).toLocaleLowerCase('en-US')];
    if (!type) {
      throw new InputError(
        `'${file}' is not an image: only ${Object.keys(IMAGE_TYPES).join(
          ', ',
        )} are shown`,
      );
    }
    return { type, data: await this.read(file) };
  }

  private async read(file: string): Promise<Buffer> {
    if (!SAFE_PATH.test(file)) {
      throw new InputError(`'${file}' is not a path in the documentation`);
    }
    const { folder } = await this.site();
    try {
      // Also refuses a symbolic link that leads out of the folder.
      return await fs.readFile(resolveSafeChildPath(folder, file));
    } catch (error) {
      if (isMissing(error)) {
        throw new NotFoundError(`There is no '${file}' in the documentation`);
      }
      throw error;
    }
  }

  private async site() {
    const site = parse(await fs.readFile(this.mkdocsFile, 'utf8'));
    return {
      title: String(site?.site_name ?? 'Documentation'),
      nav: site?.nav as unknown,
      folder: path.resolve(
        path.dirname(this.mkdocsFile),
        site?.docs_dir ?? 'docs',
      ),
    };
  }
}

async function listPages(folder: string): Promise<DocsPage[]> {
  const entries = await fs.readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry =>
      path
        .relative(folder, path.join(entry.parentPath, entry.name))
        .replaceAll(path.sep, '/'),
    )
    .filter(file => SAFE_PATH.test(file))
    .sort();
  return Promise.all(
    files.map(async file => ({
      path: file,
      title: titleOf(await fs.readFile(path.join(folder, file), 'utf8'), file),
    })),
  );
}

/** The first heading, or else the name of the file as words. */
function titleOf(markdown: string, file: string): string {
  const heading = /^#\s+(.+?)\s*#*\s*$/m.exec(markdown)?.[1];
  return heading ?? path.basename(file, '.md').replaceAll('-', ' ');
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}
