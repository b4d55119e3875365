import assert from 'node:assert/strict';
import test from 'node:test';
import { withInstants, withTimes } from './demoLog.mjs';

test('the demo log gets instants in place of minutes, and nothing else changes', () => {
  const now = Date.UTC(2026, 0, 2, 12, 0);
  const text = [
    'number,state,minutes_ago,opened_minutes_ago,title',
    '1,in-progress,60,1440,"Down, says 7,new,5,6, the log"',
  ].join('\n');
  assert.equal(
    withInstants(text, now),
    [
      'number,state,at,opened_at,title',
      '1,in-progress,2026-01-02T11:00:00.000Z,2026-01-01T12:00:00.000Z,"Down, says 7,new,5,6, the log"',
    ].join('\n'),
  );
});

test('the demo’s changes are planned from today on', () => {
  const now = Date.UTC(2026, 0, 2, 12, 30);
  assert.equal(
    withTimes('{-90m},{-1d 21:05},{+3d 02:00},{1}', now),
    '2026-01-02T11:00:00.000Z,2026-01-01T21:05:00.000Z,2026-01-05T02:00:00.000Z,{1}',
  );
});
