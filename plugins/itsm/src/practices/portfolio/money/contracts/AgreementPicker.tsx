import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { serviceLevelRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { moneyTranslationRef } from '../translation';

const NONE = '';

/** Chooses the service level agreement that a contract underpins, or none. */
export function AgreementPicker(props: {
  value: string | undefined;
  onChange: (key: string | undefined) => void;
}) {
  const { value, onChange } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  const { data } = useItsmQuery(serviceLevelRoutes.agreements, {});
  const known = (data?.items ?? []).map(({ key, name }) => ({
    value: key,
    label: name,
  }));
  // One that is not there any more is still what the contract says.
  if (value && !known.some(option => option.value === value))
    known.push({ value, label: value });
  return (
    <Select
      label={t('contracts.underpins')}
      description={t('contracts.underpinsAbout')}
      searchable
      options={[{ value: NONE, label: t('contracts.noAgreement') }, ...known]}
      value={value ?? NONE}
      onChange={key => onChange(String(key ?? NONE) || undefined)}
    />
  );
}
