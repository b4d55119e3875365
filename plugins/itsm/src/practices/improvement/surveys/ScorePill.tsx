import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiEmotionHappyLine,
  RiEmotionNormalLine,
  RiEmotionUnhappyLine,
} from '@remixicon/react';
import { surveysTranslationRef } from './translation';

const LOOKS: readonly { tone: Tone; Icon: typeof RiEmotionHappyLine }[] = [
  { tone: 'danger', Icon: RiEmotionUnhappyLine },
  { tone: 'warning', Icon: RiEmotionUnhappyLine },
  { tone: 'neutral', Icon: RiEmotionNormalLine },
  { tone: 'success', Icon: RiEmotionHappyLine },
  { tone: 'success', Icon: RiEmotionHappyLine },
];

/** What somebody answered, in words. */
export function ScorePill({ score }: { score: number }) {
  const { t } = useTranslationRef(surveysTranslationRef);
  const { tone, Icon } = LOOKS[score - 1] ?? LOOKS[2];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden size={14} />}>
      {t(`score.${score as 1 | 2 | 3 | 4 | 5}`)}
    </Pill>
  );
}
