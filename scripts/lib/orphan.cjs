/**
 * Loaded into the backend by `npm start`: ends the backend when the start script was killed
 * without a chance to stop it. Otherwise it would keep the port and the database, unseen.
 */
const parent = process.ppid;

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 2_000).unref();
