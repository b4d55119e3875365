/**
 * `npm start`: brings what the portal needs, builds its pages, and runs it on one port with the
 * embedded database in `.callboard/data`. What is there already is not done again.
 */
import './lib/oldNode.mjs';
import fs from 'node:fs';
import util from 'node:util';
import { startBackend } from './lib/backend.mjs';
import { makeDemoCalls } from './lib/demoCalls.mjs';
import { fileChangesToCome, fillDemo } from './lib/demoLog.mjs';
import { stopOnSignal } from './lib/exec.mjs';
import { ensureFrontend } from './lib/frontend.mjs';
import { takeLock } from './lib/lock.mjs';
import { shown } from './lib/paths.mjs';
import { assertPortFree } from './lib/port.mjs';
import {
  addressOn,
  dataFolder,
  portalLock,
  wantedPort,
} from './lib/portal.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { createScreen, elapsed } from './lib/screen.mjs';
import { alone, toolchain } from './lib/toolchain.mjs';

const HELP = `npm start [-- --port <number>]

Starts the demo portal. Settings come from the environment as well:
  PORT                 the port, 7007 unless told otherwise
  CALLBOARD_DATA_DIR   the folder of the embedded database, .callboard/data
  CALLBOARD_BASE_URL   the address people use, when it is not http://localhost:<port>
  LOG_LEVEL            debug, info, warn (unless told otherwise) or error`;

function readOptions() {
  try {
    return util.parseArgs({
      options: { port: { type: 'string' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new Problem(`${error.message}\n\n${HELP}`);
  }
}

/** Makes this process the only one on the data folder, or says who is. */
function claimData(address) {
  fs.mkdirSync(dataFolder(), { recursive: true });
  const { holder } = takeLock(portalLock(), { address });
  if (holder) {
    throw new Problem(
      `Callboard is already running on this data at ${holder.address} (process ${holder.pid}): use that one, or stop it first.`,
    );
  }
}

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(HELP);
    return;
  }
  const began = Date.now();
  const screen = createScreen();
  const port = wantedPort(options.port);
  const address = addressOn(port);

  // All that can be known at once comes before anything that takes minutes.
  claimData(address);
  await assertPortFree(port);
  stopOnSignal();

  const tools = await toolchain(screen);
  await alone(screen, () => ensureFrontend(screen, tools));

  const step = screen.step('Starting the portal');
  let quiet = !process.env.LOG_LEVEL;
  const backend = startBackend(tools, {
    port,
    address,
    onLine: line => quiet || screen.print(line),
  });

  // From here on a signal stops the backend first, so that it closes its database.
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    screen.print('\nStopping …');
    await backend.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }

  try {
    await backend.ready();
  } catch (error) {
    if (stopping) return;
    step.end('✗');
    throw error;
  }
  step.end();
  const complaint = await fillDemo({ node: tools.node, address });
  if (complaint) screen.print(`The demo is not all in: ${complaint}`);
  quiet = false;
  screen.print(
    `\nCallboard is at ${address}  (up in ${elapsed(Date.now() - began)})\n` +
      `  Choose a persona to sign in, open the service "checkout" and file an incident.\n` +
      `  Ctrl+C stops it. The data stays in ${shown(
        dataFolder(),
      )}, and the next start takes seconds.\n`,
  );

  // Needs the catalog, which is read once the portal is up.
  const bring = async () => {
    let isWhole = !complaint;
    const tell = (what, refused) => {
      if (!refused || stopping) return;
      isWhole = false;
      screen.print(`The demo's ${what} not all in: ${refused}`);
    };
    tell('changes are', await fileChangesToCome({ address }));
    for (const name of ['strategy', 'design', 'money', 'risks', 'demand'])
      tell(`${name} is`, await makeDemoCalls({ address }, name));
    // The browser tests wait for it: who works while it comes in sees things appear.
    if (isWhole && !stopping) screen.print('The demo is all in.\n');
  };
  bring();

  await backend.exited;
  if (!stopping) throw await backend.died();
}

await runMain(main);
