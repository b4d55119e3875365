import { fork } from 'child_process';
import { createWriteStream, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ACCOUNT, freePort } from '../database';
import { inBench, inBenchFolder } from '../folder';
import { ENTITIES_VARIABLE } from './catalogModule';
import { users } from './organisation';
import type { Trace } from './routesModule';
import { TRACE_HEADER } from './routesModule';
import { USER_HEADER } from './signInModule';

const START_MS = 5 * 60_000;
const A_DAY = { days: 1 };

/** What a portal is started with. */
export interface PortalOptions {
  /** Port of the PostgreSQL cluster. */
  databasePort: number;
  /** Every plugin has a database of this name followed by its id. */
  prefix: string;
  /** `app` serves pages: the package whose `dist` they are, and where to look for it. */
  app?: { package: string; modulePath?: string };
  /** Leaves Callboard out. */
  withoutItsm?: boolean;
  /** Seconds between readings of the catalog. Default: what the plugin does by itself. */
  catalogCopySeconds?: number;
  /** Does not read the catalog at all. */
  withoutCatalogCopy?: boolean;
  /** How many entities its catalog has; those of the organisation if absent. */
  entities?: number;
  /** Users with the role `admin`. */
  admins?: readonly string[];
  /** Where a catalog is that stands in for the portal's own. */
  catalogUrl?: string;
}

/** A backend of its own process, in production mode. */
export interface RunningPortal {
  url: string;
  /** The `Authorization` headers of all users, in their order; issued by the auth plugin. */
  authorizations(): Promise<string[]>;
  /** Sends a request and answers what it did in the backend. */
  trace(
    path: string,
    authorization: string,
    init?: { method?: string; body?: unknown },
  ): Promise<Trace & { answer: any }>;
  stop(): Promise<void>;
}

function configuration(options: PortalOptions, port: number) {
  const url = `http://127.0.0.1:${port}`;
  const seconds = options.catalogCopySeconds;
  const timeout = { minutes: 5 };
  let schedule: object | undefined;
  if (options.withoutCatalogCopy)
    schedule = { frequency: A_DAY, initialDelay: A_DAY, timeout };
  else if (seconds) schedule = { frequency: { seconds }, timeout };
  return {
    app: {
      title: 'Bench',
      baseUrl: url,
      packages: 'all',
      ...(options.app ? { packageName: options.app.package } : {}),
      ...(options.app?.package === 'app' ? { signIn: 'personas' } : {}),
      extensions: [
        options.app?.package === 'app'
          ? { 'page:home': { config: { path: '/' } } }
          : { 'page:catalog': { config: { path: '/' } } },
      ],
    },
    organization: { name: 'Bench' },
    backend: {
      baseUrl: url,
      listen: { host: '127.0.0.1', port },
      csp: { 'upgrade-insecure-requests': false },
      // No load balancer is to notice that it goes.
      lifecycle: { serverShutdownDelay: { seconds: 0 } },
      database: {
        client: 'pg',
        prefix: options.prefix,
        connection: {
          host: '127.0.0.1',
          port: options.databasePort,
          ...ACCOUNT,
        },
        knexConfig: { pool: { min: 0, max: 10 } },
      },
    },
    auth: {
      environment: 'production',
      providers: { bench: {}, personas: {}, guest: {} },
    },
    permission: { enabled: true },
    ...(options.catalogUrl && {
      discovery: {
        endpoints: [{ target: options.catalogUrl, plugins: ['catalog'] }],
      },
    }),
    catalog: {
      rules: [
        {
          allow: [
            ...['Component', 'Group', 'User', 'Location'],
            ...['API', 'Domain', 'Resource', 'System'],
          ],
        },
      ],
      processingInterval: { minutes: 30 },
    },
    itsm: {
      ...(schedule && { catalogCopy: { schedule } }),
      ...(options.admins && { access: { roles: { admin: options.admins } } }),
    },
  };
}

async function ready(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`);
    return answer.ok;
  } catch {
    return false;
  }
}

/** Starts a portal on databases of its own. Its output goes to a log in the bench's folder. */
export async function runPortal(
  options: PortalOptions,
): Promise<RunningPortal> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = inBenchFolder('portals', options.prefix.replace(/\W+$/, ''));
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'app-config.json');
  writeFileSync(config, JSON.stringify(configuration(options, port), null, 2));
  const log = createWriteStream(join(folder, 'portal.log'));
  const child = fork(
    inBench('backend.cjs'),
    [
      '--config',
      config,
      ...(options.app ? ['--with-app'] : []),
      ...(options.withoutItsm ? ['--without-itsm'] : []),
    ],
    {
      cwd: inBench(),
      silent: true,
      // For a look at where the time goes: a profile for the inspector, written when it stops.
      execArgv: process.env.BENCH_PROFILE
        ? ['--cpu-prof', `--cpu-prof-dir=${folder}`]
        : [],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
        ...(options.entities && {
          [ENTITIES_VARIABLE]: String(options.entities),
        }),
        ...(options.app?.modulePath
          ? { NODE_PATH: options.app.modulePath }
          : {}),
      },
    },
  );
  child.stdout!.pipe(log);
  child.stderr!.pipe(log);
  let running = true;
  const exited = new Promise<void>(done => {
    child.once('exit', () => {
      running = false;
      done();
    });
  });
  const until = Date.now() + START_MS;
  while (!(await ready(url))) {
    if (!running || Date.now() > until) {
      child.kill('SIGKILL');
      throw new Error(
        `The portal did not start; ${join(folder, 'portal.log')} says why`,
      );
    }
    await new Promise(done => {
      setTimeout(done, 200);
    });
  }

  const signIn = async (user: string) => {
    const response = await fetch(`${url}/api/auth/bench/refresh`, {
      headers: { [USER_HEADER]: user, 'x-requested-with': 'XMLHttpRequest' },
    });
    const answer = (await response.json()) as any;
    const token = answer.backstageIdentity?.token;
    if (!token) throw new Error(`${user} has no token: ${answer}`);
    return `Bearer ${token}`;
  };

  return {
    url,
    async authorizations() {
      const all: string[] = [];
      for (const user of users) all.push(await signIn(user));
      return all;
    },
    async trace(path, authorization, init = {}) {
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(`${url}${path}`, {
        method: init.method,
        body: init.body === undefined ? undefined : JSON.stringify(init.body),
        headers: { ...headers, [TRACE_HEADER]: '1' },
      });
      const answer = await response.json();
      if (!response.ok) {
        throw new Error(`${path} answers ${JSON.stringify(answer)}`);
      }
      const traced = await fetch(`${url}/api/itsm/bench/trace`, {
        headers: { authorization },
      });
      return { ...((await traced.json()) as Trace), answer };
    },
    async stop() {
      child.kill('SIGTERM');
      const hurry = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await exited;
      clearTimeout(hurry);
      log.end();
    },
  };
}
