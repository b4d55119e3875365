/**
 * Runs a command with the repository's toolchain, brought first where it is missing:
 * `node scripts/run.mjs node packages/bench/run.cjs`.
 */
import './lib/oldNode.mjs';
import { passThrough } from './lib/passThrough.mjs';
import { root } from './lib/paths.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { createScreen } from './lib/screen.mjs';
import { toolchain } from './lib/toolchain.mjs';

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command) {
    throw new Problem('Say what to run: node scripts/run.mjs <command> …');
  }
  // Progress goes to stderr: what the command prints may be read by another program.
  const tools = await toolchain(createScreen(process.stderr));
  const program = command === 'node' ? tools.node : command;
  await passThrough(program, args, { cwd: root, env: tools.env });
});
