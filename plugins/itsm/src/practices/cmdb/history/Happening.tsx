import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { CiEvent, RefInfo } from '@callboard/plugin-itsm-common';
import {
  RiAddLine,
  RiBookOpenLine,
  RiDeleteBinLine,
  RiPencilLine,
} from '@remixicon/react';
import { Changes, sizeOf } from '../changes/Changes';
import { historySearch } from '../historyAddress';
import { justBefore } from '../moment';
import { cmdbTranslationRef } from '../translation';
import { eventSentence, isFirstReading } from '../words/eventSentence';
import { instantWords } from '../words/instantWords';
import styles from './Timeline.module.css';

function Sign(props: { event: CiEvent }) {
  if (isFirstReading(props.event)) return <RiBookOpenLine />;
  if (props.event.kind === 'added') return <RiAddLine />;
  if (props.event.kind === 'removed') return <RiDeleteBinLine />;
  return <RiPencilLine />;
}

/** One change of a configuration item: when, what, and the way to how it was before. */
export function Happening(props: {
  event: CiEvent;
  refs: Record<string, RefInfo>;
}) {
  const { event, refs } = props;
  const { t } = useTranslationRef(cmdbTranslationRef);
  return (
    <li className={styles.entry}>
      <span className={styles.sign} aria-hidden>
        <Sign event={event} />
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <time
            className={styles.sentence}
            dateTime={event.at}
            title={`${instantWords(event.at)}. ${t('when.hint')}`}
          >
            {eventSentence(event, t)}
          </time>
          {event.kind !== 'added' && (
            <Link
              href={historySearch({ view: 'asOf', at: justBefore(event.at) })}
            >
              {t('history.before')}
            </Link>
          )}
        </div>
        <Changes
          of={event}
          refs={refs}
          foldedAs={t('history.content', { count: sizeOf(event) })}
        />
      </div>
    </li>
  );
}
