import { fork, type ChildProcess } from 'child_process';
import { constants, setPriority } from 'os';
import { join } from 'path';
import { ROOT } from '../folder';

/** Passes so many milliseconds. */
export const wait = (ms: number) =>
  new Promise<void>(done => {
    setTimeout(done, ms);
  });

/** A backend of its own process that does what is due. */
export interface Backend {
  name: string;
  process: ChildProcess;
  up: boolean;
}

/** The value below which the share of a sorted list lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Lets a process wait for all others, or no more. Where that is not allowed it stays as it is. */
function setPatience(child: ChildProcess, patient: boolean): void {
  const { PRIORITY_LOW, PRIORITY_NORMAL } = constants.priority;
  try {
    setPriority(child.pid!, patient ? PRIORITY_LOW : PRIORITY_NORMAL);
  } catch {
    // It has gone, or only whoever administers the machine may.
  }
}

/** How a backend begins. */
export interface Beginning {
  /** Only schedules and answers requests. */
  idle?: boolean;
  /** Comes up while others have nothing to do: as if it were on another machine. */
  patient?: boolean;
}

/** Begins a backend on a database. */
export function begin(
  name: string,
  database: string,
  { idle = false, patient = false }: Beginning = {},
): Backend {
  const child = fork(
    join(ROOT, 'packages', 'bench', 'due-backend.cjs'),
    [name, ...(idle ? ['--idle'] : [])],
    { env: { ...process.env, DRILL_DATABASE: database }, silent: true },
  );
  if (patient) setPatience(child, true);
  let said = '';
  child.stderr!.on('data', chunk => {
    said += chunk;
  });
  const backend = { name, process: child, up: false };
  child.on('message', (message: any) => {
    if (!message.up) return;
    backend.up = true;
    if (patient) setPatience(child, false);
  });
  child.on('exit', code => {
    backend.up = false;
    // One that is killed has no code.
    if (code) process.stderr.write(`${name} ended by itself: ${said}\n`);
  });
  return backend;
}

/** What a backend says under a key, when it says it. */
export const heard = (backend: Backend, key: string) =>
  new Promise<any>((done, fail) => {
    backend.process.on('message', (message: any) => {
      if (message[key]) done(message[key]);
    });
    backend.process.once('exit', () => {
      fail(new Error(`${backend.name} did not come up`));
    });
  });

/**
 * Kills one of the backends that are up every so many milliseconds, and begins another one.
 *
 * @returns what ends it and says how many were killed
 */
export function killing(
  backends: Backend[],
  database: string,
  everyMs: number,
  beginning: Beginning = {},
) {
  let kills = 0;
  const timer = setInterval(() => {
    const up = backends.filter(b => b.up);
    if (up.length < 2) return;
    const victim = up[kills % up.length];
    kills += 1;
    victim.up = false;
    victim.process.kill('SIGKILL');
    backends[backends.indexOf(victim)] = begin(
      `${victim.name.split('.')[0]}.${kills}`,
      database,
      beginning,
    );
  }, everyMs);
  return () => {
    clearInterval(timer);
    return kills;
  };
}
