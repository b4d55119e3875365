import assert from 'node:assert/strict';
import test from 'node:test';
import { changeHistory, incidentHistory } from './demoHistory.mjs';

const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 9, 14, 15, 20);

/** The rows of a CSV, by the names of its columns. No cell has a line break. */
function rowsOf(csv) {
  const [header, ...lines] = csv.trim().split('\n');
  const names = header.split(',');
  return lines.map(line => {
    const cells = line.match(/("([^"]|"")*"|[^,]*)(?=,|$),?/g) ?? [];
    return Object.fromEntries(
      names.map((name, i) => [name, (cells[i] ?? '').replace(/,$/, '')]),
    );
  });
}

/** Rows by record, as they stand. */
function byRecord(rows) {
  const lives = new Map();
  for (const row of rows)
    lives.set(row.number, [...(lives.get(row.number) ?? []), row]);
  return [...lives.values()];
}

for (const [name, history, most, over] of [
  ['incidents', incidentHistory, 400, ['closed', 'cancelled']],
  ['changes', changeHistory, 80, ['closed', 'rejected']],
]) {
  test(`the history of ${name} is the same one for the same day`, () => {
    assert.equal(history(NOW), history(NOW));
  });

  test(`the history of ${name} is small, of more than a year, and over`, () => {
    const lives = byRecord(rowsOf(history(NOW)));
    assert.ok(lives.length > most * 0.7 && lives.length <= most, lives.length);
    const first = Math.min(...lives.map(([row]) => Date.parse(row.opened_at)));
    assert.ok(NOW - first > 13 * 30 * DAY);
    for (const life of lives) {
      const last = life[life.length - 1];
      assert.ok(over.includes(last.state), `${last.number} is ${last.state}`);
      assert.ok(Date.parse(last.at) < NOW - DAY);
    }
  });

  test(`what happens to ${name} happens in order, after they began`, () => {
    for (const life of byRecord(rowsOf(history(NOW)))) {
      const times = life.map(row => Date.parse(row.at));
      assert.ok(times.every(Number.isInteger));
      assert.ok(times[0] >= Date.parse(life[0].opened_at));
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      assert.deepEqual(
        life.map(row => Number(row.step)),
        life.map((_, i) => i),
      );
    }
  });
}
