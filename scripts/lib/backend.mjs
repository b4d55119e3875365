/** Runs the backend from its sources, the way `backstage-cli package start` does, without watching files. */
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logLines, start, tail } from './exec.mjs';
import { diskFull } from './explain.mjs';
import { inHome, inRoot, shown } from './paths.mjs';
import { dataFolder } from './portal.mjs';
import { Problem } from './problem.mjs';
import { cliToken } from './secret.mjs';

/** How long the backend may take until it is ready, and until it has stopped. */
const READY_MS = 5 * 60_000;
const STOP_MS = 15_000;

function environment(tools, port, address) {
  return {
    ...tools.env,
    // Never production: this is the demo portal, whose sign-in as a persona production refuses.
    NODE_ENV: 'development',
    PORT: String(port),
    CALLBOARD_BASE_URL: address,
    CALLBOARD_DATA_DIR: dataFolder(),
    CALLBOARD_CLI_TOKEN: cliToken(),
    // Every request is a line at level info, which costs time and hides what matters.
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    // Node keeps its compiled code here, which makes the second start faster.
    NODE_COMPILE_CACHE: inHome('compile-cache'),
  };
}

/**
 * Starts the backend. Its output goes to `backend.log` beside the data; `onLine` sees it as well.
 * `ready()` resolves when it answers, `exited` with its exit code, and `stop()` stops it.
 */
export function startBackend(tools, { port, address, onLine }) {
  const log = path.join(dataFolder(), 'backend.log');
  const child = start(
    tools.node,
    [
      '--enable-source-maps',
      '--require',
      inRoot('scripts', 'lib', 'orphan.cjs'),
      '--require',
      inRoot(
        'node_modules',
        '@backstage',
        'cli',
        'config',
        'nodeTransform.cjs',
      ),
      'src/index.ts',
    ],
    {
      // File locations in the catalog's configuration are relative to this folder.
      cwd: inRoot('packages', 'backend'),
      env: environment(tools, port, address),
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let running = true;
  let gaveUp = false;
  const written = logLines(child, log, line => {
    // A backend that failed to start says so and then stays, answering nothing.
    if (line.includes('Backend startup failed')) gaveUp = true;
    onLine(line);
  });
  const exited = new Promise(resolve => {
    child.once('error', () => resolve(127));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  }).then(async code => {
    running = false;
    await written;
    return code;
  });

  const died = async () => {
    if (gaveUp) child.kill('SIGTERM');
    const code = await exited;
    const cause = explainExit(fs.readFileSync(log, 'utf8'), port);
    return new Problem(
      cause ?? gaveUp
        ? `The backend did not start; its whole output is in ${shown(log)}.`
        : `The backend stopped (${code}); its whole output is in ${shown(
            log,
          )}.`,
      tail(log),
    );
  };

  return {
    exited,
    died,

    async ready() {
      const until = Date.now() + READY_MS;
      // Not the portal's public address: a proxy in front may not be up yet.
      const url = `http://localhost:${port}/.backstage/health/v1/readiness`;
      while (running && !gaveUp) {
        if (await answers(url)) return;
        if (Date.now() > until) {
          throw new Problem(
            `The backend is not ready after five minutes; its output is in ${shown(
              log,
            )}.`,
            tail(log),
          );
        }
        await sleep(200);
      }
      throw await died();
    },

    async stop() {
      child.kill('SIGTERM');
      const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await exited;
      clearTimeout(hurry);
    },
  };
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return response.ok;
  } catch {
    return false;
  }
}

/** The causes of a backend's end that have a sentence of their own. */
function explainExit(output, port) {
  if (/\bEADDRINUSE\b/.test(output)) {
    return `Port ${port} was taken by another program in the meantime: choose another with \`npm start -- --port ${
      port + 1
    }\`.`;
  }
  return diskFull.pattern.test(output) ? diskFull.sentence : undefined;
}
