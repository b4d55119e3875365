/** The secret with which the command line speaks to this portal, made once and kept from other users. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { home, inHome } from './paths.mjs';

/** The token from the environment, else the one kept in `.callboard/cli-token`. */
export function cliToken() {
  if (process.env.CALLBOARD_CLI_TOKEN) return process.env.CALLBOARD_CLI_TOKEN;
  const file = inHome('cli-token');
  if (!fs.existsSync(file)) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return fs.readFileSync(file, 'utf8').trim();
}
