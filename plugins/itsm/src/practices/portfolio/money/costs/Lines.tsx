import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { costRoutes, formatMoney } from '@callboard/plugin-itsm-common';
import type {
  CostLine,
  CostLinePage,
  ServiceCosts,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  itsmApiRef,
  RefusalAlert,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';
import { Actions, useRemoval } from './Actions';
import { LineForm } from './CostForms';
import { linesByMonth } from './linesByMonth';
import type { LinesOfKind } from './linesByMonth';

/** Further pages of lines, as they are asked for. */
function useMore(query: { service: string; from: string; to: string }) {
  const api = useApi(itsmApiRef);
  const first = useItsmQuery(costRoutes.lines, { query });
  const [more, setMore] = useState<{
    of: CostLinePage;
    pages: CostLinePage[];
  }>();
  const [failed, setFailed] = useState<unknown>();
  const pages = first.data && more?.of === first.data ? more.pages : [];
  const last = pages[pages.length - 1] ?? first.data;
  const cursor = last?.pageInfo.nextCursor;
  const next = async () => {
    setFailed(undefined);
    try {
      const page = await api.call(costRoutes.lines, {
        query: { ...query, cursor },
      });
      setMore({ of: first.data!, pages: [...pages, page] });
    } catch (error) {
      setFailed(error);
    }
  };
  return {
    items: [first.data, ...pages].flatMap(page => page?.items ?? []),
    loaded: Boolean(first.data),
    error: first.error ?? failed,
    /** Asks once more for what failed: the first page, or the next. */
    again: () => (first.error ? first.refetch() : next()),
    next: cursor ? next : undefined,
  };
}

/** The lines of one month, kind and plan, each with what can be done with it. */
function Amounts(props: {
  lines: readonly CostLine[];
  canUpdate: boolean;
  pending: boolean;
  onEdit: (line: CostLine) => void;
  onRemove: (line: CostLine) => void;
}) {
  const { lines, canUpdate, pending, onEdit, onRemove } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  if (lines.length === 0) return <>–</>;
  return (
    <ul className={styles.lines}>
      {lines.map(line => {
        const { id, amount, note, source, kind, plan, month } = line;
        const words = formatMoney(amount.minor, amount.currency);
        const from = source === 'manual' ? undefined : source;
        return (
          <li key={id}>
            <span className={styles.line}>
              <span>{words}</span>
              {canUpdate && (
                <Actions
                  name={`${monthWords(month)}, ${t(`kind.${kind}`)}, ${t(
                    `plan.${plan}`,
                  )}, ${words}`}
                  pending={pending}
                  onEdit={() => onEdit(line)}
                  onRemove={() => onRemove(line)}
                />
              )}
            </span>
            {(note || from) && (
              <span className={styles.hint}>
                {[note, from && t('service.fromSource', { source: from })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How costs compare with the budget; the sign says it as well as the words. */
function Difference({ variance }: Pick<LinesOfKind, 'variance'>) {
  const { t } = useTranslationRef(moneyTranslationRef);
  if (!variance) return <>–</>;
  const { minor, currency } = variance;
  if (minor === 0) return <>{t('figure.exact')}</>;
  return (
    <>
      {t(minor > 0 ? 'figure.over' : 'figure.under', {
        amount: formatMoney(Math.abs(minor), currency),
      })}
    </>
  );
}

/** Single costs and budgets, as they were written or imported: side by side for each month and kind. */
export function Lines({ costs }: { costs: ServiceCosts }) {
  const { ref, from, to, canUpdate, currency } = costs;
  const { t } = useTranslationRef(moneyTranslationRef);
  const { items, loaded, error, again, next } = useMore({
    service: ref,
    from,
    to,
  });
  const [edited, setEdited] = useState<CostLine | 'new'>();
  const removal = useRemoval(costRoutes.removeLine);
  const amounts = {
    canUpdate,
    pending: removal.isPending,
    onEdit: setEdited,
    onRemove: ({ id, version }: CostLine) => removal.remove(id, version),
  };
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('service.lines')}</h2>
        {canUpdate && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => setEdited('new')}
          >
            {t('service.addLine')}
          </Button>
        )}
      </div>
      {loaded && (
        <p className={styles.hint}>
          {t(items.length > 0 ? 'service.linesAbout' : 'service.linesEmpty')}
        </p>
      )}
      <RefusalAlert error={removal.error} />
      {Boolean(error) && !loaded && (
        <FailureMessage small error={error} onRetry={again} />
      )}
      {items.length > 0 && (
        <div className={styles.scroll}>
          <table
            className={`${styles.table} ${styles.labelled}`}
            aria-label={t('service.lines')}
          >
            <thead>
              <tr>
                <th scope="col">{t('form.month')}</th>
                <th scope="col">{t('service.what')}</th>
                <th scope="col" className={styles.number}>
                  {t('figure.actual')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('figure.budget')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('figure.variance')}
                </th>
              </tr>
            </thead>
            {linesByMonth(items, next !== undefined).map(({ month, kinds }) => (
              <tbody key={month}>
                {kinds.map(({ kind, actual, budget, variance }, i) => (
                  <tr key={kind}>
                    {i === 0 && (
                      <th scope="rowgroup" rowSpan={kinds.length}>
                        {monthWords(month)}
                      </th>
                    )}
                    <td>{t(`kind.${kind}`)}</td>
                    <td
                      className={styles.number}
                      data-label={t('figure.actual')}
                    >
                      <Amounts lines={actual} {...amounts} />
                    </td>
                    <td
                      className={styles.number}
                      data-label={t('figure.budget')}
                    >
                      <Amounts lines={budget} {...amounts} />
                    </td>
                    <td
                      className={styles.number}
                      data-label={t('figure.variance')}
                    >
                      <Difference variance={variance} />
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
      {Boolean(error) && loaded && (
        <FailureMessage small error={error} onRetry={again} />
      )}
      {next && !error && (
        <div>
          <Button size="small" variant="tertiary" onPress={next}>
            {t('service.more')}
          </Button>
        </div>
      )}
      {edited && (
        <LineForm
          serviceRef={ref}
          currency={currency}
          month={to}
          line={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}
