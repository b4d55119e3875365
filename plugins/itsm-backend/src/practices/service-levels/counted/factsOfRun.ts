import type { Facts } from '@callboard/plugin-itsm-node';
import { createHash } from 'crypto';
import type { RunRow } from '../attainment/runsOf';

/** Names of clocks and groups are longer than ids of facts may be. */
const short = (text: string, length: number) =>
  createHash('sha256').update(text).digest('hex').slice(0, length);

/** What tells a run from others. */
export type RunName = Pick<RunRow, 'recordId' | 'clockId' | 'run'>;

/** The id of the fact of a run. */
export const runFactId = ({ recordId, clockId, run }: RunName): string =>
  `${recordId} ${short(clockId, 24)} ${run}`;

/** The id of the fact of somebody who had time of a run. */
export const heldFactId = (
  { recordId, clockId, run }: RunName,
  holder: string,
): string => `${recordId} ${short(`${run} ${clockId} ${holder}`, 32)}`;

/** The parts of a run that facts are made of. */
export type CountedRun = Pick<
  RunRow,
  | 'recordId'
  | 'clockId'
  | 'run'
  | 'type'
  | 'metric'
  | 'agreementKey'
  | 'serviceRef'
  | 'teamRef'
  | 'state'
  | 'goal'
  | 'elapsed'
  | 'decidedAt'
  | 'kept'
  | 'heldBy'
>;

const dimensionsOf = (run: CountedRun) => ({
  serviceRef: run.serviceRef,
  agreement: run.agreementKey,
  metric: run.metric,
  type: run.type,
});

/** How a run counts. By how much one is missed is known when it has ended. */
export function factsOfRun(run: CountedRun, restricted: boolean): Facts {
  const { kept, state, elapsed, goal } = run;
  return {
    id: runFactId(run),
    recordId: run.recordId,
    stages: { decided: run.decidedAt },
    dimensions: { ...dimensionsOf(run), ownerRef: run.teamRef },
    ...(!kept && state === 'stopped' && { values: { overMs: elapsed - goal } }),
    marks: [kept ? 'kept' : 'breached'],
    ...(restricted && { restricted }),
  };
}

/** How those count who had the time of a run that was not kept. */
export function factsOfHolders(run: CountedRun, restricted: boolean): Facts[] {
  return [...run.heldBy].map(([holder, heldMs]) => ({
    id: heldFactId(run, holder),
    recordId: run.recordId,
    stages: { decided: run.decidedAt },
    dimensions: { ...dimensionsOf(run), ownerRef: holder || undefined },
    values: { heldMs },
    ...(restricted && { restricted }),
  }));
}
