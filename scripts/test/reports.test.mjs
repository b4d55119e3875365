import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readJest, readPlaywright } from './reports.mjs';

describe("Jest's report", () => {
  const test = (status, fullName, ...failureMessages) => ({
    status,
    fullName,
    failureMessages,
  });

  it('counts tests, and a file that does not load as one failed test', () => {
    const counts = readJest({
      numPassedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            test('passed', 'one'),
            test('failed', 'two', '\u001b[31mexpected 1\u001b[39m\nreceived 2'),
            test('pending', 'three'),
          ],
        },
        {
          name: 'b.test.ts',
          status: 'failed',
          message: 'Cannot find module',
          assertionResults: [],
        },
      ],
    });
    assert.deepEqual(counts, {
      passed: 1,
      failed: 2,
      skipped: 2,
      failures: [
        { name: 'a.test.ts: two', lines: ['expected 1', 'received 2'] },
        { name: 'b.test.ts', lines: ['Cannot find module'] },
      ],
    });
  });
});

describe("Playwright's report", () => {
  it('counts tests, the second try of one, and errors outside a test', () => {
    const spec = (title, status, ...results) => ({
      title,
      file: 'a.test.ts',
      tests: [{ status, results }],
    });
    const counts = readPlaywright({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 2 },
      suites: [
        {
          specs: [spec('one', 'expected', {})],
          suites: [
            {
              specs: [
                spec('two', 'unexpected', { error: { message: 'no button' } }),
                spec('three', 'flaky', {}),
              ],
            },
          ],
        },
      ],
      errors: [{ message: 'the portal did not start' }],
    });
    assert.deepEqual(counts, {
      passed: 2,
      failed: 2,
      skipped: 2,
      failures: [
        { name: 'a.test.ts: two', lines: ['no button'] },
        { name: 'browser tests', lines: ['the portal did not start'] },
      ],
    });
  });
});
