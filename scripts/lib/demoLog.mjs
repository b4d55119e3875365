/**
 * Fills the demo organisation, once, on the first run of a data folder: with more than a year of incidents
 * and changes, with changes to come, and with the servers, licences and contracts that are in no catalog
 * file.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { changeHistory, incidentHistory } from './demoHistory.mjs';
import { inRoot } from './paths.mjs';
import { dataFolder } from './portal.mjs';
import { cliToken } from './secret.mjs';

const LOG = inRoot('examples', 'records', 'incidents.csv');
const CHANGES = inRoot('examples', 'records', 'changes.csv');
const INITIATIVES = inRoot('examples', 'records', 'initiatives.csv');
const SUGGESTIONS = inRoot('examples', 'records', 'suggestions.csv');
const DEMAND = inRoot('examples', 'records', 'demand.csv');
const SERVICES = inRoot('examples', 'records', 'services.csv');
const RETROSPECTIVES = inRoot('examples', 'records', 'retrospectives.csv');
const TO_COME = inRoot('examples', 'records', 'changes-to-come.json');
const COMMAND = inRoot('plugins', 'itsm-backend', 'bin', 'itsm.cjs');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const stamp = () => path.join(dataFolder(), 'demo-filled');
const filed = () => path.join(dataFolder(), 'demo-changes-filed');

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
 * Times in place of what is written about them: `{-90m}` is ninety minutes ago, `{+3d 02:00}` two
 * o'clock (UTC) in three days.
 *
 * @param {string} text
 * @param {number} now milliseconds since the epoch
 */
export function withTimes(text, now) {
  const midnight = now - (now % DAY);
  return text
    .replace(/\{([+-]\d+)m\}/g, (_, minutes) =>
      new Date(now + Number(minutes) * MINUTE).toISOString(),
    )
    .replace(/\{([+-]\d+)d (\d\d):(\d\d)\}/g, (_, days, hour, minute) =>
      new Date(
        midnight + Number(days) * DAY + (hour * 60 + Number(minute)) * MINUTE,
      ).toISOString(),
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
 * Waits until the catalog has what the text names; it is read from files after the portal is up.
 *
 * @param {string} address
 * @param {string} text
 */
async function inCatalog(address, text) {
  const named = text.match(/"(component|resource|user):default\/[^"]+"/g) ?? [];
  const entityRefs = [...new Set(named.map(ref => JSON.parse(ref)))];
  const until = Date.now() + 10 * MINUTE;
  for (;;) {
    const answer = await fetch(`${address}/api/catalog/entities/by-refs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${cliToken()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ entityRefs, fields: ['kind'] }),
    });
    const { items = [] } = answer.ok ? await answer.json() : {};
    if (items.length === entityRefs.length && items.every(Boolean)) return;
    if (Date.now() > until)
      throw new Error('the catalog has not read the demo’s files');
    await new Promise(resolve => {
      setTimeout(resolve, 2000);
    });
  }
}

/**
 * Files the changes that are to come, and puts them forward as far as they are: who has to decide about
 * them is asked, as it would be for real. Does nothing where it was done before.
 *
 * @param {{address: string}} portal that answers already; its catalog may still be read
 * @returns {Promise<string | undefined>} what the portal said if it refused
 */
export async function fileChangesToCome({ address }) {
  if (!fs.existsSync(stamp()) || fs.existsSync(filed())) return undefined;
  const post = async (route, body, key) => {
    const answer = await fetch(`${address}/api/itsm${route}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${cliToken()}`,
        'content-type': 'application/json',
        'idempotency-key': `demo ${key}`,
      },
      body: JSON.stringify(body),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${route}: ${said}`);
    return said && JSON.parse(said);
  };
  try {
    const text = withTimes(fs.readFileSync(TO_COME, 'utf8'), Date.now());
    await inCatalog(address, text);
    // Policies name people of the catalog: they are read anew, now that it has them.
    await post('/definitions/reload', {}, `reload ${Date.now()}`);
    for (const { file, tasks = [], take } of JSON.parse(text)) {
      const { title } = file;
      const { number } = await post('/changes', file, title);
      for (const task of tasks)
        await post(
          `/records/${number}/tasks`,
          { title: task },
          `${title}, ${task}`,
        );
      for (const transition of take)
        await post(
          `/changes/${number}/transitions`,
          { transition },
          `${title}, ${transition}`,
        );
    }
    fs.writeFileSync(filed(), new Date().toISOString());
    return undefined;
  } catch (error) {
    return error.message;
  }
}

/**
 * Imports a log through the command that people use.
 *
 * @param {{node: string, address: string}} portal
 * @param {string} text
 * @param {string} mapping
 * @param {string} source numbers are of their log: the first change is not the first incident
 */
async function importLog(portal, text, mapping, source = mapping) {
  const file = path.join(dataFolder(), `${source}.csv`);
  fs.writeFileSync(file, text);
  const said = await itsm(portal, [
    'import',
    file,
    '--mapping',
    mapping,
    '--source',
    source,
  ]);
  fs.rmSync(file, { force: true });
  return said;
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
  const now = Date.now();
  const read = file => fs.readFileSync(file, 'utf8');
  // Each in its order; items wait for no records, and records for no items.
  const records = async () =>
    (await importLog(portal, incidentHistory(now), 'demo-history')) ??
    (await importLog(
      portal,
      changeHistory(now),
      'demo-changes',
      'demo-change-history',
    )) ??
    (await importLog(portal, withInstants(read(LOG), now), 'demo')) ??
    (await importLog(portal, withTimes(read(CHANGES), now), 'demo-changes')) ??
    (await importLog(
      portal,
      withTimes(read(INITIATIVES), now),
      'demo-initiatives',
    )) ??
    (await importLog(
      portal,
      withTimes(read(SUGGESTIONS), now),
      'demo-suggestions',
    )) ??
    (await importLog(portal, withTimes(read(DEMAND), now), 'demo-demand')) ??
    (await importLog(
      portal,
      withTimes(read(SERVICES), now),
      'demo-services',
    )) ??
    importLog(
      portal,
      withTimes(read(RETROSPECTIVES), now),
      'demo-retrospectives',
    );
  const items = async () => {
    // The portal reads its definitions once a minute, and may not have begun: sources are among them.
    await fetch(`${portal.address}/api/itsm/definitions/reload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cliToken()}` },
    });
    for (const [source, name] of ITEMS) {
      const file = inRoot('examples', 'cmdb', name);
      const refused = await itsm(portal, [
        'cmdb',
        'import',
        file,
        '--source',
        source,
      ]);
      if (refused !== undefined) return refused;
    }
    return undefined;
  };
  const said = (await Promise.all([records(), items()])).find(Boolean);
  if (said === undefined) fs.writeFileSync(stamp(), new Date().toISOString());
  return said;
}
