import { execFile } from 'child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { join } from 'path';
import { promisify } from 'util';
import { inBenchFolder, ROOT } from '../folder';

const run = promisify(execFile);

/** The release of `@backstage/create-app` that belongs to the Backstage release in backstage.json. */
const CREATE_APP = '0.9.2';
/** The package under which its backend finds the app. */
export const UNTOUCHED_APP = 'untouched-app';

/** Packages of this repository. */
const OWN = ['@callboard', 'app', 'backend', 'bench'];

/** An app as `create-app` makes it, built. */
export interface UntouchedApp {
  /** The name of its package, and where Node finds it. */
  package: string;
  modulePath: string;
  /** Plugins that the template has and this repository has not installed. */
  leftOut: string[];
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Gets the template from the registry, as `npx @backstage/create-app` would. */
async function fetchTemplate(folder: string): Promise<string> {
  await run('npm', ['pack', `@backstage/create-app@${CREATE_APP}`], {
    cwd: folder,
  });
  const archive = readdirSync(folder).find(f => f.endsWith('.tgz'))!;
  await run('tar', ['xzf', archive], { cwd: folder });
  return join(folder, 'package', 'templates', 'default-app', 'packages', 'app');
}

/**
 * The template's dependencies at the versions that are installed here: the same Backstage on both
 * sides. Those that are not installed are left out, which makes the untouched app smaller.
 */
function dependencies(template: string) {
  const manifest = JSON.parse(
    readFileSync(join(template, 'package.json.hbs'), 'utf8').replace(
      /\{\{[^}]*\}\}/g,
      '0.0.0',
    ),
  );
  const names = Object.keys(manifest.dependencies);
  const manifestOf = (name: string) =>
    join(ROOT, 'node_modules', ...name.split('/'), 'package.json');
  const installed = names.filter(name => existsSync(manifestOf(name)));
  return {
    manifest: {
      ...manifest,
      name: UNTOUCHED_APP,
      devDependencies: {},
      dependencies: Object.fromEntries(
        installed.map(name => [name, json(manifestOf(name)).version]),
      ),
    },
    leftOut: names.filter(name => !installed.includes(name)),
  };
}

/** What is installed here, without our own packages, and the app among it as in any workspace. */
function linkPackages(root: string, app: string): void {
  const from = join(ROOT, 'node_modules');
  const to = join(root, 'node_modules');
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (!OWN.includes(name) && !name.startsWith('.'))
      symlinkSync(join(from, name), join(to, name));
  }
  symlinkSync(app, join(to, UNTOUCHED_APP), 'dir');
}

async function build(folder: string): Promise<UntouchedApp> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const template = await fetchTemplate(folder);
  const root = join(folder, 'root');
  const app = join(root, 'packages', 'app');
  mkdirSync(app, { recursive: true });
  for (const part of ['src', 'public'])
    cpSync(join(template, part), join(app, part), { recursive: true });
  const { manifest, leftOut } = dependencies(template);
  const write = (file: string, content: unknown) =>
    writeFileSync(file, JSON.stringify(content, null, 2));
  write(join(app, 'package.json'), manifest);
  write(join(root, 'package.json'), {
    name: 'untouched-root',
    private: true,
    workspaces: ['packages/*'],
  });
  cpSync(join(ROOT, 'backstage.json'), join(root, 'backstage.json'));
  write(join(root, 'app-config.yaml'), {
    app: {
      title: 'Untouched',
      baseUrl: 'http://localhost:3000',
      packages: 'all',
    },
    backend: { baseUrl: 'http://localhost:7007' },
  });
  linkPackages(root, app);
  await run(
    process.execPath,
    [
      join(ROOT, 'node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
      'package',
      'build',
    ],
    { cwd: app, env: { ...process.env, NODE_ENV: 'production' } },
  );
  const modulePath = join(root, 'node_modules');
  const built = { package: UNTOUCHED_APP, modulePath, leftOut };
  write(join(folder, 'built.json'), {
    ...built,
    lock: readFileSync(join(ROOT, 'yarn.lock'), 'utf8').length,
  });
  return built;
}

/** The untouched app, built once for the packages that are installed. Needs the npm registry once. */
export async function untouchedApp(): Promise<UntouchedApp> {
  const folder = inBenchFolder('untouched');
  const mark = join(folder, 'built.json');
  if (existsSync(mark)) {
    const { lock, ...built } = json(mark);
    if (lock === readFileSync(join(ROOT, 'yarn.lock'), 'utf8').length)
      return built;
  }
  process.stderr.write('the untouched app is built\n');
  return build(folder);
}
