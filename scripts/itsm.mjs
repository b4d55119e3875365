/**
 * `npm run itsm -- <command> …`: the command line of the running portal, for example
 * `npm run itsm -- import incidents.csv --mapping servicenow --source desk`.
 */
import './lib/oldNode.mjs';
import fs from 'node:fs';
import { passThrough } from './lib/passThrough.mjs';
import { inRoot } from './lib/paths.mjs';
import { runningAddress } from './lib/portal.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { createScreen } from './lib/screen.mjs';
import { cliToken } from './lib/secret.mjs';
import { toolchain } from './lib/toolchain.mjs';

await runMain(async () => {
  const cli = inRoot('plugins', 'itsm-backend', 'bin', 'itsm.cjs');
  if (!fs.existsSync(cli)) {
    throw new Problem(`The command line is missing from this copy: ${cli}.`);
  }
  const tools = await toolchain(createScreen(process.stderr));
  await passThrough(tools.node, [cli, ...process.argv.slice(2)], {
    // npm runs scripts in the root; file names on the command line are from where npm was called.
    cwd: process.env.INIT_CWD || process.cwd(),
    env: {
      ...tools.env,
      CALLBOARD_BASE_URL: runningAddress(),
      CALLBOARD_CLI_TOKEN: cliToken(),
    },
  });
});
