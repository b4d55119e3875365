import {
  CONTINUITY_GAPS,
  minutesWords,
  RECOVERY_RESULTS,
  type ContinuityGapKind,
  type RecoveryResult,
} from '@callboard/plugin-itsm-common';
import { Pill, type Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningFill,
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiTimeLine,
} from '@remixicon/react';

const WORST: readonly ContinuityGapKind[] = [
  'no-plan',
  'test-failed',
  'slower-than-agreed',
  'loses-more-than-agreed',
];
const STALE: readonly ContinuityGapKind[] = ['never-tested', 'test-too-old'];

/** What is missing, in a word and a shape. */
export function GapPill({ kind }: { kind: ContinuityGapKind }) {
  const { label, means } = CONTINUITY_GAPS.find(g => g.value === kind)!;
  const isWorst = WORST.includes(kind);
  const tone: Tone = isWorst ? 'danger' : 'warning';
  const otherIcon = STALE.includes(kind) ? (
    <RiTimeLine size={14} aria-hidden />
  ) : (
    <RiErrorWarningLine size={14} aria-hidden />
  );
  const icon = isWorst ? (
    <RiAlarmWarningFill size={14} aria-hidden />
  ) : (
    otherIcon
  );
  return (
    <Pill tone={tone} icon={icon} title={means}>
      {label}
    </Pill>
  );
}

/** How a test ended, in a word and a shape. */
export function ResultPill({ result }: { result: RecoveryResult }) {
  const { label } = RECOVERY_RESULTS.find(r => r.value === result)!;
  if (result === 'failed')
    return (
      <Pill tone="danger" icon={<RiCloseLine size={14} aria-hidden />}>
        {label}
      </Pill>
    );
  return (
    <Pill
      tone={result === 'passed' ? 'success' : 'info'}
      icon={<RiCheckLine size={14} aria-hidden />}
    >
      {label}
    </Pill>
  );
}

/** Minutes as people say them, or a dash. */
export const minutesOr = (minutes: number | undefined): string =>
  minutes === undefined ? '–' : minutesWords(minutes);
