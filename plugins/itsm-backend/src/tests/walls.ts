import fs from 'fs';
import path from 'path';

/** A source file; the path starts at the root of the repository. */
export interface Source {
  path: string;
  text: string;
}

/** A rule about where code may stand and what it may reach. */
export interface Wall {
  /** The rule as a sentence. */
  rule: string;
  why: string;
  /** The file that shows how it is done instead. */
  look: string;
  /** Whether the wall stands around this file. */
  around(file: string): boolean;
  /** What is wrong with the file; empty if nothing is. */
  faults(source: Source): string[];
  /** A source that must be refused, and one that must not, so that the wall is known to hold. */
  refuses: Source;
  allows: Source;
}

const SKIPPED = /^(node_modules|dist|dist-types|coverage|\..*)$/;
const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
const BACKEND = 'plugins/itsm-backend/src';
const COMMON = 'plugins/itsm-common/src';

/** All code below the folders, without what is installed or built. */
export function readSources(root: string, ...folders: string[]): Source[] {
  const found: Source[] = [];
  const walk = (folder: string) => {
    const entries = fs.readdirSync(path.join(root, folder), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const file = `${folder}/${entry.name}`;
      if (SKIPPED.test(entry.name)) continue;
      if (entry.isDirectory()) walk(file);
      else if (CODE.test(entry.name)) {
        const text = fs.readFileSync(path.join(root, file), 'utf8');
        found.push({ path: file, text });
      }
    }
  };
  folders.forEach(walk);
  return found;
}

/** Tests, and what only tests use. They may look behind every wall. */
const isTest = (file: string) =>
  /\.test\.tsx?$|\/src\/(testing|tests)\/|\/e2e-tests\/|\/testMigrations\//.test(
    file,
  );

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');

const IMPORT =
  /(?:\b(?:from|import)\s+|\b(?:import|require|jest\.mock)\s*\(\s*)['"]([^'"\s]+)['"]/g;

/** What a file imports, types included; relative ones as paths from the root. */
function importsOf({ path: file, text }: Source): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map(([, name]) =>
    name.startsWith('.')
      ? path.posix.join(path.posix.dirname(file), name)
      : name,
  );
}

const imports = (source: Source, refused: (name: string) => boolean) =>
  importsOf(source)
    .filter(refused)
    .map(name => `imports ${name}`);

const isBelow = (folder: string) => (name: string) =>
  name === folder || name.startsWith(`${folder}/`);

const PRACTICE = new RegExp(`^${BACKEND}/practices/[^/]+/`);
const OWN_PACKAGES = /^@callboard\/(?!plugin-itsm-(node|common)$)/;

const KNEX_ALLOWED = [
  // The contract names its types: practices get a database, reactions a transaction.
  /^plugins\/itsm-node\/src\//,
  new RegExp(`^${BACKEND}/kernel/`),
  /Store\.ts$/,
  /\/operations\/[^/]+\.ts$/,
  /\/migrations\//,
  /^packages\/bench\//,
];

const WRITES_RECORDS = [
  // tx('records').where(…).update(…), within one statement
  /\(\s*['"`]records(?: as \w+)?['"`]\s*\)(?:(?!;|\breturn\b|\bawait\b)[\s\S])*?\.(?:insert|update|delete|del|truncate|increment|decrement)\(/,
  /\.(?:into|insertInto|batchInsert)\(\s*['"`]records['"`]/,
  /insertRows\([^)]*['"`]records['"`]/,
  /\b(?:insert\s+into|update|delete\s+from|truncate(?:\s+table)?)\s+"?records"?\b/i,
];

const ALLOWED_IN_COMMON =
  /^(zod|luxon|rrule|@backstage\/(errors|plugin-permission-common))$/;

/** The walls of the house. */
export const walls: Wall[] = [
  {
    rule: 'A practice imports itself, the contract and the common package, and nothing else of Callboard',
    why: 'A practice can be switched off, moved to a package of its own or rewritten only while nothing but the contract ties it to kernel and other practices.',
    look: 'plugins/itsm-node/src/practice.ts',
    around: file => PRACTICE.test(file) && !isTest(file),
    faults: source => {
      const own = isBelow(PRACTICE.exec(source.path)![0].slice(0, -1));
      return imports(source, name =>
        name.startsWith('plugins/') ? !own(name) : OWN_PACKAGES.test(name),
      );
    },
    refuses: {
      path: `${BACKEND}/practices/incidents/rules/a.ts`,
      text: `import type { Door } from '../../../kernel/door/Door';`,
    },
    allows: {
      path: `${BACKEND}/practices/incidents/rules/a.ts`,
      text: `// import '../../../kernel/x';\nimport { z } from 'zod';\nimport { b } from '../b';\nimport type { Practice } from '@callboard/plugin-itsm-node';`,
    },
  },
  {
    rule: 'The kernel imports no practice, no bridge and no test code',
    why: 'Practices come to the kernel through the extension point; the kernel must start with none of them.',
    look: 'plugins/itsm-backend/src/kernel/Practices.ts',
    around: file => isBelow(`${BACKEND}/kernel`)(file) && !isTest(file),
    faults: source =>
      imports(source, name =>
        ['practices', 'bridges', 'testing', 'tests'].some(folder =>
          isBelow(`${BACKEND}/${folder}`)(name),
        ),
      ),
    refuses: {
      path: `${BACKEND}/kernel/plugin.ts`,
      text: `const late = await import('../practices/incidents/module');`,
    },
    allows: {
      path: `${BACKEND}/kernel/plugin.ts`,
      text: `import { Practices } from './Practices';`,
    },
  },
  {
    rule: 'Only the entry of the package imports the list of practices',
    why: 'Whoever reads the list knows all practices, enabled or not; the kernel knows those that registered.',
    look: 'plugins/itsm-backend/src/index.ts',
    around: file =>
      isBelow(BACKEND)(file) && !isTest(file) && file !== `${BACKEND}/index.ts`,
    faults: source =>
      imports(source, name =>
        [`${BACKEND}/practices`, `${BACKEND}/practices/index`].includes(name),
      ),
    refuses: {
      path: `${BACKEND}/kernel/x.ts`,
      text: `export { builtInPractices } from '../practices';`,
    },
    allows: {
      path: `${BACKEND}/bridges/a/x.ts`,
      text: `import { IncidentService } from '../../practices/incidents';`,
    },
  },
  {
    rule: 'A bridge imports the public faces of practices (their index.ts), the contract and the common package',
    why: 'Two practices meet in a bridge; what it uses of them is what they promise each other.',
    look: 'plugins/itsm-node/src/practice.ts',
    around: file =>
      isBelow(`${BACKEND}/bridges`)(file) &&
      !isTest(file) &&
      file !== `${BACKEND}/bridges/index.ts`,
    faults: source => {
      const [own] = new RegExp(`^${BACKEND}/bridges/[^/]+`).exec(source.path)!;
      const face = new RegExp(`^${BACKEND}/practices/[^/]+(/index)?$`);
      return imports(source, name =>
        name.startsWith('plugins/')
          ? !isBelow(own)(name) && !face.test(name)
          : OWN_PACKAGES.test(name),
      );
    },
    refuses: {
      path: `${BACKEND}/bridges/change-causes-incident/module.ts`,
      text: `import { IncidentStore } from '../../practices/incidents/IncidentStore';`,
    },
    allows: {
      path: `${BACKEND}/bridges/change-causes-incident/module.ts`,
      text: `import { x } from './x';\nimport type { IncidentService } from '../../practices/incidents';`,
    },
  },
  {
    rule: 'knex appears in the kernel, in stores and in migrations',
    why: 'SQL in one file per table keeps queries where their indexes and their tests are; services speak of the domain.',
    look: 'plugins/itsm-backend/src/kernel/records/RecordStore.ts',
    around: file =>
      isBelow('plugins')(file) &&
      !isTest(file) &&
      !KNEX_ALLOWED.some(allowed => allowed.test(file)),
    faults: source => imports(source, name => /^knex(\/|$)/.test(name)),
    refuses: {
      path: `${BACKEND}/practices/incidents/IncidentService.ts`,
      text: `import type { Knex } from 'knex';`,
    },
    allows: {
      path: `${BACKEND}/practices/incidents/routes.ts`,
      text: `import { knexless } from './knexless';`,
    },
  },
  {
    rule: 'Only the one door writes records',
    why: 'A status that changes past the door has no guard, no version and no journal entry; the audit trail would lie.',
    look: 'plugins/itsm-backend/src/kernel/door/Door.ts',
    around: file =>
      isBelow('plugins')(file) &&
      !isTest(file) &&
      !isBelow(`${BACKEND}/kernel/door`)(file) &&
      file !== `${BACKEND}/kernel/records/RecordStore.ts`,
    faults: ({ text }) =>
      WRITES_RECORDS.map(pattern => pattern.exec(withoutComments(text))?.[0])
        .filter(found => found !== undefined)
        .map(found => `writes the table: ${found.replace(/\s+/g, ' ')}`),
    refuses: {
      path: `${BACKEND}/practices/incidents/IncidentStore.ts`,
      text: `await tx('records')\n  .where('id', id)\n  .update({ status: 'closed' });`,
    },
    allows: {
      path: `${BACKEND}/practices/incidents/IncidentStore.ts`,
      text: `// tx('records').update(x)\nconst rows = await tx('records').where('id', id);\nawait tx('incidents').update({ impact: 1 });`,
    },
  },
  {
    rule: 'No source file is longer than 500 lines',
    why: 'A file that does not fit in the head is more than one thing; give each a name and a file.',
    look: 'plugins/itsm-backend/src/kernel/door/Door.ts',
    around: () => true,
    faults: ({ text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > 500 ? [`has ${lines} lines`] : [];
    },
    refuses: { path: 'packages/app/src/x.tsx', text: 'x\n'.repeat(501) },
    allows: { path: 'packages/app/src/x.tsx', text: 'x\n'.repeat(500) },
  },
  {
    rule: 'The common package does no I/O',
    why: 'It runs in browsers, backends and pipelines alike; what a record is does not depend on where it is asked.',
    look: 'plugins/itsm-common/package.json',
    around: file => isBelow(COMMON)(file) && !isTest(file),
    faults: source =>
      imports(
        source,
        name => !isBelow(COMMON)(name) && !ALLOWED_IN_COMMON.test(name),
      ),
    refuses: {
      path: `${COMMON}/kernel/x.ts`,
      text: `import { readFile } from 'node:fs/promises';`,
    },
    allows: {
      path: `${COMMON}/kernel/x.ts`,
      text: `import { z } from 'zod';\nimport { refs } from '../kernel/refs';`,
    },
  },
];
