/** npm, as far as the toolchain needs it: fetching one package into a folder, and its settings. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { assertRoom } from './disk.mjs';
import { runLogged, tail } from './exec.mjs';
import { explain } from './explain.mjs';
import { root, shown } from './paths.mjs';
import { Problem } from './problem.mjs';

/**
 * How to run npm. Under `npm start` npm says where its own script is, and running that with Node
 * spares the search for `npm`, which on Windows is no program but a command file.
 */
function npmCommand() {
  const script = process.env.npm_execpath ?? '';
  return path.basename(script).startsWith('npm-cli')
    ? [process.execPath, [script]]
    : ['npm', []];
}

/** What a failed tool said, as a Problem: a known cause in one sentence, else the tool's last lines. */
export function failed(title, log) {
  const cause = explain(fs.readFileSync(log, 'utf8'));
  if (cause) return new Problem(`${cause} (Details: ${shown(log)})`);
  return new Problem(
    `${title} failed; the whole output is in ${shown(log)}.`,
    tail(log),
  );
}

/** Fetches one package into a folder of its own. Scripts of packages do not run. */
export async function fetchPackage(screen, title, step, folder, spec) {
  assertRoom();
  fs.mkdirSync(folder, { recursive: true });
  const [command, first] = npmCommand();
  const shownStep = screen.step(title);
  const { code, log } = await runLogged(step, command, [
    ...first,
    'install',
    '--prefix',
    folder,
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--loglevel=error',
    // npm waits a minute before it gives up; whoever has no network should know sooner.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
    spec,
  ]);
  shownStep.end(code === 0 ? '✓' : '✗');
  if (code !== 0) throw failed(title, log);
}

/**
 * npm's settings of the network, as settings for Yarn: whoever made npm work on this machine
 * need not do it again. What is set for Yarn already stays.
 */
export function yarnSettingsFromNpm() {
  const names = {
    registry: 'YARN_NPM_REGISTRY_SERVER',
    cafile: 'YARN_HTTPS_CA_FILE_PATH',
    proxy: 'YARN_HTTP_PROXY',
    'https-proxy': 'YARN_HTTPS_PROXY',
  };
  const [command, first] = npmCommand();
  const answer = execFileSync(
    command,
    [...first, 'config', 'get', ...Object.keys(names)],
    // From the root: in the folder of a package npm answers for all workspaces, that is, not at all.
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const settings = {};
  for (const line of answer.split(/\r?\n/)) {
    const [, key, value] = line.match(/^([\w-]+)\s*=\s*(.*)$/) ?? [];
    const name = names[key];
    if (!name || process.env[name] || !value || value === 'null') continue;
    settings[name] = value;
    // Yarn refuses a registry without encryption unless its host is named.
    if (key === 'registry' && value.startsWith('http:')) {
      settings.YARN_UNSAFE_HTTP_WHITELIST = new URL(value).hostname;
    }
  }
  return settings;
}
