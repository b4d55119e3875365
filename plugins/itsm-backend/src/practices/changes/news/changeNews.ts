import {
  EXPECTED_IMPACTS,
  instantWords,
  type ExpectedImpact,
} from '@callboard/plugin-itsm-common';
import {
  changeOf,
  type News,
  type NewsInput,
  type NewsRule,
} from '@callboard/plugin-itsm-node';
import { plannedWindowOf } from '../plannedWindow';

/** What is told, before it is said to whom. */
type Said = Pick<News, 'topic' | 'title' | 'description' | 'severity'>;

/** When it is planned, and what is to be expected meanwhile. */
function windowWords({ record }: NewsInput): string {
  const { plannedStart, plannedEnd } = plannedWindowOf(record);
  const impact = (record.expectedImpact ?? 'none') as ExpectedImpact;
  const expected = EXPECTED_IMPACTS.find(i => i.value === impact)?.label;
  const when =
    plannedStart !== undefined && plannedEnd !== undefined
      ? `From ${instantWords(plannedStart)} to ${instantWords(plannedEnd)}. `
      : '';
  return `${when}Expected impact: ${expected?.toLocaleLowerCase('en-US')}.`;
}

function scheduled(input: NewsInput): Said | undefined {
  const { record, entry } = input;
  if (entry.status !== 'scheduled') return undefined;
  const moved =
    changeOf(input, 'plannedStart') ?? changeOf(input, 'plannedEnd');
  const came = entry.kind === 'record.transitioned';
  if (!came && !moved) return undefined;
  return {
    topic: came ? 'change.scheduled' : 'change.rescheduled',
    title: `${record.number} is ${came ? 'scheduled' : 'rescheduled'}: ${
      record.title
    }`,
    description: windowWords(input),
    severity: 'normal',
  };
}

function started({ record, entry }: NewsInput): Said | undefined {
  if (entry.kind !== 'record.transitioned' || entry.status !== 'implement')
    return undefined;
  return {
    topic: 'change.started',
    title: `${record.number} is being carried out: ${record.title}`,
    severity: 'normal',
  };
}

const ENDS: Record<string, string> = {
  successful: 'is done',
  issues: 'is done, with issues',
  'rolled-back': 'was rolled back',
  failed: 'failed',
};

function finished({ record, entry }: NewsInput): Said | undefined {
  if (entry.kind !== 'record.transitioned' || entry.status !== 'review')
    return undefined;
  const outcome = String(record.outcome ?? 'successful');
  const failed = outcome === 'failed' || outcome === 'rolled-back';
  return {
    topic: failed ? 'change.failed' : 'change.finished',
    title: `${record.number} ${ENDS[outcome] ?? 'is done'}: ${record.title}`,
    description: String(record.outcomeNote ?? ''),
    severity: failed ? 'high' : 'normal',
  };
}

/**
 * Who asked for a change, watches it or follows its service hears when it is scheduled or moved, when
 * work on it begins, and how it ended; of one that went wrong its owner group hears too. Who may
 * not read it hears nothing.
 */
export const changeNews: NewsRule = {
  id: 'changes',
  kinds: ['record.changed', 'record.transitioned'],
  news(input) {
    const { record, participants, followers } = input;
    if (record.type !== 'change') return [];
    const said = scheduled(input) ?? started(input) ?? finished(input);
    if (!said) return [];
    const watchers = participants.filter(p => p.role === 'watcher');
    return [
      {
        ...said,
        to: [
          record.requesterRef,
          record.requestedForRef,
          record.assigneeRef,
          ...watchers.map(p => p.principalRef),
          ...followers,
          said.topic === 'change.failed' ? record.ownerRef : undefined,
        ],
      },
    ];
  },
};
