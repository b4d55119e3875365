import { fork } from 'child_process';
import type { Entity } from '@backstage/catalog-model';
import { inBench } from '../folder';

/** A process that answers as the catalog of a landscape does. */
export interface StubCatalog {
  /** Base URL, as discovery would give it. */
  url: string;
  stop(): Promise<void>;
}

/** What a reading of the catalog needs of its client. */
export interface PlainCatalog {
  streamEntities(request?: { fields?: string[] }): AsyncIterable<Entity[]>;
  getEntitiesByRefs(request: {
    entityRefs: string[];
    fields?: string[];
  }): Promise<{ items: (Entity | undefined)[] }>;
}

/**
 * Starts the catalog of a landscape of that many items in a process of its own.
 *
 * @param pages - `ready` once they were asked for: they cost nothing then
 */
export async function startStubCatalog(
  items: number,
  pages: 'made' | 'ready' = 'made',
): Promise<StubCatalog> {
  const child = fork(inBench('stub-catalog.cjs'), [String(items), pages]);
  const exited = new Promise<void>(done => {
    child.once('exit', () => done());
  });
  const port = await new Promise<unknown>((done, failed) => {
    // What runs the sources sends messages of its own.
    child.on('message', message => {
      if (typeof message === 'number') done(message);
    });
    child.once('exit', () => failed(new Error('The stub catalog ended')));
  });
  return {
    url: `http://127.0.0.1:${port}/api/catalog`,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The requests that Backstage's client sends, and nothing on top. */
export function plainCatalog(url: string): PlainCatalog {
  return {
    async *streamEntities({ fields = [] } = {}) {
      let cursor: string | undefined;
      do {
        const query = new URLSearchParams({ limit: '500' });
        if (fields.length > 0) query.set('fields', fields.join(','));
        if (cursor !== undefined) query.set('cursor', cursor);
        const response = await fetch(`${url}/entities/by-query?${query}`);
        const { items, pageInfo } = (await response.json()) as any;
        yield items;
        cursor = pageInfo.nextCursor;
      } while (cursor !== undefined);
    },
    async getEntitiesByRefs(request) {
      const response = await fetch(`${url}/entities/by-refs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      const { items } = (await response.json()) as any;
      return { items: items.map((item: Entity | null) => item ?? undefined) };
    },
  };
}
