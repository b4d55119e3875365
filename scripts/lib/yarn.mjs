/** Yarn, from npm into `.callboard/yarn`: the version that package.json names, and no other. */
import fs from 'node:fs';
import path from 'node:path';
import { fetchPackage } from './npm.mjs';
import { inHome, inRoot } from './paths.mjs';

const folder = inHome('yarn');
const installed = path.join(folder, 'node_modules', '@yarnpkg', 'cli-dist');

const readJson = file => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Yarn's script and the folder that has it as a command, fetched first where that is needed. */
export async function rightYarn(screen) {
  const { packageManager } = readJson(inRoot('package.json'));
  const version = packageManager.split('@').at(-1);
  const manifest = path.join(installed, 'package.json');
  if (!fs.existsSync(manifest) || readJson(manifest).version !== version) {
    await fetchPackage(
      screen,
      `Fetching Yarn ${version}`,
      'yarn',
      folder,
      `@yarnpkg/cli-dist@${version}`,
    );
  }
  return {
    script: path.join(installed, 'bin', 'yarn.js'),
    bin: path.join(folder, 'node_modules', '.bin'),
  };
}
