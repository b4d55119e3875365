import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonIcon,
  Skeleton,
  useBreakpoint,
} from '@backstage/ui';
import type {
  ApprovalDecision,
  Decided,
  InboxItem,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  focusRow,
  ListKeysHelp,
  LiveToggle,
  Message,
  PageBody,
  useGo,
  useListKeys,
  usePageTitle,
  useWaitingApprovals,
} from '@callboard/plugin-itsm-react';
import { RiCheckDoubleLine, RiKeyboardLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { AwayNote } from '../away/AwayNote';
import styles from '../Approvals.module.css';
import { approvalsRouteRef } from '../routes';
import { approvalsTranslationRef } from '../translation';
import { InboxCard } from './InboxCard';
import { InboxFilters } from './InboxFilters';
import { useInbox } from './useInbox';
import type { Inbox } from './useInbox';

/** There is nothing to search here. */
const NO_KEYS = ['search'] as const;

/** What is being decided. It stays in view although the list may have lost it meanwhile. */
interface InHand {
  item: InboxItem;
  choice: ApprovalDecision;
}

/**
 * The list with what is being decided: in its place, or in that of the new round that is asked of it,
 * or on top.
 */
function withInHand(
  listed: readonly InboxItem[],
  held: InboxItem | undefined,
): readonly InboxItem[] {
  if (!held || listed.some(({ seat }) => seat.id === held.seat.id))
    return listed;
  const isOfIt = ({ record }: InboxItem) => record.id === held.record.id;
  return listed.some(isOfIt)
    ? listed.map(item => (isOfIt(item) ? held : item))
    : [held, ...listed];
}

/** How many wait in all, and how many are overdue. */
function Count() {
  const { t } = useTranslationRef(approvalsTranslationRef);
  const count = useWaitingApprovals();
  if (!count || count.waiting === 0) return null;
  const { waiting, overdue } = count;
  return (
    <p className={styles.count}>
      {waiting > 1_000 ? t('many') : t('waiting', { count: waiting })}
      {overdue > 0 && ` · ${t('overdue', { count: overdue })}`}
    </p>
  );
}

/** Where there is nothing to show: still loading, failed, or nothing waits. */
function Nothing(props: { inbox: Inbox }) {
  const { result, isFiltered, reset, cursor, change } = props.inbox;
  const { t } = useTranslationRef(approvalsTranslationRef);
  if (result.error && !result.data) {
    return (
      <FailureMessage error={result.error} onRetry={() => result.refetch()} />
    );
  }
  if (result.isPending) {
    return (
      <>
        <Skeleton height={148} />
        <Skeleton height={148} />
        <Skeleton height={148} />
      </>
    );
  }
  if (cursor) {
    return (
      <Message
        title={t('empty.past')}
        actions={
          <Button variant="secondary" onPress={() => change({})}>
            {t('empty.first')}
          </Button>
        }
      />
    );
  }
  return (
    <Message
      icon={<RiCheckDoubleLine size={32} />}
      title={t('empty.title')}
      actions={
        isFiltered && (
          <Button variant="secondary" onPress={reset}>
            {t('filter.reset')}
          </Button>
        )
      }
    >
      {isFiltered ? t('empty.filtered') : t('empty.next')}
    </Message>
  );
}

/** What waits for the reader's decision: longest waiting first, decided where it stands. */
export function InboxPage() {
  const { t } = useTranslationRef(approvalsTranslationRef);
  const base = useRouteRef(approvalsRouteRef)?.() ?? '';
  const inbox = useInbox();
  const { page, result } = inbox;
  const container = useRef<HTMLDivElement>(null);
  const isDesk = useBreakpoint().up('sm');
  const go = useGo();
  const [inHand, setInHand] = useState<InHand>();
  const [done, setDone] = useState<string>();
  const [help, setHelp] = useState(false);
  const next = useRef<string>();
  usePageTitle(t('title'));

  const items = withInHand(page?.items ?? [], inHand?.item);
  const choose = (seatId: string, choice: ApprovalDecision | undefined) => {
    const item = items.find(({ seat }) => seat.id === seatId);
    setDone(undefined);
    setInHand(item && choice && { item, choice });
    // Back from the form the keys go on where they were.
    if (!choice && container.current) focusRow(container.current, seatId);
  };
  const decided = (
    item: InboxItem,
    { record }: Decided,
    decision: ApprovalDecision,
  ) => {
    const at = items.findIndex(({ seat }) => seat.id === item.seat.id);
    next.current = (items[at + 1] ?? items[at - 1])?.seat.id;
    setInHand(undefined);
    setDone(t(`done.${decision}`, { number: record.number }));
  };
  useListKeys(container, {
    onHelp: () => setHelp(true),
    onOpenFull: id => go(`${base}/${id}`),
    own: {
      a: id => choose(id, 'approve'),
      r: id => choose(id, 'reject'),
    },
  });
  useEffect(() => {
    if (!next.current) return undefined;
    // What was decided is gone; the keys go on with what stood behind it, once it is drawn.
    const timer = setTimeout(() => {
      if (container.current) focusRow(container.current, next.current);
      next.current = undefined;
    });
    return () => clearTimeout(timer);
  }, [page, done]);

  return (
    <div ref={container}>
      <PageBody title={t('title')} actions={<AwayNote />}>
        <Count />
        <InboxFilters
          inbox={inbox}
          refs={page?.refs}
          tools={
            <>
              <LiveToggle result={result} />
              {isDesk && (
                <ButtonIcon
                  variant="tertiary"
                  icon={<RiKeyboardLine />}
                  aria-label={t('keys')}
                  onPress={() => setHelp(true)}
                />
              )}
            </>
          }
        />
        <div role="status">
          {done && <Alert status="success" icon title={done} />}
        </div>
        {items.length === 0 ? (
          <Nothing inbox={inbox} />
        ) : (
          <div className={styles.cards} role="list" aria-label={t('list')}>
            {items.map(item => (
              <div role="listitem" key={item.seat.id}>
                <InboxCard
                  item={item}
                  ids={items.map(({ record }) => record.id)}
                  refs={page?.refs}
                  choice={
                    inHand?.item.seat.id === item.seat.id
                      ? inHand.choice
                      : undefined
                  }
                  onChoose={choice => choose(item.seat.id, choice)}
                  onDone={(...told) => decided(item, ...told)}
                />
              </div>
            ))}
          </div>
        )}
        {page?.pageInfo.nextCursor && (
          <Button
            className={styles.next}
            variant="secondary"
            onPress={() => inbox.change({ cursor: page.pageInfo.nextCursor })}
          >
            {t('more')}
          </Button>
        )}
      </PageBody>
      <ListKeysHelp
        isOpen={help}
        onOpenChange={setHelp}
        without={NO_KEYS}
        own={[
          { keys: 'a', means: t('key.approve') },
          { keys: 'r', means: t('key.reject') },
        ]}
      />
    </div>
  );
}
