import {
  kpiWords,
  targetWords,
  windowWords,
  type InitiativeDirection,
  type KpiUnit,
  type MeasureEvery,
} from '@callboard/plugin-itsm-common';
import type { News, NewsInput, NewsRule } from '@callboard/plugin-itsm-node';
import { INITIATIVE_NOTES, INITIATIVE_TYPE } from './kinds';

type Said = Pick<News, 'topic' | 'title' | 'description' | 'severity'>;

/** What was measured and what was wanted, in a sentence. */
function numbers({ record }: NewsInput): string {
  const { currentValue, currentFrom, target, kpiUnit, direction } = record;
  if (currentValue === undefined || target === undefined) return '';
  const unit = (kpiUnit ?? 'number') as KpiUnit;
  const when = windowWords(
    Number(currentFrom),
    (record.measureEvery ?? 'month') as MeasureEvery,
  );
  return `It was ${kpiWords(
    Number(currentValue),
    unit,
  )} in ${when}; the target is ${targetWords(
    Number(target),
    direction as InitiativeDirection,
    unit,
  )}.`;
}

function moved(input: NewsInput): Said | undefined {
  const { record, entry } = input;
  const { transition } = entry.payload;
  const says = (what: string, topic: string, more: Partial<Said> = {}) => ({
    topic,
    title: `${record.number} ${what}: ${record.title}`,
    description: numbers(input),
    severity: 'normal' as const,
    ...more,
  });
  switch (transition) {
    case 'achieve':
      return says('reached its target', 'initiative.achieved');
    case 'reopen':
      return says('slipped and is taken up again', 'initiative.slipped', {
        severity: 'high',
      });
    case 'close':
      return says('held its target and is closed', 'initiative.closed');
    default:
      return undefined;
  }
}

function noted(input: NewsInput): Said | undefined {
  const { record, entry } = input;
  switch (entry.kind) {
    case INITIATIVE_NOTES.failed:
      return {
        topic: 'initiative.measure-failed',
        title: `${record.number} could not be measured: ${record.title}`,
        description:
          'Its KPI cannot be asked any more. Its page says why; choose another one, or put it right.',
        severity: 'high',
      };
    case INITIATIVE_NOTES.overdue:
      return {
        topic: 'initiative.due',
        title: `${record.number} was to be achieved by now: ${record.title}`,
        description: numbers(input),
        severity: 'high',
      };
    case INITIATIVE_NOTES.measured:
      if (entry.payload.verdict !== 'met' || record.status !== 'implement')
        return undefined;
      return {
        topic: 'initiative.target-met',
        title: `${record.number} meets its target: ${record.title}`,
        description: `${numbers(
          input,
        )} If what was planned is done, say that the target is reached.`,
        severity: 'normal',
      };
    default:
      return undefined;
  }
}

/**
 * Who owns an initiative, asked for it or watches it hears when it reached its target, slipped, or closed;
 * who works on it when the target is met, the day has passed, or it cannot be measured.
 */
export const initiativeNews: NewsRule = {
  id: 'improvement.initiatives',
  kinds: ['record.transitioned', ...Object.values(INITIATIVE_NOTES)],
  news(input) {
    const { record, participants } = input;
    if (record.type !== INITIATIVE_TYPE) return [];
    const said = moved(input);
    const worker = record.assigneeRef ?? record.ownerRef;
    if (said)
      return [
        {
          ...said,
          to: [
            worker,
            record.ownerRef,
            record.requesterRef,
            record.requestedForRef,
            ...participants
              .filter(p => p.role === 'watcher')
              .map(p => p.principalRef),
          ],
        },
      ];
    const note = noted(input);
    return note ? [{ ...note, to: [worker] }] : [];
  },
};
