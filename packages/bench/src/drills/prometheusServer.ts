import { execFileSync, spawn } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { freePort } from '../database';

const START_MS = 30_000;

const wait = (ms: number) =>
  new Promise<void>(done => {
    setTimeout(done, ms);
  });

/** A real Prometheus on this machine. */
export interface RunningPrometheus {
  url: string;
  version: string;
  stop(): Promise<void>;
}

/** @throws Error that says how to get it, if Prometheus is not installed */
function versionOf(): string {
  try {
    const said = execFileSync('prometheus', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return /version (\S+)/.exec(said)?.[1] ?? 'unknown';
  } catch {
    throw new Error(
      'There is no Prometheus on this machine; on Debian: apt-get install prometheus',
    );
  }
}

/**
 * Starts Prometheus with a database of its own.
 *
 * @param options.history - OpenMetrics text with timestamps that it is to know already
 * @param options.scrapes - host and port that it scrapes
 */
export async function startPrometheus(options: {
  history?: string;
  scrapes?: string;
  scrapeSeconds?: number;
}): Promise<RunningPrometheus> {
  const version = versionOf();
  const folder = mkdtempSync(join(tmpdir(), 'callboard-prometheus-'));
  const data = join(folder, 'data');
  if (options.history !== undefined) {
    const file = join(folder, 'history.txt');
    writeFileSync(file, options.history);
    execFileSync(
      'promtool',
      ['tsdb', 'create-blocks-from', 'openmetrics', '--quiet', file, data],
      { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 1e9 },
    );
  }
  const seconds = options.scrapeSeconds ?? 5;
  const config = join(folder, 'prometheus.yml');
  // JSON is YAML too.
  writeFileSync(
    config,
    JSON.stringify({
      global: {
        scrape_interval: `${seconds}s`,
        scrape_timeout: `${seconds}s`,
      },
      scrape_configs: options.scrapes
        ? [
            {
              job_name: 'shop',
              static_configs: [{ targets: [options.scrapes] }],
            },
          ]
        : [],
    }),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=20y',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const ended = new Promise<void>(done => {
    child.once('exit', () => done());
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + START_MS; Date.now() < until; ) {
    const ready = await fetch(`${url}/-/ready`).catch(() => undefined);
    if (ready?.ok) return { url, version, stop };
    await wait(200);
  }
  await stop();
  throw new Error('Prometheus did not come up');
}
