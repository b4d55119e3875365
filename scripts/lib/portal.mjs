/** Where the demo portal of `npm start` keeps its data, and where it answers. */
import path from 'node:path';
import { holderOf } from './lock.mjs';
import { inHome } from './paths.mjs';
import { parsePort } from './port.mjs';

const DEFAULT_PORT = 7007;

/** The folder of the embedded database. */
export const dataFolder = () =>
  path.resolve(process.env.CALLBOARD_DATA_DIR || inHome('data'));

/** Held by the one process that uses the database, with the address it answers at. */
export const portalLock = () => path.join(dataFolder(), 'callboard.lock');

/** The port asked for: the option, else the environment, else Backstage's own. */
export const wantedPort = option =>
  parsePort(option ?? (process.env.PORT || DEFAULT_PORT));

/** The address of a portal on a port. CALLBOARD_BASE_URL is for people behind a proxy of their own. */
export const addressOn = port =>
  process.env.CALLBOARD_BASE_URL || `http://localhost:${port}`;

/** The address the command line speaks to: the running portal's, wherever it was started. */
export const runningAddress = () =>
  process.env.CALLBOARD_BASE_URL ||
  holderOf(portalLock())?.address ||
  addressOn(wantedPort());
