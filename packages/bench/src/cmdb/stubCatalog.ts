import { createServer, type IncomingMessage } from 'http';
import type { AddressInfo } from 'net';
import type { Entity } from '@backstage/catalog-model';
import { entities as organisation } from '../backend/catalogModule';
import { entityOf } from './entityOf';
import { Landscape } from './landscape';

const MOST = 500;

/** The value at a path, and in the same place of another object. */
function pick(from: any, into: any, path: readonly string[]): void {
  const [key, ...rest] = path;
  if (from?.[key] === undefined) return;
  if (rest.length === 0) into[key] = from[key];
  else pick(from[key], (into[key] ??= {}), rest);
}

async function bodyOf(request: IncomingMessage): Promise<any> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/**
 * Answers as the catalog does, of a landscape and the organisation of the bench: pages, and entities
 * by reference. It has every entity as text, as the catalog has it in its table, and does with it
 * what the catalog does: reads it, picks the fields that are asked for and writes them. To find the
 * rows costs nothing here. Started by {@link startStubCatalog} in a process of its own.
 *
 * @param args - how many items; `ready` makes pages beforehand, so that they cost nothing at all
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
  const texts = places.map(place => JSON.stringify(entity(place)));
  const pageOf = (from: number, fields: readonly string[]): string =>
    JSON.stringify({
      items: texts.slice(from, from + MOST).map(text => {
        const whole = JSON.parse(text);
        if (fields.length === 0) return whole;
        const picked = {};
        for (const field of fields) pick(whole, picked, field.split('.'));
        return picked;
      }),
      totalItems: places.length,
      pageInfo:
        from + MOST < places.length ? { nextCursor: String(from + MOST) } : {},
    });
  const ready = args[1] === 'ready' ? new Map<string, string>() : undefined;

  const answer = async (request: IncomingMessage): Promise<string> => {
    const { pathname, searchParams } = new URL(request.url!, 'http://stub');
    if (pathname.endsWith('/entities/by-query')) {
      const from = Number(searchParams.get('cursor') ?? 0);
      const fields = searchParams.getAll('fields').flatMap(f => f.split(','));
      const key = `${from} ${fields}`;
      const page = ready?.get(key) ?? pageOf(from, fields);
      ready?.set(key, page);
      return page;
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
