import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { refTitle } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { hoursWords } from '../clocks/durations';
import { attainmentTranslationRef } from './translation';

/** Who had how much of the time of what was missed, in a line; a dash for whoever may not know. */
export function HeldWords(props: {
  heldBy: readonly { ref?: string; elapsed: number }[] | undefined;
  refs: Refs | undefined;
}) {
  const { heldBy, refs } = props;
  const { t } = useTranslationRef(attainmentTranslationRef);
  if (!heldBy || heldBy.length === 0) return <>{t('breaches.heldHidden')}</>;
  const words = heldBy
    .map(
      ({ ref, elapsed }) =>
        `${ref ? refTitle(ref, refs) : t('breaches.nobody')} ${hoursWords(
          elapsed,
        )}`,
    )
    .join(', ');
  return <span title={words}>{words}</span>;
}
