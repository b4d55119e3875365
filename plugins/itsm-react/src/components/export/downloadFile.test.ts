/** @jest-environment node */
import { BrokenOffError, downloadFile } from './downloadFile';
import type { SaveTarget } from './saveTarget';

/** Keeps what comes in as text, as a disk would: only when all of it came. */
function aDisk() {
  const disk = {
    kept: undefined as string | undefined,
    discarded: false,
    target: {
      async keep(body) {
        disk.kept = await new Response(body).text();
      },
      async discard() {
        disk.discarded = true;
      },
    } as SaveTarget,
  };
  return disk;
}

/** A server that sends these parts, and then does what comes last. */
const sending =
  (parts: string[], end: (c: ReadableStreamDefaultController) => void) =>
  async () => {
    const left = [...parts];
    const body = new ReadableStream({
      pull(controller) {
        const part = left.shift();
        if (part === undefined) end(controller);
        else controller.enqueue(new TextEncoder().encode(part));
      },
    });
    return new Response(body, { headers: { 'x-rows': '2' } });
  };

describe('downloadFile', () => {
  it('keeps the file and says how much came in', async () => {
    const disk = aDisk();
    const told: number[] = [];
    const headers = await downloadFile({
      fetch: sending(['a,b\r\n', '1,2\r\n'], c => c.close()),
      url: 'http://x/export',
      target: disk.target,
      onBytes: bytes => told.push(bytes),
    });
    expect(disk).toMatchObject({ kept: 'a,b\r\n1,2\r\n', discarded: false });
    expect(told).toEqual([5, 10]);
    expect(headers.get('x-rows')).toBe('2');
  });

  it('keeps nothing of a file that breaks off, and says that it did', async () => {
    const disk = aDisk();
    const failed = downloadFile({
      fetch: sending(['a,b\r\n'], c => c.error(new TypeError('network error'))),
      url: 'http://x/export',
      target: disk.target,
    });
    await expect(failed).rejects.toEqual(new BrokenOffError(5));
    expect(disk).toMatchObject({ kept: undefined, discarded: true });
  });

  it('takes a server that cannot be reached for what it is', async () => {
    const disk = aDisk();
    const offline = new TypeError('Failed to fetch');
    const failed = downloadFile({
      fetch: async () => Promise.reject(offline),
      url: 'http://x/export',
      target: disk.target,
    });
    await expect(failed).rejects.toBe(offline);
    expect(disk.discarded).toBe(true);
  });

  it('hands on a refusal and what is wrong with the place', async () => {
    const disk = aDisk();
    const refusal = new Response('no', { status: 403 });
    await expect(
      downloadFile({
        fetch: async () => refusal,
        url: 'http://x/export',
        target: disk.target,
      }),
    ).rejects.toBe(refusal);
    const full = new DOMException('full', 'QuotaExceededError');
    await expect(
      downloadFile({
        fetch: sending(['a'], c => c.close()),
        url: 'http://x/export',
        target: { ...disk.target, keep: async () => Promise.reject(full) },
      }),
    ).rejects.toBe(full);
  });

  it('stops when it is given up', async () => {
    const disk = aDisk();
    const abort = new AbortController();
    const failed = downloadFile({
      fetch: sending(['a', 'b'], c => c.error(abort.signal.reason)),
      url: 'http://x/export',
      target: disk.target,
      signal: abort.signal,
      onBytes: () => abort.abort(),
    });
    await expect(failed).rejects.toHaveProperty('name', 'AbortError');
    expect(disk).toMatchObject({ kept: undefined, discarded: true });
  });
});
