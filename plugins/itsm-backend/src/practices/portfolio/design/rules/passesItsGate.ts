import { ConflictError } from '@backstage/errors';
import {
  gateBetween,
  gateRefusal,
  judgeGates,
} from '@callboard/plugin-itsm-common';
import type { Reaction } from '@callboard/plugin-itsm-node';
import type { DesignStore } from '../DesignStore';
import type { GateBook } from '../GateBook';
import { judgedOf } from '../judged';

/**
 * A service is brought in and run when the sections that its gate asks for are accepted as they are, with
 * their evidence: by whichever way it is moved, in the transaction that moves it. Whoever writes into a
 * section takes the same lock as whoever moves the service. What else a gate asks of the data is looked at
 * before.
 */
export function passesItsGate(
  known: () => { store: DesignStore; book: GateBook } | undefined,
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
      for (const { id, gate } of moved) {
        const service = services.get(id);
        if (!service) continue;
        const bodies = deps.book
          .last(gate, service.tier)
          .map(body => ({ ...body, checks: {} }));
        const faults = judgeGates(bodies, service.sections.map(judgedOf), {});
        if (faults.length > 0)
          throw new ConflictError(gateRefusal(gate, faults));
      }
    },
  };
}
