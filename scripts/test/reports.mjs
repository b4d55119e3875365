/** Reads the reports of the test runners into counts and a list of failures. */
import { uncoloured } from '../lib/exec.mjs';
import { shown } from '../lib/paths.mjs';

/** As much of a message as says what went wrong. */
const MESSAGE_LINES = 18;

function short(message = '') {
  return uncoloured(message).trim().split('\n').slice(0, MESSAGE_LINES);
}

/** Jest's `--json` report. A file that cannot even be loaded counts as one failed test. */
export function readJest(report) {
  const failures = [];
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter(
      test => test.status === 'failed',
    );
    for (const test of failed) {
      failures.push({
        name: `${shown(file.name)}: ${test.fullName}`,
        lines: short(test.failureMessages[0]),
      });
    }
    if (file.status === 'failed' && failed.length === 0) {
      failures.push({ name: shown(file.name), lines: short(file.message) });
    }
  }
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

function* specsOf(suite) {
  yield* suite.specs ?? [];
  for (const inner of suite.suites ?? []) yield* specsOf(inner);
}

/** Playwright's JSON report. An error outside a test (the portal did not start) counts as one failed test. */
export function readPlaywright(report) {
  const failures = [];
  for (const spec of report.suites.flatMap(suite => [...specsOf(suite)])) {
    for (const test of spec.tests.filter(
      each => each.status === 'unexpected',
    )) {
      const error = test.results.at(-1)?.error;
      failures.push({
        name: `${spec.file}: ${spec.title}`,
        lines: short(error?.message),
      });
    }
  }
  for (const error of report.errors ?? []) {
    failures.push({ name: 'browser tests', lines: short(error.message) });
  }
  const { expected, flaky, skipped } = report.stats;
  return {
    // A test that passed on the second try has passed; Playwright's own report names it.
    passed: expected + flaky,
    failed: failures.length,
    skipped,
    failures,
  };
}
