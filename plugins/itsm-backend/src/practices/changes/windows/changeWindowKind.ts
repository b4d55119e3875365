import {
  CHANGE_WINDOW_KIND,
  windowBodySchema,
  windowFaults,
  type WindowBody,
} from '@callboard/plugin-itsm-common';
import {
  SYSTEM_CALLER,
  type DefinitionFault,
  type DefinitionKind,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { WindowStore } from './WindowStore';

type Named = Pick<WindowBody['scope'], 'services' | 'items' | 'owners'>;

/** References in a window with their places. */
function namedIn(body: WindowBody): { ref: string; path: string[] }[] {
  const within = (named: Named, ...path: string[]) =>
    (['services', 'items', 'owners'] as const).flatMap(list =>
      (named[list] ?? []).map((ref, i) => ({
        ref,
        path: [...path, list, `${i}`],
      })),
    );
  return [
    ...within(body.scope, 'scope'),
    ...within(body.scope.except ?? {}, 'scope', 'except'),
    ...(body.exceptionBy ?? []).map((ref, i) => ({
      ref,
      path: ['exceptionBy', `${i}`],
    })),
  ];
}

/** What is named and is not in the catalog. */
async function unknownIn(
  kernel: ItsmKernel,
  body: WindowBody,
): Promise<DefinitionFault[]> {
  const named = namedIn(body);
  const known = await kernel.catalog.describe(named.map(({ ref }) => ref));
  const missing = named.filter(({ ref }) => known[ref]?.dangling !== false);
  // At the first start files are read before the catalog is.
  if (
    missing.length === 0 ||
    !(await new WindowStore(kernel.database).knowsTheCatalog())
  )
    return [];
  const faults = await Promise.all(
    missing.map(async ({ ref, path }) => {
      try {
        // What the copy has not seen yet may be there all the same.
        await kernel.requireEntity(SYSTEM_CALLER, ref, path.join('.'));
        return [];
      } catch (error) {
        if ((error as Error).name !== 'InputError') throw error;
        return [
          {
            path: path.map(part => (/^\d+$/.test(part) ? Number(part) : part)),
            message: `${path.join(
              '.',
            )}: there is no ${ref} in the catalog; name one that is there`,
          },
        ];
      }
    }),
  );
  return faults.flat();
}

/**
 * Freezes and maintenance windows. What they name must be in the catalog when they are written; what
 * leaves it later is no fault, and is in no scope any more.
 *
 * @param kernel - the kernel once it stands; before it does, nothing is written
 */
export function changeWindowKind(
  kernel: () => ItsmKernel | undefined,
): DefinitionKind<typeof windowBodySchema> {
  return {
    kind: CHANGE_WINDOW_KIND,
    label: 'Change window',
    description:
      'A freeze, in which changes need an exception, or a maintenance window, in which services may be degraded or down. Once or by a recurrence rule.',
    schema: windowBodySchema,
    titleOf: body => body.title,
    async check(body) {
      const faults: DefinitionFault[] = windowFaults(body);
      const standing = kernel();
      if (faults.length > 0 || !standing) return faults;
      return unknownIn(standing, body);
    },
  };
}
