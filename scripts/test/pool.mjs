/**
 * Runs steps in their order, as many at once as there are places. A step says how many places it
 * takes, so that one with workers of its own does not share the processor, and may name one before it
 * that must have come to its end.
 */

/** Calls `work` for every step; resolves to the answers in the order of the steps. */
export async function runInPool(steps, places, work) {
  const answers = new Map();
  const waiting = [...steps];
  const running = new Set();
  const taken = () => [...running].reduce((sum, each) => sum + each.places, 0);
  const ready = ({ needs }) =>
    answers.has(needs) || !steps.some(step => step.id === needs);

  while (waiting.length > 0 || running.size > 0) {
    // Strictly in order: a large step that waits is not overtaken, or it would wait for ever.
    while (
      waiting.length > 0 &&
      ready(waiting[0]) &&
      (running.size === 0 || taken() + waiting[0].places <= places)
    ) {
      const step = waiting.shift();
      const entry = { places: step.places };
      entry.done = work(step, answers).then(answer => {
        answers.set(step.id, answer);
        running.delete(entry);
      });
      running.add(entry);
    }
    await Promise.race([...running].map(entry => entry.done));
  }
  return steps.map(step => answers.get(step.id));
}
