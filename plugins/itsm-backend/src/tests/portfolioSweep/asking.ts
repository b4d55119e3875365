import type { As, RunningItsm } from '../../testing/startItsm';

/** A route as the running plugin describes it. */
export interface SweptRoute {
  name: string;
  method: string;
  /** Below `/api/itsm`, with `{parameters}`. */
  path: string;
  /** Names of what its query must say, and of all that it may. */
  needs: string[];
  may: string[];
  /** Whether it answers a file. */
  isFile: boolean;
}

/** What stands in the place of parameters, by their name; `id` depends on the path. */
export type Places = (route: SweptRoute) => Record<string, string[]>;

/** All routes, as the contract of the running plugin tells them. */
export async function routesOf(itsm: RunningItsm): Promise<SweptRoute[]> {
  const { body } = await itsm.anonymous.get('/openapi.json');
  return Object.entries<Record<string, any>>(body.paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, told]) => {
        const asked = (told.parameters ?? []).filter(
          (p: any) => p.in === 'query',
        );
        return {
          name: told.operationId,
          method,
          path,
          needs: asked.filter((p: any) => p.required).map((p: any) => p.name),
          may: asked.map((p: any) => p.name),
          isFile: JSON.stringify(told.responses).includes('text/csv'),
        };
      }),
  );
}

export const isOfPortfolio = ({ path }: SweptRoute) =>
  path.startsWith('/portfolio/');

/**
 * The addresses of a route: one for each thing that its parameters can be, and each query. None where
 * nobody says what a parameter is.
 */
export function addressesOf(
  route: SweptRoute,
  places: Places,
  queries: Readonly<Record<string, readonly string[]>>,
): string[] | undefined {
  const known = places(route);
  let addresses = [''];
  for (const part of route.path.split('/').slice(1)) {
    const parameter = /^\{(\w+)\}$/.exec(part)?.[1];
    const values = parameter === undefined ? [part] : known[parameter];
    if (!values) return undefined;
    addresses = addresses.flatMap(before =>
      values.map(value => `${before}/${value}`),
    );
  }
  const asked = queries[route.name] ?? (route.needs.length > 0 ? [] : ['']);
  if (asked.length === 0) return undefined;
  return addresses.flatMap(address => asked.map(query => address + query));
}

const TIMES =
  /^(updatedAt|checkedAt|countedUntil|seenAt|until|at|to|elapsed|working|asOf|computedAt|lookedAt|now|canLook|ageSeconds)$/;

/** An answer without instants, nor the order that follows from them: they tell that something happened, not what. */
function withoutTimes(body: unknown): string {
  return JSON.stringify(body, (key, value) => {
    if (TIMES.test(key)) return undefined;
    if (/Cursor$/.test(key)) return 'there';
    if (Array.isArray(value))
      return value.every(v => v?.id)
        ? [...value].sort((a, b) => (a.id < b.id ? -1 : 1))
        : value;
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(
          Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value;
  });
}

/** What somebody was told. */
export interface Told {
  status: number;
  text: string;
  /** What does not change by itself. */
  still: string;
}

const AT_ONCE = 8;

/** Asks for all of it. */
export async function askAll(
  as: As,
  addresses: readonly string[],
): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  for (let i = 0; i < addresses.length; i += AT_ONCE)
    await Promise.all(
      addresses.slice(i, i + AT_ONCE).map(async address => {
        const { status, text, body, type } = await as.get(address);
        const still = /json$/.test(type)
          ? withoutTimes(body)
          : text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
        told.set(address, { status, text, still: `${status} ${still}` });
      }),
    );
  return told;
}
