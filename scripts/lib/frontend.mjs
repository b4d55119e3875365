/** The portal's frontend, built once and served by the backend, rebuilt only when its sources changed. */
import fs from 'node:fs';
import path from 'node:path';
import { runLogged, tail } from './exec.mjs';
import { inRoot, shown } from './paths.mjs';
import { Problem } from './problem.mjs';
import { filesUnder, hashOf, isStamped, stamp, unstamp } from './stamp.mjs';
import { withDependencies, workspaces } from './workspaces.mjs';

const TITLE = 'Building the portal';

/** Tests are beside the source and never end up in the build. */
const isBuilt = file => !/\.test\.tsx?$|setupTests\.ts$/.test(file);

/**
 * The setting `app.packages`, the one thing the build itself reads from the configuration: it
 * says which packages are looked at for features. All else reaches the browser when the
 * backend serves the page, so another setting needs no new build.
 */
export function packagesSetting(config) {
  const app = config.match(/^app:.*(\n(?:[ \t#].*)?)*/m)?.[0] ?? '';
  return app.match(/^( +)packages:.*(\n\1 +.*)*/m)?.[0] ?? '';
}

function inputs() {
  const all = workspaces();
  const sources = withDependencies('app', all).flatMap(({ folder }) => [
    path.join(folder, 'package.json'),
    ...filesUnder(path.join(folder, 'public')),
    ...filesUnder(path.join(folder, 'src'), isBuilt),
  ]);
  // The build keeps every package's configuration schema, which tells what the browser may see.
  const schemas = all.map(({ folder }) => path.join(folder, 'config.d.ts'));
  const configs = ['app-config.yaml', 'app-config.local.yaml']
    .map(name => inRoot(name))
    .filter(file => fs.existsSync(file))
    .map(file => packagesSetting(fs.readFileSync(file, 'utf8')));
  return hashOf(
    [
      inRoot('yarn.lock'),
      ...sources,
      ...schemas.filter(file => fs.existsSync(file)),
    ],
    configs,
  );
}

/** How long the build may take before it is taken for stuck. */
const LIMIT_MS = 15 * 60_000;

/** Builds the frontend into `packages/app/dist` unless that is what is there already. */
export async function ensureFrontend(screen, tools) {
  const hash = inputs();
  const built = fs.existsSync(inRoot('packages', 'app', 'dist', 'index.html'));
  if (built && isStamped('frontend', hash)) return;

  unstamp('frontend');
  const step = screen.step(TITLE);
  const { code, log } = await runLogged(
    'frontend',
    ...tools.yarn('workspace', 'app', 'build'),
    {
      // The address is only a stand-in: the backend puts in the real one when it serves the page.
      env: { ...tools.env, CALLBOARD_BASE_URL: 'http://localhost:7007' },
      limitMs: LIMIT_MS,
    },
  );
  step.end(code === 0 ? '✓' : '✗');
  if (code !== 0) {
    throw new Problem(
      `${TITLE} failed; the whole output is in ${shown(log)}.`,
      tail(log),
    );
  }
  stamp('frontend', hash);
}
