/** The packages of this repository, read from their package.json files. */
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** Every workspace: its folder and its manifest, in a stable order. */
export function workspaces() {
  return ['packages', 'plugins']
    .filter(parent => fs.existsSync(inRoot(parent)))
    .flatMap(parent =>
      fs
        .readdirSync(inRoot(parent))
        .sort()
        .map(name => inRoot(parent, name)),
    )
    .filter(folder => fs.existsSync(path.join(folder, 'package.json')))
    .map(folder => ({
      folder,
      manifest: JSON.parse(
        fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
      ),
    }));
}

/** A workspace and all workspaces it depends on, directly or through others. */
export function withDependencies(name, all = workspaces()) {
  const found = new Map();
  const visit = wanted => {
    const workspace = all.find(each => each.manifest.name === wanted);
    if (!workspace || found.has(wanted)) return;
    found.set(wanted, workspace);
    Object.keys(workspace.manifest.dependencies ?? {}).forEach(visit);
  };
  visit(name);
  return [...found.values()];
}
