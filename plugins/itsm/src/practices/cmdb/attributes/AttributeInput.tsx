import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { EntityPicker, problemProps } from '@callboard/plugin-itsm-react';
import type { AttributeView } from '../classes/attributeWords';
import { ciClassTranslationRef } from '../classes/translation';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';

const KINDS = ['component', 'system', 'api', 'resource', 'group', 'domain'];

/** The control for an attribute, by its type. Values are texts, as they are typed. */
export function AttributeInput(props: {
  attribute: AttributeView;
  value: string;
  onChange: (value: string) => void;
  problem: string | undefined;
  autoFocus?: boolean;
}) {
  const { attribute, value, onChange, problem, autoFocus } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const { label, unit, description, type } = attribute;
  const common = {
    label: unit ? t('unit', { label, unit }) : label,
    description,
    autoFocus,
    isRequired: attribute.need === 'required',
    ...problemProps(problem),
  };
  const choices =
    type === 'boolean'
      ? [
          { id: 'true', label: tc('yes') },
          { id: 'false', label: tc('no') },
        ]
      : (attribute.values ?? []).map(id => ({ id, label: id }));
  switch (type) {
    case 'choice':
    case 'boolean':
      return (
        <Select
          {...common}
          isInvalid={Boolean(problem)}
          placeholder={t('choose')}
          description={problem ?? description}
          options={choices}
          value={value || null}
          onChange={key => onChange(String(key))}
        />
      );
    case 'ref':
      return (
        <EntityPicker
          {...common}
          kinds={KINDS}
          value={value || undefined}
          onChange={ref => onChange(ref ?? '')}
        />
      );
    case 'date':
      return (
        <div className={styles.date}>
          <TextField
            {...common}
            // The field passes the type on; phones know best how to ask for a day.
            type={'date' as 'text'}
            value={value}
            onChange={onChange}
          />
        </div>
      );
    default:
      return (
        <TextField
          {...common}
          inputMode={type === 'number' ? 'decimal' : undefined}
          type={type === 'url' ? 'url' : 'text'}
          value={value}
          onChange={onChange}
        />
      );
  }
}
