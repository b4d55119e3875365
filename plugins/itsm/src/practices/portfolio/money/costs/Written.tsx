import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { costRoutes, formatMoney } from '@callboard/plugin-itsm-common';
import type {
  CostItem,
  CostLine,
  CostLinePage,
  ServiceCosts,
} from '@callboard/plugin-itsm-common';
import {
  itsmApiRef,
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiDeleteBinLine, RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';
import { ContractLink } from './ContractLink';
import { ItemForm, LineForm } from './CostForms';

function Actions(props: {
  name: string;
  pending: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { name, pending, onEdit, onRemove } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <td>
      <div className={styles.actions}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiEditLine />}
          aria-label={`${t('change')}: ${name}`}
          onPress={onEdit}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiDeleteBinLine />}
          isDisabled={pending}
          aria-label={`${t('remove')}: ${name}`}
          onPress={onRemove}
        />
      </div>
    </td>
  );
}

/** Takes something away and says so. */
function useRemoval(
  route: typeof costRoutes.removeItem | typeof costRoutes.removeLine,
) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(route);
  return {
    isPending,
    error,
    remove: (id: string, version: number) =>
      mutate(
        { params: { id }, ifMatch: version },
        {
          onSuccess: () =>
            toast.post({ title: t('service.removed'), status: 'success' }),
        },
      ),
  };
}

function ItemRow(props: {
  item: CostItem;
  canUpdate: boolean;
  pending: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { item, canUpdate, ...actions } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const name = item.title ?? t(`kind.${item.kind}`);
  const amount = formatMoney(item.minor, item.currency);
  return (
    <tr>
      <th scope="row">
        {name}
        <div className={styles.hint}>
          {t(`kind.${item.kind}`)}
          {item.contract && ' · '}
          {item.contract && <ContractLink number={item.contract} />}
        </div>
      </th>
      <td className={styles.number}>
        {`${item.quantity} ${item.unit ?? ''}`.trim()}
      </td>
      <td className={styles.number}>
        {t(item.per === 'year' ? 'service.perYear' : 'service.perMonth', {
          amount,
        })}
      </td>
      <td className={styles.number}>
        {formatMoney(item.monthly.minor, item.monthly.currency)}
      </td>
      <td>
        {item.to
          ? t('service.between', {
              from: monthWords(item.from),
              to: monthWords(item.to),
            })
          : t('service.since', { from: monthWords(item.from) })}
      </td>
      <td>{t(`plan.${item.plan}`)}</td>
      {canUpdate && <Actions name={name} {...actions} />}
    </tr>
  );
}

/** What comes back each month. */
export function Model(props: { costs: ServiceCosts; month: string }) {
  const { costs, month } = props;
  const { items, canUpdate, ref, currency } = costs;
  const { t } = useTranslationRef(moneyTranslationRef);
  const [edited, setEdited] = useState<CostItem | 'new'>();
  const removal = useRemoval(costRoutes.removeItem);
  return (
    <section className={`${styles.card} ${styles.stack}`}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{t('service.model')}</h2>
        {canUpdate && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => setEdited('new')}
          >
            {t('service.add')}
          </Button>
        )}
      </div>
      <p className={styles.hint}>
        {t(items.length > 0 ? 'service.modelAbout' : 'service.modelEmpty')}
      </p>
      <RefusalAlert error={removal.error} />
      {items.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('service.what')}</th>
                <th scope="col" className={styles.number}>
                  {t('service.quantity')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('service.price')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('service.monthly')}
                </th>
                <th scope="col">{t('service.when')}</th>
                <th scope="col">{t('service.plan')}</th>
                {canUpdate && (
                  <th scope="col">
                    <span className={styles.unseen}>{t('change')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {items.map(item => (
                <ItemRow
                  key={item.id}
                  item={item}
                  canUpdate={canUpdate}
                  pending={removal.isPending}
                  onEdit={() => setEdited(item)}
                  onRemove={() => removal.remove(item.id, item.version)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited && (
        <ItemForm
          serviceRef={ref}
          currency={currency}
          month={month}
          item={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </section>
  );
}

function LineRow(props: {
  line: CostLine;
  canUpdate: boolean;
  pending: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { line, canUpdate, ...actions } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const { minor, currency } = line.amount;
  const amount = formatMoney(minor, currency);
  return (
    <tr>
      <th scope="row">{monthWords(line.month)}</th>
      <td>
        {t(`kind.${line.kind}`)}
        {line.note && <div className={styles.hint}>{line.note}</div>}
      </td>
      <td>{t(`plan.${line.plan}`)}</td>
      <td className={styles.number}>{amount}</td>
      <td>{line.source === 'manual' ? t('service.manual') : line.source}</td>
      {canUpdate && (
        <Actions name={`${monthWords(line.month)}, ${amount}`} {...actions} />
      )}
    </tr>
  );
}

/** Further pages of lines, as they are asked for. */
function useMore(query: { service: string; from: string; to: string }) {
  const api = useApi(itsmApiRef);
  const first = useItsmQuery(costRoutes.lines, { query });
  const [more, setMore] = useState<{
    of: CostLinePage;
    pages: CostLinePage[];
  }>();
  const pages = first.data && more?.of === first.data ? more.pages : [];
  const last = pages[pages.length - 1] ?? first.data;
  const cursor = last?.pageInfo.nextCursor;
  return {
    items: [first.data, ...pages].flatMap(page => page?.items ?? []),
    loaded: Boolean(first.data),
    error: first.error,
    next: cursor
      ? async () => {
          const page = await api.call(costRoutes.lines, {
            query: { ...query, cursor },
          });
          setMore({ of: first.data!, pages: [...pages, page] });
        }
      : undefined,
  };
}

/** Single costs and budgets, as they were written or imported. */
export function Lines({ costs }: { costs: ServiceCosts }) {
  const { ref, from, to, canUpdate, currency } = costs;
  const { t } = useTranslationRef(moneyTranslationRef);
  const { items, loaded, error, next } = useMore({ service: ref, from, to });
  const [edited, setEdited] = useState<CostLine | 'new'>();
  const removal = useRemoval(costRoutes.removeLine);
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
      <RefusalAlert error={error ?? removal.error} />
      {items.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('form.month')}</th>
                <th scope="col">{t('service.what')}</th>
                <th scope="col">{t('service.plan')}</th>
                <th scope="col" className={styles.number}>
                  {t('form.amount')}
                </th>
                <th scope="col">{t('service.source')}</th>
                {canUpdate && (
                  <th scope="col">
                    <span className={styles.unseen}>{t('change')}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {items.map(line => (
                <LineRow
                  key={line.id}
                  line={line}
                  canUpdate={canUpdate}
                  pending={removal.isPending}
                  onEdit={() => setEdited(line)}
                  onRemove={() => removal.remove(line.id, line.version)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next && (
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
