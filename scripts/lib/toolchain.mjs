/** Brings what the repository's own tools need: the right Node, Yarn and the packages. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from './lock.mjs';
import { rightNode } from './node.mjs';
import { ensurePackages } from './packages.mjs';
import { inHome } from './paths.mjs';
import { rightYarn } from './yarn.mjs';

/** The environment for tools: this one, with the right Node and Yarn first on the path. */
function environment(node, yarn) {
  const { NODE_ENV, ...inherited } = process.env;
  // NODE_ENV is left out: a value from the reader's shell would change what builds and tests do.
  const pathName =
    Object.keys(inherited).find(name => name.toUpperCase() === 'PATH') ??
    'PATH';
  return {
    ...inherited,
    [pathName]: [yarn.bin, path.dirname(node.binary), inherited[pathName]].join(
      path.delimiter,
    ),
  };
}

/**
 * Runs some work while no other command of this repository installs or builds: two at once
 * would write the same folders.
 */
export async function alone(screen, work) {
  let step;
  for (;;) {
    const lock = takeLock(inHome('install.lock'));
    if (!lock.holder) {
      step?.end();
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    step ??= screen.step(
      `Waiting for another command here to finish installing (process ${lock.holder.pid})`,
    );
    await sleep(500);
  }
}

/**
 * The toolchain, brought where it is not there yet.
 * `node` is the binary, `env` the environment for tools, and `yarn(...args)` the command and
 * arguments that run Yarn.
 */
export async function toolchain(screen) {
  return alone(screen, async () => {
    const node = await rightNode(screen);
    const yarn = await rightYarn(screen);
    const tools = {
      node: node.binary,
      major: node.major,
      env: environment(node, yarn),
      yarn: (...args) => [node.binary, [yarn.script, ...args]],
    };
    await ensurePackages(screen, tools);
    return tools;
  });
}
