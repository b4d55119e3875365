import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { holderOf, takeLock } from './lock.mjs';

describe('a lock', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'callboard-lock-'));
  const file = path.join(folder, 'deeper', 'a.lock');
  beforeEach(() => {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(file, { force: true });
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  it('tells the second who the first is', () => {
    const first = takeLock(file, { address: 'http://localhost:7007' });
    const { holder } = takeLock(file);
    assert.equal(holder.pid, process.pid);
    assert.equal(holder.address, 'http://localhost:7007');
    first.release();
    assert.equal(takeLock(file).holder, undefined);
  });

  it('of a dead process does not count', () => {
    fs.writeFileSync(file, JSON.stringify({ pid: 2 ** 22 + 1, birth: '1' }));
    assert.equal(takeLock(file).holder, undefined);
  });

  it('of an earlier process with the same number does not count', () => {
    fs.writeFileSync(
      file,
      JSON.stringify({ pid: process.pid, birth: 'another time' }),
    );
    assert.equal(holderOf(file), undefined);
  });

  it('that cannot be read does not count', () => {
    fs.writeFileSync(file, '{ "pid":');
    assert.equal(takeLock(file).holder, undefined);
  });
});
