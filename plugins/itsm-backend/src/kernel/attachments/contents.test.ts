import { createHash, randomBytes } from 'crypto';
import type { Caller } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { inPieces } from './DatabaseStorage';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const sha256 = (bytes: Buffer) =>
  createHash('sha256').update(bytes).digest('hex');

async function* stream(bytes: Buffer, chunk = 10_000) {
  for (let at = 0; at < bytes.length; at += chunk)
    yield bytes.subarray(at, at + chunk);
}

describe('a content', () => {
  it('is cut into pieces of one size, whatever size it comes in', async () => {
    const bytes = randomBytes(1000);
    for (const [chunk, size] of [
      [1, 7],
      [999, 10],
      [1000, 1000],
      [300, 2000],
    ]) {
      const pieces: Buffer[] = [];
      for await (const piece of inPieces(stream(bytes, chunk), size))
        pieces.push(piece);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
      expect(pieces.slice(0, -1).every(p => p.length === size)).toBe(true);
    }
  });
});

describe.each(databases.eachSupportedId())('contents on %s', databaseId => {
  let kernel: KernelParts;
  const clock = new FixedClock();
  const maria: Caller = user('maria', ['payments']);
  beforeAll(async () => {
    kernel = await kernelOnDatabase(await databases.init(databaseId), {
      clock,
    });
  });

  it('sweep what no command came for, and nothing else', async () => {
    const { record } = await kernel.records.changeRecord(maria, {
      create: 'incident',
      set: {
        title: 'Checkout is down',
        serviceRef: 'component:default/checkout',
      },
    });
    const knex = kernel.database;
    const content = { seq: 0, bytes: PNG };
    const file = (contentId: string) => ({
      contentId,
      name: 'shot.png',
      audience: 'internal' as const,
      mediaType: 'image/png',
      size: PNG.length,
      sha256: sha256(PNG),
    });
    for (const id of ['taken', 'old', 'late', 'fresh']) {
      if (id === 'fresh') clock.pass(3 * 3_600_000);
      await knex('attachment_leftovers').insert({
        content_id: id,
        since: clock.now(),
      });
      await knex('attachment_chunks').insert({ content_id: id, ...content });
      if (id === 'taken')
        await kernel.records.changeRecord(maria, {
          id: record.id,
          attach: file('taken'),
        });
    }
    // What is left over is no attachment any more, even before it is swept.
    await expect(
      kernel.records.changeRecord(maria, {
        id: record.id,
        attach: file('late'),
      }),
    ).rejects.toThrow(/not kept any more; send it again/);
    expect(await kernel.attachments.sweep()).toBe(2);
    expect(
      await knex('attachment_chunks').orderBy('content_id').pluck('content_id'),
    ).toEqual(['fresh', 'taken']);
    expect(await kernel.attachments.sweep()).toBe(0);
  });
});
