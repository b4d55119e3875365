import { useTranslationRef, useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Text } from '@backstage/ui';
import type { Assessment, Conflict } from '@callboard/plugin-itsm-common';
import { Pill, useRecordHref } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningLine,
  RiGitMergeLine,
  RiLinksLine,
  RiSnowflakeLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { changeWindowsRouteRef } from '../routes';
import { windowWords } from '../words/planned';
import styles from './Assessment.module.css';
import { ItemPath } from './ItemPath';
import { assessmentTranslationRef } from './translation';

const LOOKS: Record<Conflict['kind'], { tone: Tone; icon: ReactElement }> = {
  change: { tone: 'warning', icon: <RiLinksLine aria-hidden /> },
  joint: { tone: 'danger', icon: <RiGitMergeLine aria-hidden /> },
  freeze: { tone: 'info', icon: <RiSnowflakeLine aria-hidden /> },
  'major-incident': {
    tone: 'danger',
    icon: <RiAlarmWarningLine aria-hidden />,
  },
};

/** The other one of a conflict, as far as the reader may know, with the way to it. */
function Other({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslationRef(assessmentTranslationRef);
  const recordHref = useRecordHref();
  const windowsHref = useRouteRef(changeWindowsRouteRef)?.();
  const { number, title, hidden } = conflict.with;
  const type = conflict.kind === 'major-incident' ? 'incident' : 'change';
  const href = number && recordHref({ type, number });
  if (number) {
    return (
      <>
        {href ? <Link href={href}>{number}</Link> : number} {title}
      </>
    );
  }
  if (conflict.kind === 'freeze' && windowsHref)
    return <Link href={windowsHref}>{title}</Link>;
  return <>{hidden ? title ?? t('conflicts.hidden') : title}</>;
}

function ConflictItem(props: { conflict: Conflict; refs: Assessment['refs'] }) {
  const { conflict, refs } = props;
  const { t } = useTranslationRef(assessmentTranslationRef);
  const { kind, overlap, path, theirs = [], words } = conflict;
  return (
    <li className={styles.conflict}>
      <div className={styles.verdict}>
        <Pill {...LOOKS[kind]}>{t(`conflicts.kind.${kind}`)}</Pill>
        <span className={styles.other}>
          <Other conflict={conflict} />
        </span>
      </div>
      <span className={styles.quiet}>
        {windowWords({ start: overlap.from, end: overlap.to })}
      </span>
      <span>{words}</span>
      <ItemPath label={t('conflicts.path')} path={path} refs={refs} />
      <ItemPath label={t('conflicts.theirPath')} path={theirs} refs={refs} />
    </li>
  );
}

/** What is in the way of the change at its time, each with the way of the failure. */
export function ConflictList({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslationRef(assessmentTranslationRef);
  const { conflicts, refs, slots } = assessment;
  // Without a window nothing is known of them, and that is said among what is not known.
  if (!slots.until) return null;
  const more = conflicts.total - conflicts.items.length;
  let content;
  if (conflicts.total > 0) {
    content = (
      <ul className={styles.list}>
        {conflicts.items.map((conflict, n) => (
          <ConflictItem key={n} conflict={conflict} refs={refs} />
        ))}
        {more > 0 && (
          <li className={styles.quiet}>
            {t('conflicts.more', { number: String(more) })}
          </li>
        )}
      </ul>
    );
  } else {
    content = (
      <Text as="p" color="secondary">
        {t('conflicts.none')}
      </Text>
    );
  }
  return (
    <section>
      <h3 className={styles.heading}>
        {t('conflicts.title')}
        {conflicts.total > 0 && ` (${conflicts.total})`}
      </h3>
      {conflicts.inFreeze && (
        <Alert status="warning" icon title={t('conflicts.freeze')} />
      )}
      {content}
    </section>
  );
}
