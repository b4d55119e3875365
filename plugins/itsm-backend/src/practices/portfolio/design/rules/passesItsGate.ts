import { ConflictError } from '@backstage/errors';
import {
  gateBetween,
  gateRefusal,
  judgeGates,
} from '@callboard/plugin-itsm-common';
import type { Reaction } from '@callboard/plugin-itsm-node';
import type { DesignStore } from '../DesignStore';
import type { GateBook } from '../GateBook';
import type { GateKnowledge } from '../GateKnowledge';
import { judgedOf } from '../judged';

/**
 * A service is brought in and run when the sections that its gate asks for are accepted as they are, with
 * their evidence, and milestones, score and risks are as it asks: by whichever way it is moved, in the
 * transaction that moves it, so that nothing changes between the look and the move. Whoever writes into a
 * section or a plan takes the same lock as whoever moves the service; scores and risks are read as they
 * are then.
 *
 * Whether accepted sections rest on data that changed is no part of this: other practices tell of data over
 * connections of their own, and whoever moves a service asks them just before (`Gates.of`). What can happen in
 * between does no harm. Data change without the lock of the service, so one that changes before the move commits
 * cannot be told from one that changes as soon as it has: both times the service has moved, its package says
 * what is not what it was, and its gates that the section is to be accepted again. A section that somebody
 * accepts in between rests on what they were told at the same moment, and one that is written counts as changed
 * here.
 */
export function passesItsGate(
  known: () =>
    | { store: DesignStore; book: GateBook; knowledge: GateKnowledge }
    | undefined,
): Reaction {
  return {
    id: 'portfolio.passes-its-gate',
    kinds: ['record.transitioned'],
    async react(tx, entries) {
      const moved = entries.flatMap(({ subjectId, payload }) => {
        const gate = gateBetween(String(payload.from), String(payload.to));
        return gate ? [{ id: subjectId, gate }] : [];
      });
      const deps = known();
      if (moved.length === 0 || !deps) return;
      const services = await deps.store.ofGates(
        moved.map(({ id }) => id),
        tx,
      );
      const facts = await deps.knowledge.of([...services.values()], tx);
      for (const { id, gate } of moved) {
        const service = services.get(id);
        if (!service) continue;
        const faults = judgeGates(
          deps.book.last(gate, service.tier),
          service.sections.map(judgedOf),
          facts.get(id)!,
        );
        if (faults.length > 0)
          throw new ConflictError(gateRefusal(gate, faults));
      }
    },
  };
}
