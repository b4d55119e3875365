import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { CiLoad } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiLoader2Line,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { ciSourcesTranslationRef } from './translation';

const LOOKS: Record<CiLoad['state'], { tone: Tone; icon: ReactElement }> = {
  running: { tone: 'info', icon: <RiLoader2Line aria-hidden /> },
  done: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  failed: { tone: 'danger', icon: <RiErrorWarningLine aria-hidden /> },
};

/** How a load stands. */
export function LoadState(props: { state: CiLoad['state'] }) {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const { tone, icon } = LOOKS[props.state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`state.${props.state}`)}
    </Pill>
  );
}
