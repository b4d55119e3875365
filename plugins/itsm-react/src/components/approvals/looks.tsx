import type { RoundState, SeatState } from '@callboard/plugin-itsm-common';
import {
  RiArrowGoBackLine,
  RiCheckLine,
  RiCloseLine,
  RiHourglassLine,
  RiSubtractLine,
  RiTimeLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import type { Tone } from '../Pill';

type Look = { tone: Tone; icon: ReactElement };

const APPROVED: Look = { tone: 'success', icon: <RiCheckLine aria-hidden /> };
const REJECTED: Look = { tone: 'danger', icon: <RiCloseLine aria-hidden /> };
const OVER: Look = { tone: 'neutral', icon: <RiSubtractLine aria-hidden /> };

/** The tone and shape of how a step or a seat stands. */
export const SEAT_LOOKS: Record<SeatState, Look> = {
  waiting: { tone: 'neutral', icon: <RiHourglassLine aria-hidden /> },
  open: { tone: 'info', icon: <RiTimeLine aria-hidden /> },
  approved: APPROVED,
  rejected: REJECTED,
  closed: OVER,
};

/** The tone and shape of how a round stands. */
export const ROUND_LOOKS: Record<RoundState, Look> = {
  asked: { tone: 'info', icon: <RiTimeLine aria-hidden /> },
  approved: APPROVED,
  rejected: REJECTED,
  superseded: { tone: 'warning', icon: <RiArrowGoBackLine aria-hidden /> },
  withdrawn: OVER,
};
