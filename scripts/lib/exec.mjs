/** Runs tools with their output in a log file, and stops them when the script is stopped. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { inHome, root } from './paths.mjs';

const children = new Set();

/** Settings that keep colours and moving bars out of a log. */
const plain = {
  FORCE_COLOR: '0',
  YARN_ENABLE_COLORS: '0',
  YARN_ENABLE_PROGRESS_BARS: '0',
};

/** Starts a process that ends with this one, however this one ends short of a kill. */
export function start(command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

process.once('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});

/** Ends the script on Ctrl+C or a kill; the exit handler above then ends its tools. */
export function stopOnSignal() {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}

/** The log file of a step. */
export const logOf = step => inHome('logs', `${step}.log`);

/** The last lines of a log, each cut to a length that can be read; the log has them whole. */
export function tail(file, count = 20) {
  const lines = fs.readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
  return lines
    .slice(-count)
    .map(line => (line.length > 300 ? `${line.slice(0, 300)} …` : line));
}

/** Terminal colours, which some tools write wherever they write to. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** A text without terminal colours. */
export const uncoloured = text => text.replace(colours, '');

/** Copies a process's output into a log, line by line, and hands each line on. */
export function logLines(child, file, onLine) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const log = fs.createWriteStream(file);
  // On a full disk there is no log, which is no reason to end without a word about the disk.
  let full;
  log.on('error', error => (full = error));
  const streams = [child.stdout, child.stderr].filter(Boolean);
  const closed = streams.map(
    stream =>
      new Promise(resolve => {
        readline
          .createInterface({ input: stream, crlfDelay: Infinity })
          .on('line', line => {
            log.write(`${uncoloured(line)}\n`);
            onLine?.(line);
          })
          .on('close', resolve);
      }),
  );
  const written = Promise.all(closed).then(async () => {
    await new Promise(resolve => log.end(resolve));
    if (full) throw full;
  });
  // Whoever waits for it sees the error, perhaps only later than it happens.
  written.catch(() => {});
  return written;
}

/**
 * Runs a command to its end with its output in `.callboard/logs/<step>.log`.
 * Answers the exit code and the log; a command that runs over `limitMs` is stopped and counts as failed.
 */
export async function runLogged(step, command, args, options = {}) {
  const { env = process.env, cwd = root, onLine, limitMs } = options;
  const log = logOf(step);
  const child = start(command, args, {
    cwd,
    env: { ...env, ...plain },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = logLines(child, log, onLine);
  let overTime = false;
  const limit =
    limitMs &&
    setTimeout(() => {
      overTime = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }, limitMs);
  const code = await new Promise(resolve => {
    child.once('error', error => {
      // The message of a missing command must not get lost.
      fs.appendFileSync(log, `${error.message}\n`);
      resolve(127);
    });
    child.once('exit', (exitCode, signal) => resolve(signal ? 1 : exitCode));
  });
  clearTimeout(limit);
  // A process the tool left behind may hold its output open; nobody waits for that one.
  await Promise.race([written, sleep(5_000, undefined, { ref: false })]);
  return { code: overTime ? 1 : code, log, overTime };
}
