/**
 * What `npm test` runs, in this order. `places` is how much of the processor a step takes, out
 * of two; `needs` names a step without which it makes no sense.
 */
import fs from 'node:fs';
import { runLogged, tail } from '../lib/exec.mjs';
import { ensureFrontend } from '../lib/frontend.mjs';
import { inHome, inRoot, shown } from '../lib/paths.mjs';
import { Problem } from '../lib/problem.mjs';
import { alone } from '../lib/toolchain.mjs';
import { readJest, readPlaywright } from './reports.mjs';
import { FOLDER, writeTogether } from './together.mjs';

/** A step that runs longer than this is stuck: the slowest takes a few minutes on two cores. */
const LIMIT_MS = 20 * 60_000;

const one = { passed: 1, failed: 0, skipped: 0, failures: [] };

const broken = (title, lines) => ({
  passed: 0,
  failed: 1,
  skipped: 0,
  failures: [{ name: title, lines }],
});

/** A step that is one command and counts as one test. */
function check(id, title, ...args) {
  return {
    id,
    title,
    places: 1,
    async run({ tools }) {
      const { code, log } = await runLogged(id, ...tools.yarn(...args), {
        env: tools.env,
        limitMs: LIMIT_MS,
      });
      return code === 0
        ? one
        : broken(title, [...tail(log, 40), `(all of it: ${shown(log)})`]);
    },
  };
}

/** Runs a test runner and reads its report; a runner that leaves none has failed as a whole. */
async function runTests({ id, title, command, env, read, note, step }) {
  const reportFile = inHome('reports', `${id}.json`);
  fs.rmSync(reportFile, { force: true });
  fs.mkdirSync(inHome('reports'), { recursive: true });

  let files = 0;
  const { code, log, overTime } = await runLogged(id, ...command(reportFile), {
    env: env(reportFile),
    limitMs: LIMIT_MS,
    onLine: line => {
      if (note.test(line)) step.note(`${(files += 1)} ${note.unit}`);
    },
  });
  const where = `(all of it: ${shown(log)})`;
  if (overTime) return broken(`${title} ran too long`, [...tail(log), where]);
  if (!fs.existsSync(reportFile)) return broken(title, [...tail(log), where]);

  const counts = read(JSON.parse(fs.readFileSync(reportFile, 'utf8')));
  if (counts.passed + counts.failed === 0) {
    return broken(`${title}: not one test ran`, [...tail(log), where]);
  }
  // The runner may fail with every test passed, for instance when a teardown throws.
  if (code !== 0 && counts.failed === 0) {
    const whole = broken(`${title} ended with code ${code}`, tail(log));
    return { ...whole, passed: counts.passed, skipped: counts.skipped };
  }
  return counts;
}

/** Packages whose tests draw pages; they need no database. */
const PAGES = [
  {
    name: '@callboard/plugin-itsm',
    folder: 'plugins/itsm',
    // What somebody may is remembered for as long as modules are; these are about not knowing it yet.
    alone: /\/mayNot\./,
  },
  { name: '@callboard/plugin-itsm-react', folder: 'plugins/itsm-react' },
  { name: 'app', folder: 'packages/app' },
].map(each => ({ ...each, draws: true, most: 40 }));

/** Packages whose tests need a database, and the one that takes most of the time. */
const BACKEND = [
  {
    name: '@callboard/plugin-itsm-backend',
    folder: 'plugins/itsm-backend',
    // They mostly wait, for what is done in the background: so they begin first, beside the others.
    alone: /^tests\/access\/(matrix\w*|probing|sending)\./,
    most: 16,
  },
];

/** The others that have tests. */
const OTHERS = [
  { name: '@callboard/plugin-itsm-common', folder: 'plugins/itsm-common' },
  ...['catalog', 'notifications', 'scaffolder', 'search'].map(plugin => ({
    name: `@callboard/plugin-${plugin}-backend-module-itsm`,
    folder: `plugins/${plugin}-backend-module-itsm`,
  })),
  { name: 'backend', folder: 'packages/backend' },
];

/** A step that runs the tests of some packages, many files at once. */
function testsOf({ id, title, places, workers, packages }) {
  return {
    id,
    title,
    places,
    async run({ tools, step }) {
      const written = packages.map(({ folder, ...how }) =>
        writeTogether(inRoot(folder), how),
      );
      try {
        return await runTests({
          id,
          title,
          step,
          command: file =>
            tools.yarn(
              'test:unit',
              '--ci',
              '--watchAll=false',
              '--json',
              `--outputFile=${file}`,
              `--testPathPatterns=${FOLDER}`,
              `--maxWorkers=${workers}`,
              '--selectProjects',
              ...packages.map(each => each.name),
            ),
          // The databases come from npm; a Docker on the machine is nobody's business.
          env: () => ({ ...tools.env, BACKSTAGE_TEST_DISABLE_DOCKER: '1' }),
          note: Object.assign(/^(PASS|FAIL) /, { unit: 'parts' }),
          read: readJest,
        });
      } finally {
        written.forEach(remove => remove());
      }
    },
  };
}

export const steps = [
  {
    id: 'frontend',
    title: 'The portal builds',
    places: 1,
    async run({ tools, silent }) {
      try {
        await alone(silent, () => ensureFrontend(silent, tools));
        return one;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        return broken('The portal builds', [...error.lines, error.message]);
      }
    },
  },
  // By the compiler in Go: 25 s of processor against 60. `yarn tsc` writes the declarations to publish.
  check('types', 'Types', 'types'),
  {
    id: 'browser',
    title: 'Tests in a browser',
    // One browser and one backend, which wait for each other: the pages' tests run beside it, and
    // together they take no longer than the browser alone.
    places: 1,
    needs: 'frontend',
    run: ({ tools, step }) =>
      runTests({
        id: 'browser',
        title: 'Tests in a browser',
        step,
        command: () => tools.yarn('test:e2e', '--reporter=list,json'),
        env: file => ({ ...tools.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file }),
        note: Object.assign(/^\s*(✓|✘|ok|x)\s+\d+/, { unit: 'tests' }),
        read: readPlaywright,
      }),
  },
  testsOf({
    id: 'pages',
    title: 'Tests of the pages',
    places: 1,
    packages: PAGES,
    workers: 1,
  }),
  testsOf({
    id: 'rules',
    title: 'Tests of rules and modules',
    places: 1,
    workers: 1,
    packages: OTHERS,
  }),
  check('lint', 'Lint', 'lint'),
  check('format', 'Format', 'prettier'),
  check('metadata', 'Package metadata', 'fix', '--check'),
  check('config', 'Configuration', 'backstage-cli', 'config:check', '--lax'),
  {
    id: 'scripts',
    title: 'Tests of the scripts',
    places: 1,
    async run({ tools }) {
      const { code, log } = await runLogged(
        'scripts',
        tools.node,
        ['--test', '--test-reporter=tap', 'scripts/**/*.test.mjs'],
        { env: tools.env, limitMs: LIMIT_MS },
      );
      const output = fs.readFileSync(log, 'utf8');
      const count = word =>
        Number(output.match(new RegExp(`^# ${word} (\\d+)`, 'm'))?.[1] ?? 0);
      const counts = {
        passed: count('pass'),
        failed: count('fail'),
        skipped: count('skipped') + count('todo'),
        failures: [...output.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map(
          ([, name]) => ({ name, lines: [] }),
        ),
      };
      return code === 0 || counts.failed > 0
        ? counts
        : broken('Tests of the scripts', tail(log));
    },
  },
  testsOf({
    id: 'unit',
    title: 'Tests on SQLite and PostgreSQL',
    places: 2,
    // Three, as some files mostly wait: for clocks, for due work, for a database that is away.
    packages: BACKEND,
    workers: 3,
  }),
];

/** The answer for a step whose precondition failed. */
export const notRun = (title, needed) =>
  broken(title, [`Not run, because "${needed}" failed.`]);

/** The answer for a step that ended in an error of its own. */
export const crashed = (title, error) =>
  broken(title, String(error.stack ?? error).split('\n'));
