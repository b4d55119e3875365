#!/usr/bin/env node
/**
 * The command line of Callboard: plain Node, talks to a running portal over its API.
 *
 *   itsm import FILE --mapping NAME --source NAME [--url URL] [--token TOKEN]
 *   itsm imports                 the latest import runs
 *   itsm errors RUN              the bad lines of a run
 *   itsm cmdb import FILE --source NAME [--dry-run] [--complete] [--allow-many]
 *   itsm what-if FILE [--days 90] [--fail-on-flip]
 *   itsm erase PERSON [--texts] [--force] [--confirm PERSON]
 *
 * `erase` says what it would do; with the reference once more it does it, for good.
 *
 * The token is a service token of Backstage (`backend.auth.externalAccess`) whose subject has the
 * role `admin` under `itsm.access.services`. Exit code 0 when every line is in, 2 when some lines
 * could not be read, 1 when the import did not come to its end. `what-if --fail-on-flip` ends with 2
 * when a clock would flip between met and breached.
 */
const { createReadStream, readFileSync, statSync } = require('fs');
const { Readable } = require('stream');
const { parseArgs } = require('util');
const { createGunzip } = require('zlib');

const USAGE = `Usage:
  itsm import FILE --mapping NAME --source NAME [--url URL] [--token TOKEN]
  itsm imports
  itsm errors RUN
  itsm cmdb import FILE --source NAME [--dry-run] [--complete] [--allow-many]
  itsm what-if FILE [--days 90] [--fail-on-flip]
  itsm erase PERSON [--texts] [--force] [--confirm PERSON]

FILE is a CSV, gzipped or not. The mapping "servicenow" ships with Callboard.
For "cmdb import" FILE may be JSON too, and NAME is a definition of the kind ci-source. --dry-run says
what would happen. --complete says that the file is all there is; --allow-many that it really is.
For "what-if" FILE is YAML with agreements or calendars as they are kept in Git. It says which clocks
of the last days would flip between met and breached, and changes nothing.
PERSON is a reference like user:default/maria. Without --confirm nothing is changed. --texts erases
what they wrote too, --force although the catalog still has them.
--url and --token default to CALLBOARD_BASE_URL and CALLBOARD_CLI_TOKEN.`;

/** An error whose message is all there is to say. */
class CliError extends Error {}

function target(values) {
  const url =
    values.url ?? process.env.CALLBOARD_BASE_URL ?? 'http://localhost:7007';
  const token = values.token ?? process.env.CALLBOARD_CLI_TOKEN;
  if (!token) {
    throw new CliError(
      'No token: give --token or set CALLBOARD_CLI_TOKEN to a service token.',
    );
  }
  return { api: `${url.replace(/\/$/, '')}/api/itsm`, token };
}

async function call(values, path, init = {}) {
  const { api, token } = target(values);
  let response;
  try {
    response = await fetch(`${api}${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
  } catch (error) {
    const why = error.cause?.code ?? error.message;
    throw new CliError(
      `Callboard does not answer at ${api} (${why}). Start it with "npm start".`,
    );
  }
  if (!response.ok) {
    const text = await response.text();
    let message = text.slice(0, 500);
    try {
      message = JSON.parse(text).error.message;
    } catch {
      // Not one of our errors: show what came.
    }
    throw new CliError(`${response.status}: ${message}`);
  }
  return response;
}

async function* jsonLines(body) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line) yield JSON.parse(line);
  }
  if (rest) yield JSON.parse(rest);
}

const count = n => n.toLocaleString('en-US');

function progressLine(run, read, size, started) {
  const seconds = (Date.now() - started) / 1000;
  const percent =
    size > 0 ? `${Math.min(100, Math.round((100 * read) / size))} %` : '';
  const rate = seconds > 0 ? Math.round(run.lines / seconds) : 0;
  return `${percent.padStart(5)}  ${count(run.lines)} lines, ${count(
    run.imported,
  )} new, ${count(run.skipped)} known, ${count(run.failed)} bad  (${count(
    rate,
  )} lines/s)`;
}

async function runImport(file, values) {
  if (!file || !values.mapping || !values.source) throw new CliError(USAGE);
  let size;
  try {
    size = statSync(file).size;
  } catch (error) {
    throw new CliError(
      `${file} cannot be read: ${error.code ?? error.message}`,
    );
  }
  let read = 0;
  const raw = createReadStream(file).on('data', chunk => {
    read += chunk.length;
  });
  const text = /\.gz$/.test(file) ? raw.pipe(createGunzip()) : raw;
  raw.on('error', error => text.destroy(error));
  const query = new URLSearchParams({
    mapping: values.mapping,
    source: values.source,
  });
  const started = Date.now();
  const response = await call(values, `/imports?${query}`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/csv' },
    body: Readable.toWeb(text),
    duplex: 'half',
  });
  let run;
  for await (const line of jsonLines(response.body)) {
    if (line.error)
      throw new CliError(`${line.error.message}\nRun it again to go on.`);
    run = line;
    if (process.stdout.isTTY) {
      process.stdout.write(
        `\r${progressLine(run, read, size, started)}\u001b[K`,
      );
    }
  }
  if (process.stdout.isTTY) process.stdout.write('\n');
  else if (run)
    process.stdout.write(`${progressLine(run, read, size, started)}\n`);
  if (run?.state !== 'done') {
    throw new CliError(
      'The import stopped before its end. Run it again to go on.',
    );
  }
  process.stdout.write(
    `Done: ${count(run.created)} records created, ${count(
      run.imported,
    )} rows recorded, ${count(run.skipped)} were there already.\n`,
  );
  if (run.failed === 0) return 0;
  process.stdout.write(`${count(run.failed)} lines could not be read:\n`);
  await showErrors(run.id, values);
  return 2;
}

async function showErrors(id, values) {
  if (!id) throw new CliError(USAGE);
  const run = await (
    await call(values, `/imports/${encodeURIComponent(id)}`)
  ).json();
  for (const { line, reason } of run.errors)
    process.stdout.write(`  line ${line}: ${reason}\n`);
  const more = run.failed - run.errors.length;
  if (more > 0) process.stdout.write(`  … and ${count(more)} more\n`);
  return 0;
}

async function showImports(values) {
  const { items } = await (await call(values, '/imports')).json();
  if (items.length === 0) process.stdout.write('Nothing was imported yet.\n');
  for (const run of items) {
    process.stdout.write(
      `${run.startedAt}  ${run.id}  ${run.source}  ${run.state}  ${count(
        run.imported,
      )} new, ${count(run.skipped)} known, ${count(run.failed)} bad\n`,
    );
  }
  return 0;
}

const WORDS = {
  created: 'new',
  updated: 'changed',
  unchanged: 'unchanged',
  restored: 'back',
  stale: 'no longer named',
  retired: 'out of use',
  conflicts: 'values on which sources disagree',
  duplicates: 'possible duplicates',
};

const shown = value =>
  value === undefined ? 'nothing' : JSON.stringify(value);

/** What a load did, in lines; a dry run tells each item too. */
function loadLines(result) {
  const { counts } = result;
  const said = [];
  if (result.dryRun) {
    for (const { effect, ref, changes } of result.changes) {
      said.push(`${effect}  ${ref}`);
      if (effect !== 'updated') continue;
      for (const { key, before, after } of changes)
        said.push(`    ${key}: ${shown(before)} → ${shown(after)}`);
    }
    for (const { ref, key, source, value, others } of result.conflicts) {
      const against = others.map(o => `${o.source} says ${shown(o.value)}`);
      said.push(
        `disagree  ${ref} ${key}: ${source} counts with ${shown(
          value,
        )}, ${against.join(', ')}`,
      );
    }
  }
  for (const { line, externalId, refs } of result.duplicates)
    said.push(`line ${line}: ${externalId} may be one with ${refs.join(', ')}`);
  for (const { line, reason } of result.problems)
    said.push(`line ${line}: ${reason}`);
  if (counts.bad > result.problems.length)
    said.push(`… and ${count(counts.bad - result.problems.length)} more`);
  if (result.message) said.push(result.message);
  const figures = Object.entries(WORDS)
    .filter(([key]) => counts[key] > 0)
    .map(([key, word]) => `${count(counts[key])} ${word}`);
  said.push(
    `${result.dryRun ? 'Would be' : 'Done'}: ${count(counts.rows)} rows, ${[
      ...figures,
      `${count(counts.bad)} bad`,
    ].join(', ')}`,
  );
  return said;
}

async function loadItems(file, values) {
  if (!file || !values.source) throw new CliError(USAGE);
  try {
    statSync(file);
  } catch (error) {
    throw new CliError(
      `${file} cannot be read: ${error.code ?? error.message}`,
    );
  }
  const isJson = /\.json(\.gz)?$/.test(file);
  const query = new URLSearchParams();
  if (values['dry-run']) query.set('dryRun', 'true');
  if (values.complete) query.set('complete', 'true');
  if (values['allow-many']) query.set('allowMany', 'true');
  const response = await call(
    values,
    `/cmdb/sources/${encodeURIComponent(values.source)}/loads?${query}`,
    {
      method: 'POST',
      headers: {
        'Content-Type': isJson ? 'application/json' : 'text/csv',
        ...(/\.gz$/.test(file) ? { 'Content-Encoding': 'gzip' } : {}),
      },
      body: Readable.toWeb(createReadStream(file)),
      duplex: 'half',
    },
  );
  const result = await response.json();
  process.stdout.write(`${loadLines(result).join('\n')}\n`);
  return result.counts.bad > 0 ? 2 : 0;
}

const EFFECTS = {
  metToBreached: 'met to breached',
  breachedToMet: 'breached to met',
  unchanged: 'unchanged',
  newlyCovered: 'newly covered',
  noLongerCovered: 'no longer covered',
};

/** Working time as people say it, e.g. `25h30m`. */
function timeSaid(milliseconds) {
  const minutes = Math.round(milliseconds / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours}h${rest > 0 ? `${rest}m` : ''}`;
}

const sideSaid = ({ elapsed, goal, breached }) =>
  `${timeSaid(elapsed)} of ${timeSaid(goal)} ${breached ? 'breached' : 'met'}`;

function whatIfLines(result) {
  const { counts, flips } = result;
  const said = flips.map(
    ({ number, clock, title, before, after }) =>
      `${number}  ${clock}  ${sideSaid(before)} → ${sideSaid(after)}  ${title}`,
  );
  const more = counts.metToBreached + counts.breachedToMet - flips.length;
  if (more > 0) said.push(`… and ${count(more)} more`);
  for (const [key, words] of Object.entries(EFFECTS))
    said.push(`${count(counts[key]).padStart(8)}  ${words}`);
  if (result.truncated)
    said.push('There are more records; the newest were looked at.');
  said.push(
    `Clocks of ${count(result.records)} records since ${
      result.from
    }. Nothing was changed.`,
  );
  return said;
}

async function whatIf(file, values) {
  if (!file) throw new CliError(USAGE);
  const days = values.days === undefined ? undefined : Number(values.days);
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(
      `${file} cannot be read: ${error.code ?? error.message}`,
    );
  }
  const response = await call(values, '/service-levels/what-if', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ file: text, days }),
  });
  const result = await response.json();
  process.stdout.write(`${whatIfLines(result).join('\n')}\n`);
  const { metToBreached, breachedToMet } = result.counts;
  return values['fail-on-flip'] && metToBreached + breachedToMet > 0 ? 2 : 0;
}

function erasureLines(result) {
  const words = name => name.replace(/_/g, ' ');
  const lines = Object.entries(result.rows)
    .sort()
    .map(([table, places]) => `${count(places)} in ${words(table)}`);
  if (result.redactedTexts > 0)
    lines.push(`${count(result.redactedTexts)} texts that name the person`);
  if (result.emptiedTexts > 0)
    lines.push(`${count(result.emptiedTexts)} texts that the person wrote`);
  return lines.length > 0 ? lines : ['nothing'];
}

async function erase(ref, values) {
  if (!ref) throw new CliError(USAGE);
  const level = values.texts ? 'identity-and-texts' : 'identity';
  const sure = values.confirm !== undefined;
  const response = await call(
    values,
    sure ? '/erasures' : '/erasures/preview',
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ref,
        level,
        ...(sure ? { confirm: values.confirm, force: values.force } : {}),
      }),
    },
  );
  const result = await response.json();
  const said = [sure ? 'Erased:' : 'To be erased:'];
  said.push(...erasureLines(result).map(line => `  ${line}`));
  if (result.leftInJournal > 0) {
    said.push(
      `${count(
        result.leftInJournal,
      )} journal entries name the person in a value that is no text; they stay.`,
    );
  }
  if (sure) said.push(`The person is called ${result.erasedAs} from now on.`);
  else {
    if (result.inCatalog)
      said.push('The catalog still has the person: it takes --force as well.');
    said.push(`There is no way back. To do it: --confirm ${ref}`);
  }
  process.stdout.write(`${said.join('\n')}\n`);
  return 0;
}

async function main() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        mapping: { type: 'string' },
        source: { type: 'string' },
        url: { type: 'string' },
        token: { type: 'string' },
        texts: { type: 'boolean' },
        force: { type: 'boolean', default: false },
        confirm: { type: 'string' },
        'dry-run': { type: 'boolean' },
        complete: { type: 'boolean' },
        'allow-many': { type: 'boolean' },
        days: { type: 'string' },
        'fail-on-flip': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new CliError(`${error.message}\n${USAGE}`);
  }
  const { positionals, values } = parsed;
  const [command, argument, file] = positionals;
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (command === 'import') return runImport(argument, values);
  if (command === 'imports') return showImports(values);
  if (command === 'errors') return showErrors(argument, values);
  if (command === 'cmdb' && argument === 'import')
    return loadItems(file, values);
  if (command === 'what-if') return whatIf(argument, values);
  if (command === 'erase') return erase(argument, values);
  throw new CliError(USAGE);
}

main().then(
  code => {
    process.exitCode = code;
  },
  error => {
    process.stderr.write(
      `${error instanceof CliError ? error.message : error.stack}\n`,
    );
    process.exitCode = 1;
  },
);
