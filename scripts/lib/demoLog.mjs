/**
 * Fills the demo organisation, once, on the first run of a data folder: with a month of incidents, and
 * with the servers, licences and contracts that are in no catalog file.
 */
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

/** What is in no catalog file, by its source; see `examples/cmdb`. */
const ITEMS = [
  ['inventory', 'servers.csv'],
  ['hypervisor', 'hypervisor.json'],
  ['licences', 'licences.csv'],
  ['contracts', 'contracts.csv'],
];

/**
 * Runs the command that people use.
 *
 * @param {{node: string, address: string}} portal
 * @param {string[]} args
 * @returns {Promise<string | undefined>} what it said if it failed
 */
function itsm({ node, address }, args) {
  return new Promise(resolve => {
    let output = '';
    const child = spawn(node, [COMMAND, ...args], {
      env: {
        ...process.env,
        CALLBOARD_BASE_URL: address,
        CALLBOARD_CLI_TOKEN: cliToken(),
      },
    });
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('error', error => resolve(error.message));
    child.on('close', code => resolve(code === 0 ? undefined : output));
  });
}

/**
 * Brings the demo into a portal that has just started, through the same command that people use.
 * Does nothing where it was done before.
 *
 * @param {{node: string, address: string}} portal the Node to run with, and where it answers
 * @returns {Promise<string | undefined>} what the command said if it failed
 */
export async function fillDemo(portal) {
  if (fs.existsSync(stamp())) return undefined;
  const file = path.join(dataFolder(), 'demo-log.csv');
  fs.writeFileSync(
    file,
    withInstants(fs.readFileSync(LOG, 'utf8'), Date.now()),
  );
  let said = await itsm(portal, [
    'import',
    file,
    '--mapping',
    'demo',
    '--source',
    'demo',
  ]);
  fs.rmSync(file, { force: true });
  // The portal reads its definitions once a minute, and may not have begun: sources are among them.
  await fetch(`${portal.address}/api/itsm/definitions/reload`, {
    method: 'POST',
    headers: { authorization: `Bearer ${cliToken()}` },
  });
  for (const [source, name] of ITEMS) {
    if (said !== undefined) break;
    const items = inRoot('examples', 'cmdb', name);
    said = await itsm(portal, ['cmdb', 'import', items, '--source', source]);
  }
  if (said === undefined) fs.writeFileSync(stamp(), new Date().toISOString());
  return said;
}
