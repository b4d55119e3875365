import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StatusCategory } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiCloseCircleLine,
  RiHourglassLine,
  RiQuestionAnswerLine,
  RiToolsLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { plainState, waitsForRequester } from './plainState';
import type { Standing } from './plainState';
import { requestsTranslationRef } from './translation';

const LOOKS: Record<StatusCategory, { tone: Tone; icon: ReactElement }> = {
  draft: { tone: 'neutral', icon: <RiHourglassLine aria-hidden /> },
  open: { tone: 'info', icon: <RiToolsLine aria-hidden /> },
  waiting: { tone: 'warning', icon: <RiHourglassLine aria-hidden /> },
  resolved: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  closed: { tone: 'neutral', icon: <RiCheckLine aria-hidden /> },
  cancelled: { tone: 'neutral', icon: <RiCloseCircleLine aria-hidden /> },
};

/** How it stands in plain words, with a shape beside them. */
export function PlainStateChip(props: { standing: Standing }) {
  const { standing } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  const look = LOOKS[standing.statusCategory];
  if (waitsForRequester(standing)) {
    return (
      <Pill tone="danger" icon={<RiQuestionAnswerLine aria-hidden />}>
        {t('state.waitsForYou')}
      </Pill>
    );
  }
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {plainState(standing.status).label}
    </Pill>
  );
}

/** What happens next, as a sentence. */
export function useNextStep(): (standing: Standing) => string {
  const { t } = useTranslationRef(requestsTranslationRef);
  return standing =>
    waitsForRequester(standing)
      ? t('state.waitsForYouNext')
      : plainState(standing.status).next;
}
