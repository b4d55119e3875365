import { readdir, readFile, stat } from 'fs/promises';
import { join, relative, resolve, sep } from 'path';
import type {
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { NotModifiedError } from '@backstage/errors';

const IS_FILE = /\.(ya?ml|json)$/i;
const IS_URL = /^https?:\/\//i;
/** A file larger than that holds something else. */
const MOST_BYTES = 2_000_000;
const MOST_FILES = 5_000;

/** A file of definitions. */
export interface DefinitionFile {
  /** How it is called to people; starts with its location. */
  file: string;
  text: string;
}

/** What a location gave. */
export interface ReadLocation {
  location: string;
  files: DefinitionFile[];
  /** Why it could not be read; its definitions stay as they are. */
  error?: string;
}

/** Files, folders and addresses that `itsm.definitions.locations` names. */
export function locationsOf(config: RootConfigService): string[] {
  return (
    config.getOptionalStringArray('itsm.definitions.locations') ?? []
  ).map(location => location.replace(/[\\/]+$/, ''));
}

/** Whether a file was read from a location. */
export const isBelow = (file: string, location: string) =>
  file === location || file.startsWith(`${location}/`);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(path)));
    else if (IS_FILE.test(entry.name)) found.push(path);
    if (found.length > MOST_FILES)
      throw new Error(`has more than ${MOST_FILES} files`);
  }
  return found;
}

async function readFolder(location: string): Promise<DefinitionFile[]> {
  const root = resolve(location);
  const single = (await stat(root)).isFile();
  const paths = single ? [root] : await filesBelow(root);
  return Promise.all(
    paths.map(async path => {
      if ((await stat(path)).size > MOST_BYTES)
        throw new Error(`${path} is larger than ${MOST_BYTES} bytes`);
      const below = relative(root, path).split(sep).join('/');
      return {
        file: single ? location : `${location}/${below}`,
        text: await readFile(path, 'utf8'),
      };
    }),
  );
}

async function readOne(
  reader: UrlReaderService,
  url: string,
  etag: string | undefined,
) {
  const response = await reader.readUrl(url, { etag });
  const text = (await response.buffer()).toString('utf8');
  return { etag: response.etag, files: [{ file: url, text }] };
}

async function readTree(
  reader: UrlReaderService,
  url: string,
  etag: string | undefined,
) {
  const response = await reader.readTree(url, {
    etag,
    filter: (path, info) =>
      IS_FILE.test(path) && (info?.size ?? 0) <= MOST_BYTES,
  });
  const found = await response.files();
  if (found.length > MOST_FILES)
    throw new Error(`has more than ${MOST_FILES} files`);
  const files = await Promise.all(
    found.map(async f => ({
      file: `${url}/${f.path}`,
      text: (await f.content()).toString('utf8'),
    })),
  );
  files.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { etag: response.etag, files };
}

/**
 * Reads the locations of definitions. What a location gave is kept with its etag, so that an
 * address that has not changed is not downloaded again.
 */
export class LocationReader {
  readonly #urlReader?: UrlReaderService;
  readonly #kept = new Map<string, { etag: string; files: DefinitionFile[] }>();

  constructor(urlReader?: UrlReaderService) {
    this.#urlReader = urlReader;
  }

  /** Reads one location. Never throws: why it could not be read is part of the answer. */
  async read(location: string): Promise<ReadLocation> {
    try {
      const files = IS_URL.test(location)
        ? await this.#readUrl(location)
        : await readFolder(location);
      if (files.length === 0) {
        // An empty folder is rather a checkout that failed than everything taken back.
        const error = 'no YAML or JSON file was found; nothing was changed';
        return { location, files, error };
      }
      return { location, files };
    } catch (error) {
      const said = error as NodeJS.ErrnoException;
      const why =
        said.code === 'ENOENT'
          ? 'there is no such file or folder'
          : said.message;
      return { location, files: [], error: `cannot be read: ${why}` };
    }
  }

  async #readUrl(url: string): Promise<DefinitionFile[]> {
    const reader = this.#urlReader;
    if (!reader) throw new Error('addresses are not read here');
    const kept = this.#kept.get(url);
    try {
      const { etag, files } = IS_FILE.test(new URL(url).pathname)
        ? await readOne(reader, url, kept?.etag)
        : await readTree(reader, url, kept?.etag);
      if (etag) this.#kept.set(url, { etag, files });
      return files;
    } catch (error) {
      if (kept && (error as Error).name === NotModifiedError.name)
        return kept.files;
      throw error;
    }
  }
}
