/**
 * Brings into the demo what no log of records can hold, e.g. key results and what serves them: calls of
 * the API, one after the other, as they stand in a file of `examples/records`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { withTimes } from './demoLog.mjs';
import { inRoot } from './paths.mjs';
import { dataFolder } from './portal.mjs';
import { cliToken } from './secret.mjs';

/**
 * Text with what earlier calls answered in place of `${name.path}`.
 *
 * @param {string} text
 * @param {Record<string, any>} answers by the name under which they were kept
 * @returns {string | undefined} undefined if there is no such answer
 */
export function filledIn(text, answers) {
  let isKnown = true;
  const filled = text.replace(/\$\{([\w.-]+)\}/g, (_, name) => {
    const value = name.split('.').reduce((at, key) => at?.[key], answers);
    if (value === undefined) isKnown = false;
    return String(value);
  });
  return isKnown ? filled : undefined;
}

/**
 * Months in place of how many they are from now: `{month-3}` is three months ago.
 *
 * @param {string} text
 * @param {number} now milliseconds since the epoch
 */
export function withMonths(text, now) {
  const date = new Date(now);
  return text.replace(/\{month([+-]\d+)\}/g, (_, months) =>
    new Date(
      Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + Number(months), 1),
    )
      .toISOString()
      .slice(0, 7),
  );
}

/**
 * Makes the calls of a file, once. `find` looks for one thing in a list, `post` does something, `put` writes and
 * `patch` changes something; with `csv`, what is posted is a file that stands beside it. What is about something
 * that is not there is left out. What only people do, e.g. vote, is done `by` one of the personas; it is left out
 * where nobody signs in as one.
 *
 * @param {{address: string}} portal that answers already, with its catalog read
 * @param {string} name of the file, without `.json`
 * @returns {Promise<string | undefined>} what the portal said if it refused
 */
export async function makeDemoCalls({ address }, name) {
  const filled = path.join(dataFolder(), 'demo-filled');
  const stamp = path.join(dataFolder(), `demo-${name}-filed`);
  if (!fs.existsSync(filled) || fs.existsSync(stamp)) return undefined;
  const tokens = new Map([[undefined, cliToken()]]);
  const tokenOf = async by => {
    if (!tokens.has(by)) {
      const answer = await fetch(
        `${address}/api/auth/personas/refresh?env=development`,
        {
          headers: {
            'x-callboard-persona': `user:default/${by}`,
            'x-requested-with': 'XMLHttpRequest',
          },
        },
      );
      const said = answer.ok ? await answer.json() : {};
      tokens.set(by, said.backstageIdentity?.token);
    }
    return tokens.get(by);
  };
  const call = async (
    method,
    route,
    body,
    key,
    { type = 'application/json', by } = {},
  ) => {
    const answer = await fetch(`${address}/api/itsm${route}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(by)}`,
        'content-type': type,
        // Whoever starts the portal again goes on where it was.
        ...(key !== undefined && { 'idempotency-key': `demo ${name} ${key}` }),
      },
      body,
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${route}: ${said}`);
    return said && JSON.parse(said);
  };
  try {
    const now = Date.now();
    const read = file => {
      const text = fs.readFileSync(inRoot('examples', 'records', file), 'utf8');
      return withMonths(withTimes(text, now), now);
    };
    const calls = JSON.parse(read(`${name}.json`));
    const answers = {};
    for (const [nth, step] of calls.entries()) {
      const { find, post, put, patch, csv, body = {}, as, by } = step;
      if (csv) {
        // Rows have ids: the same file twice changes nothing.
        await call('POST', post, read(csv), undefined, { type: 'text/csv' });
        continue;
      }
      const route = filledIn(find ?? post ?? put ?? patch, answers);
      const sent = filledIn(JSON.stringify(body), answers);
      if (route === undefined || sent === undefined) continue;
      if ((await tokenOf(by)) === undefined) continue;
      const answer = find
        ? (await call('GET', route)).items[0]
        : await call(
            (post && 'POST') ?? (put && 'PUT') ?? 'PATCH',
            route,
            sent,
            nth,
            { by },
          );
      if (as) answers[as] = answer;
    }
    fs.writeFileSync(stamp, new Date().toISOString());
    return undefined;
  } catch (error) {
    return error.message;
  }
}
