import { runInChunks } from './runInChunks';
import type { Outcome } from './runInChunks';
import type { BulkItem, BulkSpec } from './types';

const rows = (count: number): BulkItem[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `id-${i}`,
    version: i,
    number: `INC-${i}`,
    title: '',
    status: 'new',
  }));
const deed = { patch: { assigneeRef: 'user:default/maria' } };

describe('changing many records', () => {
  it('sends a hundred a request, each with a key of its own', async () => {
    const sent: Array<{ ids: number; key: string }> = [];
    const send: BulkSpec['send'] = async (items, _, key) => {
      sent.push({ ids: items.length, key });
      return { items: items.map(({ id }) => ({ id, done: true })) };
    };
    const progress: number[] = [];
    const outcomes = await runInChunks({
      items: rows(250),
      deed,
      send,
      onProgress: so => progress.push(so.length),
      newKey: () => `key-${sent.length}`,
    });
    expect(sent).toEqual([
      { ids: 100, key: 'key-0' },
      { ids: 100, key: 'key-1' },
      { ids: 50, key: 'key-2' },
    ]);
    expect(progress).toEqual([100, 200, 250]);
    expect(outcomes.every(o => o.done)).toBe(true);
  });

  it('says of each record why it was not changed', async () => {
    const send: BulkSpec['send'] = async items => ({
      items: items.map(({ id }, i) =>
        i === 1
          ? { id, done: false, reason: 'It is closed.' }
          : { id, done: true },
      ),
    });
    const outcomes = await runInChunks({
      items: rows(3),
      deed,
      send,
      onProgress: () => {},
      newKey: () => 'k',
    });
    expect(outcomes.map(o => o.reason)).toEqual([
      undefined,
      'It is closed.',
      undefined,
    ]);
  });

  it('goes on after a request that failed as a whole', async () => {
    let asked = 0;
    const send: BulkSpec['send'] = async items => {
      asked += 1;
      if (asked === 1) throw new Error('The server is away.');
      return { items: items.map(({ id }) => ({ id, done: true })) };
    };
    const outcomes = await runInChunks({
      items: rows(101),
      deed,
      send,
      onProgress: () => {},
      newKey: () => 'k',
    });
    expect(outcomes.filter(o => !o.done)).toHaveLength(100);
    expect(outcomes[0].reason).toBe('The server is away.');
    expect(outcomes[100].done).toBe(true);
  });

  it('leaves out what was not sent when it is stopped', async () => {
    const controller = new AbortController();
    const send: BulkSpec['send'] = async items => {
      controller.abort();
      return { items: items.map(({ id }) => ({ id, done: true })) };
    };
    const outcomes: readonly Outcome<BulkItem>[] = await runInChunks({
      items: rows(150),
      deed,
      send,
      onProgress: () => {},
      signal: controller.signal,
      newKey: () => 'k',
    });
    expect(outcomes).toHaveLength(100);
  });
});
