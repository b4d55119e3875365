import {
  DEMAND_SCORE,
  DEMAND_SCORE_KEY,
  demandScoreDefinitionSchema,
  USUAL_DEMAND_WEIGHTS,
  type DemandScoreDefinition,
  type DemandWeights,
} from '@callboard/plugin-itsm-common';
import type {
  DefinitionKind,
  Definitions,
  DueHandler,
  DueWork,
  Projection,
} from '@callboard/plugin-itsm-node';
import type { DemandStore } from './DemandStore';

const KEEP = 'demand.keep-weights';

/** How needs are scored here. */
export const demandScoreKind: DefinitionKind<
  typeof demandScoreDefinitionSchema
> = {
  kind: DEMAND_SCORE,
  label: 'Score of demand',
  description:
    'How much value, cost, risk, fit and votes count when needs are ranked. There is one, under the key standard.',
  schema: demandScoreDefinitionSchema,
  titleOf: body => body.name,
  check: (_, key) =>
    key === DEMAND_SCORE_KEY
      ? []
      : [
          {
            path: [],
            message: `must have the key ${DEMAND_SCORE_KEY}: all needs are scored in one way, or their scores could not be compared`,
          },
        ],
};

/** The weights that hold now. */
export async function weightsNow(
  definitions: Pick<Definitions, 'find'>,
): Promise<{ name: string; weights: DemandWeights }> {
  const found = await definitions.find<DemandScoreDefinition>(
    DEMAND_SCORE,
    DEMAND_SCORE_KEY,
  );
  if (!found) return { name: 'As usual', weights: USUAL_DEMAND_WEIGHTS };
  const { name, weights, fullVotes } = found.body;
  return { name, weights: { ...weights, fullVotes } };
}

/** Sees that the weights in the database follow their definition. */
export function weightsFollowed(due: DueWork, now: () => number): Projection {
  return {
    id: 'demand-weights',
    title: 'How needs are weighed',
    kinds: ['definition.written', 'definition.removed'],
    // What was defined before is looked at when the backend starts.
    fromNow: true,
    async apply(tx, entries) {
      const items = entries
        .filter(({ subjectId }) => subjectId.startsWith(`${DEMAND_SCORE}/`))
        .map(entry => {
          const dueAt = Math.max(now(), Number(entry.payload.validFrom ?? 0));
          return { kind: KEEP, key: String(dueAt), dueAt };
        });
      if (items.length > 0) await due.schedule(items, tx);
    },
  };
}

/** Keeps the weights in the database when others hold. */
export function weightsHandler(deps: {
  store: DemandStore;
  definitions: Pick<Definitions, 'find' | 'history'>;
}): DueHandler {
  return {
    kind: KEEP,
    title: 'Ranks needs by the weights that hold now',
    async handle(_, context) {
      await deps.definitions.history(DEMAND_SCORE, { fresh: true });
      const { weights } = await weightsNow(deps.definitions);
      await context.finish(tx => deps.store.keepWeights(weights, tx));
    },
  };
}
