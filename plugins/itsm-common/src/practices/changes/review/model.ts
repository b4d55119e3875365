import type { ChangeType, ReviewReason } from '../model';

/** Share of changes that are reviewed though nothing speaks for it, unless configured otherwise. */
export const DEFAULT_REVIEW_SAMPLE = 0.1;

/** Kinds of answers that a question of a review takes. */
export const QUESTION_TYPES = ['text', 'yes-no', 'choice', 'scale'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/**
 * Whether a change is in the sample: told by its id alone, so that asking again gives the same, and nobody
 * can choose. Of many ids, that share is in it.
 *
 * @param share - 0 to 1
 */
export function isSampled(id: string, share: number): boolean {
  // FNV-1a, then mixed: its low bits alone are not even over ids that differ in few places.
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 0x1_0000_0000 < share;
}

/** What decides whether a review is needed. */
export interface ReviewFacts {
  id: string;
  changeType?: unknown;
  outcome?: unknown;
}

/**
 * Why a change that is finished must be reviewed; undefined if it need not be. What went wrong goes
 * before what was hurried, and that before chance.
 */
export function reviewReasonOf(
  change: ReviewFacts,
  share: number,
): ReviewReason | undefined {
  if (change.outcome === 'failed' || change.outcome === 'rolled-back')
    return 'failed';
  if (change.changeType === 'emergency') return 'emergency';
  return isSampled(change.id, share) ? 'sampled' : undefined;
}

/** A question of a review. */
export interface ReviewQuestion {
  key: string;
  question: string;
  help?: string;
  type: QuestionType;
  /** For `choice`. */
  choices?: readonly { value: string; label: string }[];
  required: boolean;
}

const common: readonly ReviewQuestion[] = [
  {
    key: 'goal-reached',
    question: 'Did the change achieve what it was for?',
    type: 'choice',
    choices: [
      { value: 'yes', label: 'Yes' },
      { value: 'partly', label: 'Partly' },
      { value: 'no', label: 'No' },
    ],
    required: true,
  },
  {
    key: 'as-planned',
    question: 'Did it go as planned, in time and in what was touched?',
    type: 'yes-no',
    required: true,
  },
  {
    key: 'surprises',
    question: 'What came as a surprise?',
    type: 'text',
    required: false,
  },
  {
    key: 'next-time',
    question: 'What will be done differently next time?',
    help: 'What somebody has to do for that, add as an action below.',
    type: 'text',
    required: true,
  },
];

/** Questions by type of change where no definition of the kind `review-questions` says otherwise. */
export const DEFAULT_REVIEW_QUESTIONS: Readonly<
  Record<ChangeType, readonly ReviewQuestion[]>
> = {
  normal: [
    ...common,
    {
      key: 'rollback',
      question: 'If it was rolled back, did the rollback plan work?',
      type: 'choice',
      choices: [
        { value: 'not-needed', label: 'It was not needed' },
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
      required: false,
    },
  ],
  standard: [
    ...common,
    {
      key: 'still-standard',
      question: 'Is the template still right, or must it be changed?',
      type: 'text',
      required: false,
    },
  ],
  emergency: [
    ...common,
    {
      key: 'really-emergency',
      question: 'Could it have waited for a normal approval?',
      type: 'yes-no',
      required: true,
    },
    {
      key: 'foresee',
      question: 'How can we see such an emergency coming?',
      type: 'text',
      required: false,
    },
  ],
};

/** An incident that a change may have caused. Instants are milliseconds since the epoch. */
export interface CauseCandidate {
  openedAt: number;
  /** Steps from an item that the change was done to; 0 for the item itself. */
  distance: number;
}

/** When the work of a change was done; without an end while it goes on. */
export interface WorkSpan {
  start: number;
  end?: number;
}

/** So long after the work an incident is no longer proposed. */
export const CAUSE_WINDOW_MS = 72 * 3_600_000;
const HALF_TIME_MS = 6 * 3_600_000;

/**
 * How likely it is that a change caused an incident, 0 to 100: half for how soon after the beginning of
 * the work it was opened, half for how near. Each hop halves the nearness, every six hours the soonness.
 * What was opened before the work began, or more than three days after its end, was not caused by it:
 * undefined.
 */
export function causeScore(
  candidate: CauseCandidate,
  work: WorkSpan,
): number | undefined {
  const { openedAt, distance } = candidate;
  const last = work.end === undefined ? Infinity : work.end + CAUSE_WINDOW_MS;
  if (openedAt < work.start || openedAt > last) return undefined;
  const soon = 0.5 ** ((openedAt - work.start) / HALF_TIME_MS);
  const near = 0.5 ** distance;
  return Math.round(50 * soon + 50 * near);
}
