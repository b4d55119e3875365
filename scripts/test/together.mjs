/**
 * Test files that are run together.
 *
 * Jest loads all modules anew for every test file: two seconds for one that draws a page, one for one
 * of the backend, which is most of what many small files take. So `npm test` writes files that do nothing
 * but run others, each in a `describe` of its own name, in a folder that is not kept, and has Jest run
 * those. `backstage-cli package test` runs single files as ever.
 */
import fs from 'node:fs';
import path from 'node:path';

/** The folder of such files, below `src`. */
export const FOLDER = 'testsTogether';

const TEST = /\.test\.tsx?$/;

/** Files that mock modules, or wait so long that they are better spread over the workers. */
const ALONE = /jest\.(mock|doMock|resetModules|isolateModules)\(/;

/** As many small files as fill a worker for a while and leave some for the others. */
const MOST = 12;

function* testsBelow(folder, from = folder) {
  const entries = fs
    .readdirSync(from, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(from, entry.name);
    if (entry.isDirectory() && entry.name !== FOLDER) {
      yield* testsBelow(folder, file);
    } else if (entry.isFile() && TEST.test(entry.name)) {
      yield path.relative(folder, file).split(path.sep).join('/');
    }
  }
}

/**
 * Puts files into groups, those of a folder next to each other.
 *
 * @param files - paths below `src`
 * @param alone - whether a file has to run by itself
 */
export function groupsOf(files, alone, most = MOST) {
  const together = files.filter(file => !alone(file));
  const count = Math.ceil(together.length / most);
  const size = Math.ceil(together.length / Math.max(count, 1));
  const groups = files.filter(alone).map(file => [file]);
  for (let at = 0; at < together.length; at += size)
    groups.push(together.slice(at, at + size));
  return groups;
}

/** Jest begins with the largest files, so a file is as large as what it runs, and those that wait more so. */
const padding = size => `// ${'·'.repeat(size / 20)}`;

const textOf = (files, draws, size) =>
  [
    // Whoever lints at the same time is not to judge what stands here for some minutes.
    '/* eslint-disable */',
    padding(size),
    // Its hook that takes pages down again belongs to all files, not to the first one.
    ...(draws ? [`require('@testing-library/react');`] : []),
    ...files.map(
      file => `describe('${file}', () => {\n  require('../${file}');\n});`,
    ),
    'export {};',
    '',
  ].join('\n');

/**
 * Writes the files of a package.
 *
 * @param options.alone - paths below `src` that have to run by themselves, as a pattern
 * @param options.draws - whether its tests draw pages
 * @returns how to take them away again
 */
export function writeTogether(packageFolder, { alone, draws, most } = {}) {
  const src = path.join(packageFolder, 'src');
  const folder = path.join(src, FOLDER);
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  remove();
  fs.mkdirSync(folder);
  const byItself = file =>
    alone?.test(file) ||
    ALONE.test(fs.readFileSync(path.join(src, file), 'utf8'));
  groupsOf([...testsBelow(src)], byItself, most).forEach((files, index) => {
    const name = `${String(index + 1).padStart(2, '0')}.test.ts`;
    const size = files
      .map(file => fs.statSync(path.join(src, file)).size)
      .reduce((sum, each) => sum + each, 0);
    const weight = files.length === 1 ? 20 * size : size;
    fs.writeFileSync(path.join(folder, name), textOf(files, draws, weight));
  });
  return remove;
}
