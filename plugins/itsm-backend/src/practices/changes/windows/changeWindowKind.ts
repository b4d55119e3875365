import {
  CHANGE_WINDOW_KIND,
  windowBodySchema,
  windowFaults,
  type WindowBody,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionFault,
  type DefinitionKind,
  type ItsmKernel,
  type NamedRef,
} from '@callboard/plugin-itsm-node';

type Named = Pick<WindowBody['scope'], 'services' | 'items' | 'owners'>;

/** References in a window with their places. */
function namedIn(body: WindowBody): NamedRef[] {
  const within = (named: Named, ...path: string[]) =>
    (['services', 'items', 'owners'] as const).flatMap(list =>
      (named[list] ?? []).map((ref, i) => ({
        ref,
        path: [...path, list, i],
      })),
    );
  return [
    ...within(body.scope, 'scope'),
    ...within(body.scope.except ?? {}, 'scope', 'except'),
    ...(body.exceptionBy ?? []).map((ref, i) => ({
      ref,
      path: ['exceptionBy', i],
    })),
  ];
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
    about: () => [],
    async check(body, _, by) {
      const faults: DefinitionFault[] = windowFaults(body);
      const standing = kernel();
      if (faults.length > 0 || !standing) return faults;
      return catalogFaults(standing, namedIn(body), by);
    },
  };
}
