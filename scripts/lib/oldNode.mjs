/**
 * The first thing every script imports: says in one sentence that the Node found is too old.
 *
 * Node links all imports of a file before it runs any, so the other files of this folder use
 * only what Node 16 already exports by name; otherwise the sentence would never be reached.
 */
const oldest = 20;
const running = process.versions.node;

if (Number(running.split('.')[0]) < oldest) {
  console.error(
    `Callboard needs Node ${oldest} or newer to begin with, and this is Node ${running}: install a newer one, then try again.`,
  );
  process.exit(1);
}
