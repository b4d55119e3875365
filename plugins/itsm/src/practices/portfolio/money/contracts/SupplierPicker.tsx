import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { supplierRoutes } from '@callboard/plugin-itsm-common';
import { problemProps, useItsmQuery } from '@callboard/plugin-itsm-react';
import { moneyTranslationRef } from '../translation';

/** Chooses one of the suppliers that are not over. */
export function SupplierPicker(props: {
  value: string | undefined;
  onChange: (number: string) => void;
  problem?: string;
}) {
  const { value, onChange, problem } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const { data } = useItsmQuery(supplierRoutes.list, {
    query: { category: ['draft', 'open'], limit: 200 },
  });
  const items = data?.items ?? [];
  return (
    <Select
      label={t('contracts.supplier')}
      description={
        problem ??
        (data && items.length === 0 ? t('contracts.noSupplier') : undefined)
      }
      isInvalid={problem !== undefined}
      isRequired
      searchable
      options={items.map(({ number, title }) => ({
        value: number,
        label: `${title} (${number})`,
      }))}
      value={value ?? null}
      onChange={key => key && onChange(String(key))}
      {...problemProps(problem)}
    />
  );
}
