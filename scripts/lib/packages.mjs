/** The packages of yarn.lock in node_modules, installed only when something has changed. */
import fs from 'node:fs';
import path from 'node:path';
import { assertRoom } from './disk.mjs';
import { runLogged } from './exec.mjs';
import { failed, yarnSettingsFromNpm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { hashOf, isStamped, stamp, unstamp } from './stamp.mjs';
import { workspaces } from './workspaces.mjs';

const TITLE = 'Installing packages';

/** Yarn writes this file when it has finished; a copied or half-removed node_modules lacks it. */
const isInstalled = () =>
  fs.existsSync(inRoot('node_modules', '.yarn-state.yml'));

/** Installs what yarn.lock says, never anything else. */
export async function ensurePackages(screen, tools) {
  const manifests = workspaces().map(({ folder }) =>
    path.join(folder, 'package.json'),
  );
  const hash = hashOf(
    [
      inRoot('package.json'),
      inRoot('yarn.lock'),
      inRoot('.yarnrc.yml'),
      ...manifests,
    ],
    [String(tools.major)],
  );
  if (isStamped('packages', hash) && isInstalled()) return;

  assertRoom();
  unstamp('packages');
  const step = screen.step(TITLE);
  const { code, log } = await runLogged(
    'packages',
    ...tools.yarn('install', '--immutable'),
    {
      env: { ...tools.env, ...yarnSettingsFromNpm() },
      // Yarn's own steps: "Resolution step", "Fetch step", "Link step".
      onLine: line => {
        const stage = line.match(/(\w+) step/)?.[1];
        if (stage) step.note(stage.toLowerCase());
      },
    },
  );
  step.end(code === 0 ? '✓' : '✗');
  if (code !== 0) throw failed(TITLE, log);
  stamp('packages', hash);
}
