import {
  standardChangeBodySchema,
  type StandardChangeBody,
} from '@callboard/plugin-itsm-common';
import {
  catalogFaults,
  type DefinitionFault,
  type DefinitionKind,
  type KnownCatalog,
  type NamedRef,
} from '@callboard/plugin-itsm-node';

/** Every reference in a template, with its place. */
function referencesIn(body: StandardChangeBody): NamedRef[] {
  const { scope, tasks, groups, ownerRef } = body;
  const found: NamedRef[] = [
    ...scope.items.map((ref, i) => ({ path: ['scope', 'items', i], ref })),
    ...scope.owners.map((ref, i) => ({ path: ['scope', 'owners', i], ref })),
    ...groups.map((ref, i) => ({ path: ['groups', i], ref })),
  ];
  if (ownerRef) found.push({ path: ['ownerRef'], ref: ownerRef });
  tasks.forEach((task, i) => {
    for (const key of ['ownerRef', 'assigneeRef'] as const) {
      const ref = task[key];
      if (ref) found.push({ path: ['tasks', i, key], ref });
    }
  });
  return found;
}

/** Steps that are named twice, or wait for none that comes before them. */
function faultsInTasks(body: StandardChangeBody): DefinitionFault[] {
  const before = new Set<string>();
  return body.tasks.flatMap((task, i): DefinitionFault[] => {
    const faults = task.blockedBy.flatMap((key, j) =>
      before.has(key)
        ? []
        : [
            {
              path: ['tasks', i, 'blockedBy', j],
              message: `no step before this one has the key "${key}"`,
            },
          ],
    );
    if (task.key && before.has(task.key))
      faults.push({
        path: ['tasks', i, 'key'],
        message: `${task.key} is there twice`,
      });
    if (task.key) before.add(task.key);
    return faults;
  });
}

/**
 * Standard changes are definitions: a template that anybody can read, and that has versions.
 *
 * @param known - of a kernel that stands; before it does, nothing is written
 */
export function standardChangeKind(
  known: () => KnownCatalog | undefined,
): DefinitionKind<typeof standardChangeBodySchema> {
  return {
    kind: 'standard-change',
    label: 'Standard change',
    description:
      'Work that is done often and always in the same way: what is done, to what, and how it is taken back. Pre-approved after so many good runs.',
    schema: standardChangeBodySchema,
    titleOf: body => body.title,
    about: () => [],
    async check(body, _, by) {
      const standing = known();
      return [
        ...faultsInTasks(body),
        ...(standing
          ? await catalogFaults(standing, referencesIn(body), by)
          : []),
      ];
    },
  };
}
