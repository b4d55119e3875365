import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlertLine,
  RiArrowDownCircleLine,
  RiCloseCircleLine,
  RiFocus3Line,
  RiMore2Line,
  RiShieldCheckLine,
  RiShieldLine,
  RiToolsLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import type { AnswerItem } from './answer';
import { impactTranslationRef } from './translation';

type Sign =
  | Exclude<AnswerItem['standing'], 'needed'>
  | AnswerItem['states'][number]
  | 'assumed';

const SIGNS: Record<Sign, { tone: Tone; icon: ReactElement }> = {
  asked: { tone: 'info', icon: <RiFocus3Line aria-hidden /> },
  fails: { tone: 'danger', icon: <RiCloseCircleLine aria-hidden /> },
  single: { tone: 'danger', icon: <RiAlertLine aria-hidden /> },
  between: { tone: 'neutral', icon: <RiMore2Line aria-hidden /> },
  survives: { tone: 'success', icon: <RiShieldCheckLine aria-hidden /> },
  survivesBarely: { tone: 'warning', icon: <RiShieldLine aria-hidden /> },
  down: { tone: 'critical', icon: <RiArrowDownCircleLine aria-hidden /> },
  assumed: { tone: 'critical', icon: <RiArrowDownCircleLine aria-hidden /> },
  changing: { tone: 'warning', icon: <RiToolsLine aria-hidden /> },
};

/** What is known of an item and what the answer says of it, as signs: the worst first. */
export function signsOf(item: AnswerItem, assumedDown: boolean): Sign[] {
  const { states, standing } = item;
  return [
    ...(states.includes('down') ? (['down'] as const) : []),
    ...(assumedDown ? (['assumed'] as const) : []),
    ...(standing === 'needed' ? [] : [standing]),
    ...(states.includes('changing') ? (['changing'] as const) : []),
  ];
}

/** How it stands with an item: a word with a shape and a colour for each thing to say. */
export function StandingPills(props: {
  item: AnswerItem;
  assumedDown?: boolean;
  /** How many to show where there is little room. */
  most?: number;
}) {
  const { t } = useTranslationRef(impactTranslationRef);
  const signs = signsOf(props.item, props.assumedDown ?? false);
  return (
    <>
      {signs.slice(0, props.most).map(sign => (
        <Pill key={sign} {...SIGNS[sign]}>
          {t(`standing.${sign}`)}
        </Pill>
      ))}
    </>
  );
}
