import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, Text } from '@backstage/ui';
import type { Incident, JournalEntry } from '@callboard/plugin-itsm-common';
import {
  CommentBox,
  FailureMessage,
  Markdown,
  RecordSection,
  RefLabel,
  RefusalAlert,
  RelativeTime,
  useJournal,
  useMe,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { plainState } from './plainState';
import styles from './RequestedIncident.module.css';
import { requestsTranslationRef } from './translation';

function Said(props: {
  entry: JournalEntry;
  refs: Refs | undefined;
  isMine: boolean;
}) {
  const { entry, refs, isMine } = props;
  const { t } = useTranslationRef(requestsTranslationRef);
  if (!entry.comment) {
    return (
      <li className={styles.event}>
        {plainState(entry.to!).label} · <RelativeTime instant={entry.at} />
      </li>
    );
  }
  return (
    <li className={isMine ? `${styles.said} ${styles.mine}` : styles.said}>
      <div className={styles.who}>
        <strong>
          {isMine && t('record.you')}
          {!isMine &&
            (entry.actorRef ? (
              <RefLabel entityRef={entry.actorRef} refs={refs} />
            ) : (
              t('record.us')
            ))}
        </strong>
        <span className={styles.when}>
          <RelativeTime instant={entry.at} />
        </span>
      </div>
      {entry.comment.body === undefined ? (
        <em>{t('record.erased')}</em>
      ) : (
        <Markdown>{entry.comment.body}</Markdown>
      )}
    </li>
  );
}

/** What both sides said, and how it stood in between, newest first. */
export function Conversation(props: { incident: Incident }) {
  const { number } = props.incident;
  const { t } = useTranslationRef(requestsTranslationRef);
  const me = useMe();
  const journal = useJournal(number, 'all');
  const told = journal.seen?.entries.filter(
    entry =>
      // Nobody's internal notes belong here, also when those who work on it look at the page.
      entry.audience === 'requester' &&
      (entry.comment || (entry.to && entry.from !== entry.to)),
  );
  return (
    <RecordSection title={t('record.conversation')}>
      <CommentBox number={number} seesInternal={false} />
      {journal.error && (
        <FailureMessage
          small
          error={journal.error}
          onRetry={() => journal.refetch()}
        />
      )}
      {journal.isPending && <Skeleton height={48} />}
      {told?.length === 0 && (
        <Text as="p" color="secondary" className={styles.silent}>
          {t('record.noConversation')}
        </Text>
      )}
      <ol className={styles.talk} aria-label={t('record.conversation')}>
        {told?.map(entry => (
          <Said
            key={entry.position}
            entry={entry}
            refs={journal.seen?.refs}
            isMine={entry.actorRef === me}
          />
        ))}
      </ol>
      <RefusalAlert error={journal.readOnError} />
      {journal.seen?.nextCursor && (
        <Button
          variant="secondary"
          isPending={journal.isReadingOn}
          onPress={journal.readOn}
        >
          {t('record.earlier')}
        </Button>
      )}
    </RecordSection>
  );
}
