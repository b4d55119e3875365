import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Judged, Verdict } from '@callboard/plugin-itsm-common';
import {
  RiArrowRightDownLine,
  RiArrowRightLine,
  RiArrowRightUpLine,
  RiMoreLine,
} from '@remixicon/react';
import { Pill } from '../Pill';
import type { Tone } from '../Pill';
import { chartsTranslationRef } from './translation';

const TONES: Record<Verdict, Tone> = {
  better: 'success',
  worse: 'danger',
  changed: 'info',
  noise: 'neutral',
  'too-little': 'neutral',
};

/** Which way it went; a number as usual goes straight on. */
function Shape({ verdict, signal }: Judged) {
  if (verdict === 'too-little') return <RiMoreLine size={14} aria-hidden />;
  if (!signal) return <RiArrowRightLine size={14} aria-hidden />;
  return signal.side === 'above' ? (
    <RiArrowRightUpLine size={14} aria-hidden />
  ) : (
    <RiArrowRightDownLine size={14} aria-hidden />
  );
}

/** Whether a number got better, in a word and a shape; why, on hover. */
export function VerdictPill(props: { judged: Judged }) {
  const { judged } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  return (
    <Pill
      tone={TONES[judged.verdict]}
      icon={<Shape {...judged} />}
      title={useVerdictWords()(judged)}
    >
      {t(`verdict.${judged.verdict}`)}
    </Pill>
  );
}

/** Why a verdict is what it is, as a sentence. */
export function useVerdictWords(): (judged: Judged) => string {
  const { t } = useTranslationRef(chartsTranslationRef);
  return ({ verdict, signal }) => {
    if (signal) return signal.words;
    return t(
      verdict === 'too-little' ? 'verdictHint.too-little' : 'verdictHint.noise',
    );
  };
}
