import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StandardChangeSummary } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiArchiveLine,
  RiArrowDownCircleLine,
  RiSeedlingLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { standardTranslationRef } from './translation';

const LOOKS = {
  proving: { tone: 'info', icon: <RiSeedlingLine aria-hidden /> },
  'pre-approved': { tone: 'success', icon: <RiShieldCheckLine aria-hidden /> },
  demoted: { tone: 'danger', icon: <RiArrowDownCircleLine aria-hidden /> },
  removed: { tone: 'neutral', icon: <RiArchiveLine aria-hidden /> },
} as const satisfies Record<string, { tone: Tone; icon: ReactElement }>;

type Standing = Pick<
  StandardChangeSummary,
  'state' | 'removed' | 'goodInARow' | 'promoteAfter'
>;

/** How far a standard change is trusted, with what comes next for it. */
export function useStandingWords(): (standing: Standing) => string {
  const { t } = useTranslationRef(standardTranslationRef);
  return ({ state, removed, goodInARow, promoteAfter }) => {
    if (removed) return t('next.removed');
    if (state === 'pre-approved') return t('next.pre-approved');
    return t(state === 'demoted' ? 'next.demoted' : 'next.proving', {
      done: String(goodInARow),
      of: String(promoteAfter),
      count: Math.max(1, promoteAfter - goodInARow),
    });
  };
}

/** How far a standard change is trusted. */
export function StatePill(props: {
  standing: Pick<Standing, 'state' | 'removed'>;
}) {
  const { state, removed } = props.standing;
  const { t } = useTranslationRef(standardTranslationRef);
  const shown = removed ? 'removed' : state;
  return <Pill {...LOOKS[shown]}>{t(`state.${shown}`)}</Pill>;
}
