import { ConflictError } from '@backstage/errors';
import type { Reaction } from '@callboard/plugin-itsm-node';
import { isInScope } from './scope';
import type { StandardStore } from './StandardStore';
import type { Templates } from './Templates';

/**
 * What was approved beforehand is done to what its template goes for, and to nothing else: an item
 * outside cannot be named as affected, by whichever way, as long as the change is pre-approved.
 */
export function staysInScope(
  known: () => { store: StandardStore; templates: Templates } | undefined,
): Reaction {
  return {
    id: 'changes.stays-in-scope',
    kinds: ['link.added'],
    async react(tx, entries) {
      const named = entries.flatMap(({ subjectId, at, payload }) => {
        const link = payload.link as { kind: string; target?: string };
        return link.kind === 'affects' && link.target
          ? [{ id: subjectId, ref: link.target, at }]
          : [];
      });
      const deps = known();
      if (named.length === 0 || !deps) return;
      const { store, templates } = deps;
      const preApproved = await store.preApprovedAmong(tx, [
        ...new Set(named.map(n => n.id)),
      ]);
      if (preApproved.size === 0) return;
      const items = await store.items(
        named.map(n => n.ref),
        tx,
      );
      for (const { id, ref, at } of named) {
        const key = preApproved.get(id);
        const template = key ? templates.last.at(key, at) : undefined;
        const item = items.get(ref);
        if (!template || (item && isInScope(template.body.scope, item)))
          continue;
        throw new ConflictError(
          `affects: the change is pre-approved as "${template.body.title}", which is not for ${ref}; file a change of its own for it`,
        );
      }
    },
  };
}
