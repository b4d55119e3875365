import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup } from '@backstage/ui';
import { EXPECTED_IMPACTS } from '@callboard/plugin-itsm-common';
import type { ExpectedImpact } from '@callboard/plugin-itsm-common';
import { changeFormTranslationRef } from './translation';

/** Chooses what happens to the affected items during the window, by what users notice. */
export function ImpactInput(props: {
  value: ExpectedImpact;
  onChange: (value: ExpectedImpact) => void;
}) {
  const { t } = useTranslationRef(changeFormTranslationRef);
  return (
    <RadioGroup
      label={t('impact.label')}
      value={props.value}
      onChange={value => props.onChange(value as ExpectedImpact)}
    >
      {EXPECTED_IMPACTS.map(({ value }) => (
        <Radio key={value} value={value}>
          {t(`impact.${value}`)}
        </Radio>
      ))}
    </RadioGroup>
  );
}
