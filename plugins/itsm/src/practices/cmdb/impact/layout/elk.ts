import type { ELK, ElkNode } from 'elkjs/lib/elk-api';

/** A worker that says nothing for so long will not any more. */
const PATIENCE_MS = 15_000;

let worker: Promise<ELK> | undefined;

/** ELK in a thread of its own, so that a page never stands still while it thinks. */
async function elkInWorker(onError: (error: unknown) => void): Promise<ELK> {
  const { default: Elk } = await import('elkjs/lib/elk-api');
  return new Elk({
    workerFactory: () => {
      // The bundler looks for exactly this form, to build what the worker runs.
      const thread = new Worker(
        new URL('elkjs/lib/elk-worker.min.js', import.meta.url),
      );
      thread.addEventListener('error', onError);
      return thread;
    },
  });
}

/** ELK in this thread, for browsers that run no worker from here, and for tests. */
async function elkHere(): Promise<ELK> {
  const { default: Elk } = await import('elkjs/lib/elk.bundled.js');
  return new Elk();
}

async function layoutInWorker(graph: ElkNode): Promise<ElkNode> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
    timer = setTimeout(
      () => reject(new Error('The layout took too long')),
      PATIENCE_MS,
    );
  });
  worker ??= elkInWorker(error => fail(error));
  try {
    const elk = await worker;
    return await Promise.race([elk.layout(graph), failed]);
  } finally {
    clearTimeout(timer);
  }
}

let hasWorker = typeof Worker !== 'undefined';

/** Gives every node of a graph a place. Meant for some 150 nodes, not for thousands. */
export async function layoutGraph(graph: ElkNode): Promise<ElkNode> {
  if (hasWorker) {
    try {
      return await layoutInWorker(graph);
    } catch {
      // A policy of the portal may forbid workers; what is small enough to draw can be thought
      // about here.
      hasWorker = false;
    }
  }
  return (await elkHere()).layout(graph);
}
