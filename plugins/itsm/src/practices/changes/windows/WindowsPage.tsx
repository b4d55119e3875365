import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Text } from '@backstage/ui';
import {
  windowRoutes,
  type ChangeWindow,
  type Maintenance,
  type WindowKind,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  RecordSection,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { Skeleton } from '@backstage/ui';
import { useState } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { zoneWords } from '../words/planned';
import { KindIcon } from './KindIcon';
import { MaintenanceLine } from './MaintenanceLine';
import { windowsTranslationRef } from './translation';
import { useMaintenance } from './useMaintenance';
import { WindowRow } from './WindowRow';
import styles from './Windows.module.css';

const STEP = 50;

/** First what goes on, then what comes next, then what does not come again. */
function byNext(a: ChangeWindow, b: ChangeWindow): number {
  const soonest = ({ running, next }: ChangeWindow) =>
    (running ?? next[0])?.startsAt ?? '9999';
  return soonest(a).localeCompare(soonest(b)) || a.title.localeCompare(b.title);
}

function useNewWindow() {
  const admin = useRouteRef(adminRouteRef)?.();
  return (kind: WindowKind) =>
    admin && `${admin}/definitions/new?kind=change-window&with=kind:${kind}`;
}

/** The windows of one kind, or that there are none and what fills it. */
function WindowsOf(props: {
  kind: WindowKind;
  windows: readonly ChangeWindow[];
  refs: Refs | undefined;
}) {
  const { kind, refs } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const href = useNewWindow()(kind);
  const own = props.windows.filter(w => w.kind === kind).sort(byNext);
  const is = kind === 'freeze' ? 'Freezes' : 'Maintenance';
  const write = href && (
    <ButtonLink
      size="small"
      variant={own.length > 0 ? 'secondary' : 'primary'}
      iconStart={<RiAddLine />}
      href={href}
    >
      {t(kind === 'freeze' ? 'newFreeze' : 'newMaintenance')}
    </ButtonLink>
  );
  return (
    <RecordSection
      title={t(kind === 'freeze' ? 'freezes' : 'maintenance')}
      actions={own.length > 0 ? write : undefined}
    >
      {own.length === 0 ? (
        <Message
          title={t(`no${is}`)}
          icon={<KindIcon kind={kind} size={32} />}
          actions={write}
        >
          {t(`no${is}Next`)}
        </Message>
      ) : (
        <>
          <Text as="p" color="secondary">
            {t(kind === 'freeze' ? 'freezesLead' : 'maintenanceLead')}
          </Text>
          <ul className={styles.windows}>
            {own.map(window => (
              <WindowRow key={window.key} window={window} refs={refs} />
            ))}
          </ul>
        </>
      )}
    </RecordSection>
  );
}

/** Each once, with how many times more it comes. */
function onceEach(items: readonly Maintenance[]) {
  const nameOf = ({ id, window }: Maintenance) => window?.key ?? id;
  const first = new Map<string, { item: Maintenance; again: number }>();
  for (const item of items) {
    const known = first.get(nameOf(item));
    if (known) known.again += 1;
    else first.set(nameOf(item), { item, again: 0 });
  }
  return [...first.values()];
}

/** Maintenance that goes on, or comes within seven days; of changes, too. */
function MaintenanceOf(props: { running?: boolean }) {
  const { running } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const { data, error, refetch } = useMaintenance({
    states: [running ? 'running' : 'scheduled'],
    limit: 100,
  });
  const items = data?.items ?? [];
  // What goes on is told only if something does.
  if (running && items.length === 0) return null;
  return (
    <RecordSection title={t(running ? 'now' : 'soon')}>
      {!data && !error && <Skeleton height={60} />}
      {!data && error && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data && items.length === 0 && (
        <Text as="p" color="secondary">
          {t('noneSoon')}
        </Text>
      )}
      {items.length > 0 && (
        <ul className={styles.lines}>
          {onceEach(items).map(({ item, again }) => (
            <MaintenanceLine
              key={item.id}
              maintenance={item}
              again={again}
              refs={data?.refs}
            />
          ))}
        </ul>
      )}
    </RecordSection>
  );
}

/** Freezes and maintenance windows: what goes on, what comes next, and what each is about. */
export function WindowsPage() {
  const { t } = useTranslationRef(windowsTranslationRef);
  usePageTitle(t('title'));
  const [limit, setLimit] = useState(STEP);
  const { data, error, refetch } = useItsmQuery(windowRoutes.list, {
    query: { limit },
    live: true,
    keepPrevious: true,
  });
  return (
    <PageBody title={t('title')}>
      <Text as="p" color="secondary">
        {t('lead', { zone: zoneWords() })}
      </Text>
      <MaintenanceOf running />
      {!data && error && (
        <FailureMessage error={error} onRetry={() => refetch()} />
      )}
      {!data && !error && <Skeleton height={260} />}
      {data && (
        <>
          <WindowsOf kind="freeze" windows={data.items} refs={data.refs} />
          <WindowsOf kind="maintenance" windows={data.items} refs={data.refs} />
          {data.pageInfo.nextCursor && (
            <Button
              variant="secondary"
              isDisabled={limit >= 200}
              onPress={() => setLimit(Math.min(200, limit + STEP))}
            >
              {t('more')}
            </Button>
          )}
        </>
      )}
      <MaintenanceOf />
    </PageBody>
  );
}
