import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useBreakpoint } from '@backstage/ui';
import {
  formatMoney,
  formatMoneyShort,
  portfolioServiceRoutes,
} from '@callboard/plugin-itsm-common';
import type { ServiceStanding } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { RiCheckLine, RiQuestionLine } from '@remixicon/react';
import { HealthPill } from '../../services/HealthPill';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';

/** How long the server is not asked again for the same page of a list. */
const FRESH_MS = 30_000;
/** Services that one call asks about. */
const AT_ONCE = 100;

interface CellProps {
  id: string;
  ids: readonly string[];
}

/** How a service of the list stands: every row asks the same, which is one call for each hundred. */
function useStanding({ id, ids }: CellProps): {
  standing: ServiceStanding | undefined;
  /** It is not that there is none: nobody could be asked. */
  isUnread: boolean;
} {
  const from = Math.floor(Math.max(ids.indexOf(id), 0) / AT_ONCE) * AT_ONCE;
  const asked = ids.slice(from, from + AT_ONCE);
  const { data, error } = useItsmQuery(portfolioServiceRoutes.standings, {
    query: { records: asked.join(',') },
    enabled: asked.length > 0,
    keepPrevious: true,
    staleTime: FRESH_MS,
  });
  return {
    standing: data?.items.find(one => one.id === id),
    isUnread: Boolean(error) && !data,
  };
}

/** Stands where something could not be read. */
function Unread() {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  return (
    <span className={styles.unread} title={t('unread')}>
      <RiQuestionLine aria-label={t('unread')} />
    </span>
  );
}

/** How the service does, in a word. */
export function HealthCell(props: CellProps) {
  const { standing, isUnread } = useStanding(props);
  const health = standing?.health;
  const isCard = useBreakpoint().down('sm');
  if (isUnread) return <Unread />;
  if (!health) return <></>;
  return (
    <span title={health.words}>
      {health.health === 'healthy' && !isCard ? (
        // Most do well, and a list has little room: what does not is to stand out.
        <RiCheckLine className={styles.well} aria-label={health.words} />
      ) : (
        <HealthPill health={health.health} />
      )}
    </span>
  );
}

/** What it cost in the last whole month, each currency by itself. */
export function CostCell(props: CellProps) {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const { standing, isUnread } = useStanding(props);
  const cost = standing?.cost;
  const isCard = useBreakpoint().down('sm');
  if (isUnread) return <Unread />;
  if (!cost) return <></>;
  const words = cost.amounts.map(({ minor, currency }) =>
    formatMoney(minor, currency),
  );
  const amount = cost.amounts
    .map(({ minor, currency }) => formatMoneyShort(minor, currency))
    .join(' + ');
  return (
    <span
      className={styles.number}
      title={t('costOf', { month: cost.month, amount: words.join(' + ') })}
    >
      {/* No column says there what it is. */}
      {isCard ? t('card.lately', { amount }) : amount}
    </span>
  );
}
