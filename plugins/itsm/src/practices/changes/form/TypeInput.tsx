import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup } from '@backstage/ui';
import { CHANGE_TYPES } from '@callboard/plugin-itsm-common';
import type { ChangeType } from '@callboard/plugin-itsm-common';
import styles from './FileChangeForm.module.css';
import { changeFormTranslationRef } from './translation';

/** What most changes are comes first. */
const ORDER: readonly ChangeType[] = ['normal', 'standard', 'emergency'];

/** Chooses the type by what it means. */
export function TypeInput(props: {
  value: ChangeType;
  onChange: (value: ChangeType) => void;
}) {
  const { t } = useTranslationRef(changeFormTranslationRef);
  return (
    <RadioGroup
      label={t('type.label')}
      value={props.value}
      onChange={value => props.onChange(value as ChangeType)}
    >
      {[...CHANGE_TYPES]
        .sort((a, b) => ORDER.indexOf(a.value) - ORDER.indexOf(b.value))
        .map(({ value, label }) => (
          <Radio key={value} value={value}>
            <span>
              {label}
              <span className={styles.hint}> · {t(`type.${value}`)}</span>
            </span>
          </Radio>
        ))}
    </RadioGroup>
  );
}
