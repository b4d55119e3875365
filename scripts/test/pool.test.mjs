import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'node:test';
import { runInPool } from './pool.mjs';

describe('steps in a pool', () => {
  it('run as many at once as there are places, and a large one alone', async () => {
    const events = [];
    const steps = [
      { id: 'a', places: 1, ms: 30 },
      { id: 'b', places: 1, ms: 10 },
      { id: 'large', places: 2, ms: 10 },
      { id: 'c', places: 1, ms: 1 },
    ];
    const answers = await runInPool(steps, 2, async step => {
      events.push(`+${step.id}`);
      await sleep(step.ms);
      events.push(`-${step.id}`);
      return step.id;
    });
    assert.deepEqual(answers, ['a', 'b', 'large', 'c']);
    assert.deepEqual(events.slice(0, 2), ['+a', '+b']);
    assert.deepEqual(events.slice(4), ['+large', '-large', '+c', '-c']);
  });

  it('wait for the one they need, if it is among them', async () => {
    const events = [];
    const steps = [
      { id: 'slow', places: 1, ms: 20 },
      { id: 'quick', places: 1, ms: 1 },
      { id: 'after', places: 1, ms: 1, needs: 'slow' },
      { id: 'free', places: 1, ms: 1, needs: 'absent' },
    ];
    await runInPool(steps, 2, async step => {
      events.push(`+${step.id}`);
      await sleep(step.ms);
      events.push(`-${step.id}`);
    });
    assert.ok(events.indexOf('-slow') < events.indexOf('+after'));
    assert.equal(events.filter(event => event.startsWith('-')).length, 4);
  });

  it('see the answers of those before them', async () => {
    const steps = [
      { id: 'a', places: 2 },
      { id: 'b', places: 2 },
    ];
    const answers = await runInPool(steps, 2, async (step, before) =>
      step.id === 'a' ? 1 : before.get('a') + 1,
    );
    assert.deepEqual(answers, [1, 2]);
  });
});
