import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { windowWords } from '@callboard/plugin-itsm-common';
import type {
  InitiativeSummary,
  TargetVerdict,
} from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiCloseLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { choiceLabel } from '../fields';
import { registerTranslationRef } from '../translation';

const LOOKS = {
  met: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  'not-met': { tone: 'warning', icon: <RiCloseLine aria-hidden /> },
  'too-few': { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
  'no-value': { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
  failed: { tone: 'danger', icon: <RiErrorWarningLine aria-hidden /> },
} as const;

/** What a window says about the target. */
export function VerdictOf(props: { verdict?: TargetVerdict; title?: string }) {
  const { verdict, title } = props;
  if (!verdict) return null;
  const { tone, icon } = LOOKS[verdict];
  return (
    <Pill tone={tone} icon={icon} title={title}>
      {choiceLabel('verdict', verdict)}
    </Pill>
  );
}

/** What was measured last says about an initiative's target, with its window for whoever points at it. */
export function VerdictNow(props: {
  initiative: Pick<
    InitiativeSummary,
    'verdict' | 'currentFrom' | 'measureEvery'
  >;
}) {
  const { verdict, currentFrom, measureEvery = 'month' } = props.initiative;
  const { t } = useTranslationRef(registerTranslationRef);
  const title =
    verdict && currentFrom
      ? t('words.verdictWhen', {
          verdict: choiceLabel('verdict', verdict),
          when: windowWords(Date.parse(currentFrom), measureEvery),
        })
      : undefined;
  return <VerdictOf verdict={verdict} title={title} />;
}
