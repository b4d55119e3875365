import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { costRoutes, formatMoney } from '@callboard/plugin-itsm-common';
import type { CostItem, ServiceCosts } from '@callboard/plugin-itsm-common';
import { RefusalAlert } from '@callboard/plugin-itsm-react';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';
import { monthWords } from '../words';
import { ContractLink } from './ContractLink';
import { ItemForm } from './CostForms';
import { Actions, useRemoval } from './Actions';

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
      <td className={styles.number} data-label={t('service.quantity')}>
        {`${item.quantity} ${item.unit ?? ''}`.trim()}
      </td>
      <td className={styles.number} data-label={t('service.price')}>
        {t(item.per === 'year' ? 'service.perYear' : 'service.perMonth', {
          amount,
        })}
      </td>
      <td className={styles.number} data-label={t('service.monthly')}>
        {formatMoney(item.monthly.minor, item.monthly.currency)}
      </td>
      <td data-label={t('service.when')}>
        {item.to
          ? t('service.between', {
              from: monthWords(item.from),
              to: monthWords(item.to),
            })
          : t('service.since', { from: monthWords(item.from) })}
      </td>
      <td data-label={t('service.plan')}>{t(`plan.${item.plan}`)}</td>
      {canUpdate && (
        <td>
          <Actions name={name} {...actions} />
        </td>
      )}
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
          <table className={`${styles.table} ${styles.labelled}`}>
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
