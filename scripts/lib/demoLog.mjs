/** Fills the demo organisation with a month of incidents, once, on the first run of a data folder. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { dataFolder } from './portal.mjs';
import { cliToken } from './secret.mjs';

const LOG = inRoot('examples', 'records', 'incidents.csv');
const COMMAND = inRoot('plugins', 'itsm-backend', 'bin', 'itsm.cjs');
const MINUTE = 60_000;
const stamp = () => path.join(dataFolder(), 'demo-filled');

/**
 * The demo log with instants in place of "minutes ago", so that the demo is never stale. The two
 * columns of minutes hold plain numbers and stand before any quoted cell.
 *
 * @param {string} text the CSV as it stands in `examples/`
 * @param {number} now milliseconds since the epoch
 */
export function withInstants(text, now) {
  const instant = minutes =>
    new Date(now - Number(minutes) * MINUTE).toISOString();
  return text
    .replace('minutes_ago,opened_minutes_ago', 'at,opened_at')
    .replace(
      /^(\d+,[a-z-]+),(\d+),(\d+),/gm,
      (_, start, at, opened) => `${start},${instant(at)},${instant(opened)},`,
    );
}

/**
 * Imports the demo log into a portal that has just started, through the same command that people
 * use. Does nothing where it was done before.
 *
 * @param {{node: string, address: string}} portal the Node to run with, and where it answers
 * @returns {Promise<string | undefined>} what the command said if it failed
 */
export async function fillDemo({ node, address }) {
  if (fs.existsSync(stamp())) return undefined;
  const file = path.join(dataFolder(), 'demo-log.csv');
  fs.writeFileSync(
    file,
    withInstants(fs.readFileSync(LOG, 'utf8'), Date.now()),
  );
  const said = await new Promise(resolve => {
    let output = '';
    const child = spawn(
      node,
      [COMMAND, 'import', file, '--mapping', 'demo', '--source', 'demo'],
      {
        env: {
          ...process.env,
          CALLBOARD_BASE_URL: address,
          CALLBOARD_CLI_TOKEN: cliToken(),
        },
      },
    );
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error => resolve(error.message));
    child.on('close', code => resolve(code === 0 ? undefined : output));
  });
  fs.rmSync(file, { force: true });
  if (said === undefined) fs.writeFileSync(stamp(), new Date().toISOString());
  return said;
}
