import { createServer, type IncomingMessage } from 'http';
import type { AddressInfo } from 'net';
import type { Entity } from '@backstage/catalog-model';
import { entities as organisation } from '../backend/catalogModule';
import { entityOf } from './entityOf';
import { Landscape } from './landscape';

const MOST = 500;

/** What the plugin asks a page for: whether something changed. */
function telltales({ kind, metadata }: Entity): object {
  const { namespace = 'default', name, etag } = metadata;
  return { kind, metadata: { namespace, name, etag } };
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/**
 * Answers as the catalog does, of a landscape and the organisation of the bench: pages, and entities
 * by reference. Pages of telltales are made beforehand: they cost the least that a catalog could.
 * Started by {@link startStubCatalog} in a process of its own.
 */
export async function main(args: readonly string[]): Promise<void> {
  const landscape = new Landscape(Number(args[0]));
  const people = organisation();
  const placeOf = new Map<string, number>();
  people.forEach(({ kind, metadata: { name } }, n) =>
    placeOf.set(`${kind.toLocaleLowerCase('en-US')}:default/${name}`, -1 - n),
  );
  for (let item = 0; item < landscape.size; item += 1)
    placeOf.set(landscape.refOf(item), item);
  const entity = (place: number): Entity =>
    place < 0
      ? {
          ...people[-1 - place],
          metadata: { ...people[-1 - place].metadata, etag: 'the-same' },
        }
      : entityOf(landscape, place);
  const places = [...placeOf.values()];
  const pageOf = (from: number, as: (e: Entity) => object): string =>
    JSON.stringify({
      items: places.slice(from, from + MOST).map(place => as(entity(place))),
      totalItems: places.length,
      pageInfo:
        from + MOST < places.length ? { nextCursor: String(from + MOST) } : {},
    });
  const pages = new Map<number, string>();
  for (let from = 0; from < places.length; from += MOST)
    pages.set(from, pageOf(from, telltales));

  const answer = async (request: IncomingMessage): Promise<string> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://stub');
    if (pathname.endsWith('/entities/by-query')) {
      const from = Number(searchParams.get('cursor') ?? 0);
      const whole = searchParams.toString().includes('spec');
      return whole ? pageOf(from, e => e) : pages.get(from)!;
    }
    if (pathname.endsWith('/entities/by-refs')) {
      const { entityRefs } = await bodyOf(request);
      return JSON.stringify({
        items: entityRefs.map((ref: string) => {
          const place = placeOf.get(ref);
          return place === undefined ? null : entity(place);
        }),
      });
    }
    const [, kind, namespace, name] =
      /\/entities\/by-name\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
    const place = placeOf.get(`${kind}:${namespace}/${name}`);
    if (place === undefined) throw new Error(`There is no ${pathname}`);
    return JSON.stringify(entity(place));
  };
  const server = createServer((request, response) => {
    answer(request).then(
      text => {
        response.setHeader('content-type', 'application/json');
        response.end(text);
      },
      error => {
        response.statusCode = 404;
        response.end(JSON.stringify({ error: { message: String(error) } }));
      },
    );
  });
  server.keepAliveTimeout = 60_000;
  process.once('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => {
    process.send!((server.address() as AddressInfo).port);
  });
}
