/**
 * `npm test`: everything that must hold. `npm test -- unit browser` runs only the named steps.
 * The last line is always `N passed, N failed, N skipped`; the exit code is 1 if any failed.
 */
import './lib/oldNode.mjs';
import { stopOnSignal } from './lib/exec.mjs';
import { asProblem, Problem, runMain } from './lib/problem.mjs';
import { createScreen, elapsed } from './lib/screen.mjs';
import { toolchain } from './lib/toolchain.mjs';
import { runInPool } from './test/pool.mjs';
import { crashed, notRun, steps } from './test/steps.mjs';

/** Two steps at a time: the machine this has to fit has two cores. */
const PLACES = 2;

/** For work inside a step, which has its own line on the screen already. */
const silent = { print() {}, step: () => ({ note() {}, end() {} }) };

/** What the last line says when not even the tools could be brought. */
const nothingRan = { passed: 0, failed: 1, skipped: 0 };

function chosenSteps(names) {
  const known = steps.map(step => step.id);
  const wrong = names.filter(name => !known.includes(name));
  if (wrong.length > 0) {
    throw new Problem(
      `There is no step "${wrong[0]}": choose among ${known.join(', ')}.`,
    );
  }
  if (names.length === 0) return steps;
  return steps.filter(
    step =>
      names.includes(step.id) ||
      steps.some(other => names.includes(other.id) && other.needs === step.id),
  );
}

function describe({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

await runMain(async () => {
  const began = Date.now();
  const chosen = chosenSteps(process.argv.slice(2));
  const screen = createScreen();
  stopOnSignal();
  let tools;
  try {
    tools = await toolchain(screen);
  } catch (error) {
    const problem = asProblem(error);
    for (const line of problem.lines) screen.print(`  | ${line}`);
    screen.print(`\n${problem.message}\n\n${describe(nothingRan)}`);
    process.exit(1);
  }

  const answers = await runInPool(chosen, PLACES, async (step, before) => {
    const needed = chosen.find(other => other.id === step.needs);
    if (before.get(needed?.id)?.failed) return notRun(step.title, needed.title);
    const line = screen.step(step.title);
    const counts = await step
      .run({ tools, step: line, silent })
      .catch(error => crashed(step.title, error));
    line.end(counts.failed === 0 ? '✓' : '✗', describe(counts));
    return counts;
  });

  for (const { name, lines } of answers.flatMap(answer => answer.failures)) {
    screen.print(`\n✗ ${name}`);
    for (const line of lines) screen.print(`    ${line}`);
  }

  const sum = key => answers.reduce((total, answer) => total + answer[key], 0);
  const total = {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
  };
  screen.print(`\nDone in ${elapsed(Date.now() - began)}.`);
  screen.print(describe(total));
  process.exit(total.failed === 0 ? 0 : 1);
});
