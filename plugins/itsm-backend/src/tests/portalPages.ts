import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

const PLUGINS = resolvePackagePath('@callboard/plugin-itsm-backend', '..');
const FRONTEND = join(PLUGINS, 'itsm/src');
/** What hands out addresses of the portal. */
const SOURCES = [
  'itsm-backend',
  'itsm-common',
  'itsm-node',
  'catalog-backend-module-itsm',
  'notifications-backend-module-itsm',
  'scaffolder-backend-module-itsm',
  'search-backend-module-itsm',
];
/** A parameter of an address, where the source has an expression. */
const VALUE = ':value';

/** All sources below a folder, without tests and what only tests use. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      file =>
        /\.tsx?$/.test(file) &&
        !/\.test\.tsx?$|(^|\/)(tests|testing|__testUtils__)\//.test(file),
    )
    .map(file => join(folder, file));
}

/** The file of a relative import. */
function imported(from: string, path: string): string | undefined {
  const stem = join(dirname(from), path);
  return [`${stem}.tsx`, `${stem}.ts`].find(file => existsSync(file));
}

/** The paths of `<Route>`s in a file and in what it takes routes of from beside it. */
function routesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const own = [...text.matchAll(/<Route\s[^>]*?\bpath="([^"]+)"/g)].map(
    m => m[1],
  );
  const index = /<Route\s+index\b/.test(text) ? [''] : [];
  const others = [...text.matchAll(/from '(\.[^']*Routes)'/g)].flatMap(m => {
    const found = imported(file, m[1]);
    return found ? routesIn(found) : [];
  });
  // Parts by name, each with pages of its own: `<Route path=":part/*">` and a table of them.
  const parts = own.includes(':part/*')
    ? [...text.matchAll(/^ {2}(\w+): lazy\([\s\S]*?import\('([^']+)'\)/gm)]
    : [];
  return [
    ...index,
    ...own.filter(path => !path.includes('*')),
    ...others,
    ...parts.flatMap(([, name, path]) => {
      const found = imported(file, path);
      const below = found ? routesIn(found) : [];
      return [name, ...below.map(one => (one ? `${name}/${one}` : name))];
    }),
  ];
}

/** The tabs of the portal, each with the file that draws its pages. */
function tabs(): { path: string; drawn: string }[] {
  return sourcesIn(FRONTEND).flatMap(file =>
    readFileSync(file, 'utf8')
      .split(/\bSubPageBlueprint\.make\(/)
      .slice(1)
      .flatMap(made => {
        const path = /\bpath: '([^']+)'/.exec(made)?.[1];
        const page = /import\('([^']+)'\)/.exec(made)?.[1];
        const drawn = page && imported(file, page);
        return path && drawn ? [{ path, drawn }] : [];
      }),
  );
}

/** Every page of the portal, as the frontend draws it: `/itsm/incidents/:number`. */
export function portalPages(): string[] {
  const pages = tabs().flatMap(({ path, drawn }) => [
    `/itsm/${path}`,
    ...routesIn(drawn).map(one =>
      one ? `/itsm/${path}/${one}` : `/itsm/${path}`,
    ),
  ]);
  return [...new Set(['/itsm', ...pages])].sort();
}

/**
 * What numbers of records begin with that a tab leads to their pages, by its path; tabs that show one
 * type of records alone lead nowhere else.
 */
export function redirectedNumbers(): Map<string, string[]> {
  return new Map(
    tabs().flatMap(({ path, drawn }): [string, string[]][] => {
      const text = readFileSync(drawn, 'utf8');
      if (!text.includes('<RecordRedirect')) return [];
      const beside = imported(drawn, './RecordRedirect');
      const all = text + (beside ? readFileSync(beside, 'utf8') : '');
      const found = all.matchAll(/\b([A-Z]{3}): \w+RouteRef\b/g);
      return [[path, [...found].map(m => m[1])]];
    }),
  );
}

/** The addresses in a text of TypeScript, with {@link VALUE} for what is worked out. */
export function addressesIn(text: string): string[] {
  const found: string[] = [];
  for (const { index } of text.matchAll(/['"`]\/itsm(?=[/'"`?])/g)) {
    const quote = text[index];
    let address = '';
    for (let i = index + 1; text[i] !== quote; i += 1) {
      if (text.startsWith('${', i)) {
        let depth = 0;
        do {
          if (text[i] === '{') depth += 1;
          if (text[i] === '}') depth -= 1;
          i += 1;
        } while (depth > 0 || text[i - 1] !== '}');
        i -= 1;
        address += VALUE;
      } else address += text[i];
    }
    found.push(address);
  }
  // After an address of the portal itself, as in mails and feeds.
  for (const [, address] of text.matchAll(
    /\$\{\w*(?:[uU]rl|base)\}(\/itsm\/[^`'"]*)/g,
  ))
    found.push(address.replace(/\$\{[^}]*\}/g, VALUE));
  return found;
}

/** Every address that backends hand out, with the file that says it. */
export function addressesHandedOut(): { file: string; address: string }[] {
  return SOURCES.flatMap(name =>
    sourcesIn(join(PLUGINS, name, 'src')).flatMap(file => {
      const code = readFileSync(file, 'utf8').replace(
        /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
        '',
      );
      return addressesIn(code).map(address => ({
        file: relative(PLUGINS, file),
        address,
      }));
    }),
  );
}

const PARAMETER = /^:/;
/** What stands where a page wants the number of a record. */
const NUMBER = /^[A-Z]{2,}-\d+$/;

/** Whether a part of an address can stand for a part of a page's path. */
function fits(part: string, wanted: string): boolean {
  if (!PARAMETER.test(wanted)) return part === wanted;
  if (PARAMETER.test(part)) return true;
  return wanted === ':number' ? NUMBER.test(part) : !wanted.endsWith('*');
}

/**
 * Whether an address leads to one of the pages. What is worked out stands for parameters alone, the last
 * of it for as many as there are; a word is no record's number.
 */
export function leadsTo(address: string, pages: readonly string[]): boolean {
  const [path] = address.split(/[?#]/);
  const parts = path.split('/').filter(Boolean);
  return pages.some(page => {
    const wanted = page.split('/').filter(Boolean);
    const last = parts[parts.length - 1];
    const rest = wanted.slice(parts.length - 1);
    if (parts.length > wanted.length) return false;
    const open = PARAMETER.test(last) && rest.every(one => PARAMETER.test(one));
    if (parts.length < wanted.length && !open) return false;
    return parts.every((part, i) => fits(part, wanted[i]));
  });
}
