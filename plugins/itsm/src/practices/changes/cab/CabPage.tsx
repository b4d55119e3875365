import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Skeleton,
  useBreakpoint,
} from '@backstage/ui';
import type {
  ApprovalDecision,
  CabAgenda,
  CabItem,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  focusRow,
  ListKeysHelp,
  Message,
  PageBody,
  refTitle,
  useListKeys,
  usePageTitle,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import {
  RiArrowLeftLine,
  RiFileListLine,
  RiKeyboardLine,
} from '@remixicon/react';
import { useRef, useState } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { cabRouteRef } from '../routes';
import { AgendaItem } from './AgendaItem';
import type { InHand } from './AgendaItem';
import { AgendaList } from './AgendaList';
import styles from './Cab.module.css';
import { Emergencies } from './Emergencies';
import { MeetingBar } from './MeetingBar';
import { Minutes } from './Minutes';
import { cabTranslationRef } from './translation';
import { nextOpen, standingOf, useCab } from './useCab';
import type { Cab } from './useCab';

const NO_KEYS = ['search'] as const;

/** Nobody has set up a board yet. */
function NoBoard() {
  const { t } = useTranslationRef(cabTranslationRef);
  const admin = useRouteRef(adminRouteRef)?.();
  return (
    <Message
      title={t('none.title')}
      actions={
        admin && (
          <ButtonLink
            variant="secondary"
            href={`${admin}/definitions/new?kind=cab`}
          >
            {t('none.make')}
          </ButtonLink>
        )
      }
    >
      {t('none.next')}
    </Message>
  );
}

function Empty({ agenda }: { agenda: CabAgenda }) {
  const { t } = useTranslationRef(cabTranslationRef);
  const past = standingOf(agenda, Date.now()) === 'past';
  return (
    <Message title={t('agenda.empty.title')}>
      {past ? t('agenda.empty.past') : t('agenda.empty.next')}
      {agenda.later > 0 && ` ${t('agenda.later', { count: agenda.later })}`}
    </Message>
  );
}

/** The agenda of one meeting: its changes beside what is known of the one that is looked at. */
function Agenda(props: { agenda: CabAgenda; cab: Cab }) {
  const { agenda, cab } = props;
  const { items, refs, board } = agenda;
  const { t } = useTranslationRef(cabTranslationRef);
  const isDesk = useBreakpoint().up('md');
  const container = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const [inHand, setInHand] = useState<InHand>();
  const [done, setDone] = useState<string>();
  const isOf =
    (number: string | undefined) =>
    ({ change }: CabItem) =>
      change.number === number;
  // What is being decided stays in view, although the agenda may have lost it meanwhile.
  const named = inHand
    ? items.find(isOf(inHand.item.change.number)) ?? inHand.item
    : items.find(isOf(cab.chosen));
  // On a wide screen there is always one to look at; on a phone the agenda comes first.
  const first = items.find(({ seat }) => seat.answer === 'open') ?? items[0];
  const item = named ?? (isDesk && !cab.chosen ? first : undefined);
  const at = items.findIndex(isOf(item?.change.number));

  const choose = (number: string | undefined) => {
    setInHand(undefined);
    setDone(undefined);
    cab.choose(number, { replace: true });
  };
  const decide = (number: string, choice: ApprovalDecision | undefined) => {
    const wanted = items.find(isOf(number));
    setDone(undefined);
    if (number !== item?.change.number) cab.choose(number, { replace: true });
    setInHand(wanted && choice && { item: wanted, choice });
  };
  useListKeys(container, {
    onHelp: () => setHelp(true),
    open: item?.change.number,
    onWalk: number => choose(number),
    own: {
      a: number => decide(number, 'approve'),
      r: number => decide(number, 'reject'),
    },
  });
  const decided = (number: string, decision: ApprovalDecision) => {
    const next = nextOpen(items, number);
    setInHand(undefined);
    cab.choose(isDesk ? next ?? number : undefined, { replace: true });
    const said = t(`done.${decision}`, { number });
    setDone(next ? said : `${said} ${t('done.all')}`);
    if (next && container.current) focusRow(container.current, next);
  };
  if (items.length === 0) return <Empty agenda={agenda} />;
  const list = (
    <AgendaList
      agenda={agenda}
      chosen={item?.change.number}
      onChoose={choose}
    />
  );
  const detail = item && (
    <AgendaItem
      key={item.change.number}
      item={item}
      inHand={inHand}
      refs={refs}
      place={{ at: at + 1, of: items.length }}
      onChoose={choice => decide(item.change.number, choice)}
      onDone={decision => decided(item.change.number, decision)}
      onWalk={step => choose(items[at + step]?.change.number)}
    />
  );
  return (
    <div ref={container}>
      <div role="status" className={styles.done}>
        {done && <Alert status="success" icon title={done} />}
      </div>
      {!board.isMine && (
        <p className={styles.notYours}>
          {t('meeting.notYours', { group: refTitle(board.groupRef, refs) })}
        </p>
      )}
      {isDesk ? (
        <div className={styles.columns}>
          <div className={styles.side}>
            {list}
            <Button
              variant="tertiary"
              size="small"
              iconStart={<RiKeyboardLine />}
              onPress={() => setHelp(true)}
            >
              {t('keys.label')}
            </Button>
          </div>
          {detail}
        </div>
      ) : (
        <>
          {detail && (
            <Button
              variant="tertiary"
              iconStart={<RiArrowLeftLine />}
              onPress={() => choose(undefined)}
            >
              {t('agenda.back')}
            </Button>
          )}
          {detail ?? list}
        </>
      )}
      <ListKeysHelp
        isOpen={help}
        onOpenChange={setHelp}
        without={NO_KEYS}
        own={[
          { keys: 'a', means: t('keys.approve') },
          { keys: 'r', means: t('keys.reject') },
        ]}
      />
    </div>
  );
}

/** Which of several boards it is. */
function Boards({ cab }: { cab: Cab }) {
  const { t } = useTranslationRef(cabTranslationRef);
  const here = useRouteRef(cabRouteRef)?.() ?? '';
  const boards = cab.boards.data?.items ?? [];
  if (boards.length < 2) return null;
  return (
    <ViewTabs
      label={t('boards')}
      current={cab.key ?? ''}
      views={boards.map(({ key, title, waiting }) => ({
        id: key,
        label: title,
        count: waiting,
      }))}
      hrefOf={({ id }) => `${here}?board=${encodeURIComponent(id)}`}
    />
  );
}

/** The agenda of a change advisory board: what is known of each change, decided where it stands. */
export function CabPage() {
  const { t } = useTranslationRef(cabTranslationRef);
  const cab = useCab();
  const { boards, agenda, url } = cab;
  const data = agenda.data;
  const isDesk = useBreakpoint().up('md');
  // On a phone a change that is looked at has the page to itself.
  const alone =
    !isDesk && data?.items.some(({ change }) => change.number === cab.chosen);
  const title = data?.board.title ?? t('title');
  usePageTitle(title);
  if (data && cab.isMinutes) {
    return (
      <Minutes agenda={data} onBack={() => url.set({ show: undefined })} />
    );
  }
  const failure = boards.error ?? agenda.error;
  const body = () => {
    if (boards.data?.items.length === 0 && !url.get('board'))
      return <NoBoard />;
    if (!data && failure) {
      return (
        <FailureMessage
          error={failure}
          onRetry={() => {
            boards.refetch();
            agenda.refetch();
          }}
        />
      );
    }
    if (!data) {
      return (
        <>
          <Skeleton height={36} />
          <Skeleton height={320} />
        </>
      );
    }
    return (
      <>
        {!alone && (
          <MeetingBar
            agenda={data}
            onMeeting={meeting => url.set({ meeting, item: undefined })}
          />
        )}
        <Agenda
          key={`${data.board.key} ${data.meeting.startsAt}`}
          agenda={data}
          cab={cab}
        />
        {!alone && <Emergencies agenda={data} />}
      </>
    );
  };
  return (
    <PageBody
      title={title}
      actions={
        data &&
        !alone && (
          <Button
            variant="secondary"
            iconStart={<RiFileListLine />}
            onPress={() => url.set({ show: 'minutes', item: undefined })}
          >
            {t('minutes.action')}
          </Button>
        )
      }
    >
      {!alone && <Boards cab={cab} />}
      {body()}
    </PageBody>
  );
}
