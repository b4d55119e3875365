import { InputError } from '@backstage/errors';
import type { RecordRule } from '@callboard/plugin-itsm-node';

const ORDER = [
  ['plannedStart', 'begins'],
  ['plannedLive', 'is live'],
  ['plannedRetire', 'is retired'],
] as const;

/** A service begins before it is live, and is live before it is retired. */
export const plansInOrder: RecordRule = ({ before, after }) => {
  const planned = ORDER.filter(([key]) => after[key] !== undefined);
  if (before && ORDER.every(([key]) => before[key] === after[key]))
    return undefined;
  for (const [i, [key, does]] of planned.entries()) {
    const [earlier, did] = planned[i - 1] ?? [];
    if (earlier && (after[earlier] as number) > (after[key] as number))
      throw new InputError(
        `${key}: must not be before it ${did}; choose a later day on which it ${does}`,
      );
  }
  return undefined;
};
