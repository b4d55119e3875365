import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { FOLDER, groupsOf, writeTogether } from './together.mjs';

test('files of a folder stay next to each other, in groups of about the same size', () => {
  const files = ['a/1', 'a/2', 'a/3', 'b/1', 'b/2'];
  assert.deepEqual(
    groupsOf(files, () => false, 2),
    [['a/1', 'a/2'], ['a/3', 'b/1'], ['b/2']],
  );
});

test('every file is run once, those that have to by themselves', () => {
  const files = ['a', 'b', 'c'];
  assert.deepEqual(
    groupsOf(files, file => file === 'b', 12),
    [['b'], ['a', 'c']],
  );
});

test('what is written runs all tests of a package, and is taken away again', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'together-'));
  const put = (name, text) => {
    const file = path.join(folder, 'src', name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  };
  put('a/one.test.ts', '');
  put('b/two.test.tsx', '');
  put('b/mocks.test.ts', "jest.mock('../a/one');");
  put('b/none.ts', '');
  const remove = writeTogether(folder, { draws: true });
  const made = path.join(folder, 'src', FOLDER);
  const texts = fs
    .readdirSync(made)
    .map(name => fs.readFileSync(path.join(made, name), 'utf8'));
  const run = texts.map(text =>
    [...text.matchAll(/require\('\.\.\/(.*)'\)/g)].map(([, file]) => file),
  );
  assert.deepEqual(run, [
    ['b/mocks.test.ts'],
    ['a/one.test.ts', 'b/two.test.tsx'],
  ]);
  remove();
  assert.ok(!fs.existsSync(made));
  fs.rmSync(folder, { recursive: true });
});
