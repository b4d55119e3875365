import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { problemProps, useItsmQuery } from '@callboard/plugin-itsm-react';
import { incidentField } from '../fields';
import type { IncidentDraft } from './draft';
import styles from './FileIncidentForm.module.css';
import { incidentFormTranslationRef } from './translation';

const NONE = '';
const KEPT_MS = 300_000;

/** Category and subcategory: chosen from those that are defined, else in one's own words. */
export function CategoryFields(props: {
  draft: IncidentDraft;
  problems: Partial<Record<keyof IncidentDraft, string>>;
  onChange: (changes: Partial<IncidentDraft>) => void;
}) {
  const { draft, problems, onChange } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const settings = useItsmQuery(incidentRoutes.settings, {
    staleTime: KEPT_MS,
  });
  const categories = settings.data?.categories ?? [];
  const { label } = incidentField('category');
  if (categories.length === 0) {
    return (
      <TextField
        label={label}
        value={draft.category}
        onChange={category => onChange({ category })}
        {...problemProps(problems.category)}
      />
    );
  }
  const chosen = categories.find(c => c.key === draft.category);
  const none = { id: 'none', label: t('category.none') };
  return (
    <div className={styles.severities}>
      <Select
        label={label}
        options={[
          none,
          ...categories.map(c => ({ id: c.key, label: c.label })),
        ]}
        value={chosen?.key ?? none.id}
        onChange={key =>
          onChange({
            category: key === none.id ? NONE : String(key),
            subcategory: NONE,
          })
        }
      />
      {chosen && chosen.subcategories.length > 0 && (
        <Select
          label={incidentField('subcategory').label}
          options={[
            none,
            ...chosen.subcategories.map(s => ({ id: s.key, label: s.label })),
          ]}
          value={draft.subcategory || none.id}
          onChange={key =>
            onChange({ subcategory: key === none.id ? NONE : String(key) })
          }
        />
      )}
    </div>
  );
}
