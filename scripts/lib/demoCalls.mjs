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
 * Makes the calls of a file, once. `find` looks for one thing in a list, `post` does something and `patch`
 * changes something; what is about something that is not there is left out.
 *
 * @param {{address: string}} portal that answers already, with its catalog read
 * @param {string} name of the file, without `.json`
 * @returns {Promise<string | undefined>} what the portal said if it refused
 */
export async function makeDemoCalls({ address }, name) {
  const filled = path.join(dataFolder(), 'demo-filled');
  const stamp = path.join(dataFolder(), `demo-${name}-filed`);
  if (!fs.existsSync(filled) || fs.existsSync(stamp)) return undefined;
  const call = async (method, route, body, key) => {
    const answer = await fetch(`${address}/api/itsm${route}`, {
      method,
      headers: {
        authorization: `Bearer ${cliToken()}`,
        'content-type': 'application/json',
        // Whoever starts the portal again goes on where it was.
        ...(body && { 'idempotency-key': `demo ${name} ${key}` }),
      },
      body,
    });
    const said = await answer.text();
    if (!answer.ok) throw new Error(`${route}: ${said}`);
    return said && JSON.parse(said);
  };
  try {
    const file = inRoot('examples', 'records', `${name}.json`);
    const calls = JSON.parse(
      withTimes(fs.readFileSync(file, 'utf8'), Date.now()),
    );
    const answers = {};
    for (const [nth, step] of calls.entries()) {
      const { find, post, patch, body = {}, as } = step;
      const route = filledIn(find ?? post ?? patch, answers);
      const sent = filledIn(JSON.stringify(body), answers);
      if (route === undefined || sent === undefined) continue;
      const answer = find
        ? (await call('GET', route)).items[0]
        : await call(post ? 'POST' : 'PATCH', route, sent, nth);
      if (as) answers[as] = answer;
    }
    fs.writeFileSync(stamp, new Date().toISOString());
    return undefined;
  } catch (error) {
    return error.message;
  }
}
