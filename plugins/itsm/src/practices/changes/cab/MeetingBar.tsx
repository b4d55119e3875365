import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import type { CabAgenda } from '@callboard/plugin-itsm-common';
import { LevelBar, Pill, refTitle, useNow } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { placeOf } from '../windows/words';
import { windowWords } from '../words/planned';
import styles from './Cab.module.css';
import { cabTranslationRef } from './translation';
import { standingOf } from './useCab';

const TONES: Record<ReturnType<typeof standingOf>, Tone> = {
  now: 'success',
  next: 'info',
  past: 'neutral',
  later: 'neutral',
};

/** The hour of a meeting where the board is, if that is another one than here. */
function thereWords({ meeting, board }: CabAgenda): string | undefined {
  const here = DateTime.fromISO(meeting.startsAt);
  const there = here.setZone(board.timezone);
  return there.offset === here.offset
    ? undefined
    : there.toLocaleString({ hour: '2-digit', minute: '2-digit' });
}

/** Which meeting it is, the ones beside it, and how far its agenda is. */
export function MeetingBar(props: {
  agenda: CabAgenda;
  onMeeting: (startsAt: string | undefined) => void;
}) {
  const { agenda, onMeeting } = props;
  const { meeting, before, after, board, items, refs } = agenda;
  const { t } = useTranslationRef(cabTranslationRef);
  const standing = standingOf(agenda, useNow());
  const there = thereWords(agenda);
  const done = items.filter(({ seat }) => seat.answer !== 'open').length;
  return (
    <div className={styles.bar}>
      <div className={styles.meeting}>
        <ButtonIcon
          variant="tertiary"
          icon={<RiArrowLeftSLine />}
          aria-label={t('meeting.before')}
          isDisabled={!before}
          onPress={() => onMeeting(before?.startsAt)}
        />
        <span className={styles.when}>
          {windowWords({ start: meeting.startsAt, end: meeting.endsAt })}
        </span>
        <ButtonIcon
          variant="tertiary"
          icon={<RiArrowRightSLine />}
          aria-label={t('meeting.after')}
          isDisabled={!after}
          onPress={() => onMeeting(after?.startsAt)}
        />
        <Pill tone={TONES[standing]}>{t(`meeting.${standing}`)}</Pill>
        {(standing === 'past' || standing === 'later') && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onMeeting(undefined)}
          >
            {t('meeting.current')}
          </Button>
        )}
      </div>
      <span className={styles.quiet}>
        {there &&
          `${t('meeting.zone', {
            time: there,
            zone: placeOf(board.timezone),
          })} · `}
        {t('meeting.group', { group: refTitle(board.groupRef, refs) })}
      </span>
      {items.length > 0 && (
        <div
          className={styles.progress}
          role="group"
          aria-label={t('progress.label')}
        >
          <LevelBar percent={(100 * done) / items.length} level="good" />
          <span className={styles.quiet}>
            {t('progress.words', {
              done: String(done),
              all: String(items.length),
            })}
          </span>
        </div>
      )}
    </div>
  );
}
