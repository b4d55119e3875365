import type { NewsRule } from '@callboard/plugin-itsm-node';
import { FACTS } from '../followUps/kinds';

const SAYS: Record<string, { topic: string; words: string; advice: string }> = {
  [FACTS.began]: {
    topic: 'change.window-began',
    words: 'may be started now',
    advice: 'Its planned window begins.',
  },
  [FACTS.missed]: {
    topic: 'change.window-missed',
    words: 'was not done in its window',
    advice: 'Its planned window ended. Choose a new one, or cancel it.',
  },
  [FACTS.overrun]: {
    topic: 'change.window-overrun',
    words: 'takes longer than planned',
    advice:
      'Its planned window ended. Finish it, roll it back, or tell those who wait.',
  },
};

/** Who carries a change out hears when its window begins, and when it ends before the change does. */
export const windowNews: NewsRule = {
  id: 'changes.windows',
  kinds: Object.values(FACTS),
  news({ record, entry }) {
    const said = SAYS[entry.kind];
    return [
      {
        topic: said.topic,
        to: [record.assigneeRef ?? record.ownerRef],
        title: `${record.number} ${said.words}: ${record.title}`,
        description: said.advice,
        severity: entry.kind === FACTS.began ? 'normal' : 'high',
      },
    ];
  },
};
