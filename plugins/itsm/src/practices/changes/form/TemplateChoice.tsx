import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { withTemplate } from './draft';
import type { ChangeForm } from './draft';
import { changeFormTranslationRef } from './translation';

const NONE = 'none';
const KEPT_MS = 300_000;

/** Fills the form in from a template; there only where there are any. */
export function TemplateChoice(props: {
  form: ChangeForm;
  onChange: (form: ChangeForm) => void;
}) {
  const { form, onChange } = props;
  const { t } = useTranslationRef(changeFormTranslationRef);
  const { data } = useItsmQuery(definitionRoutes.templates, {
    query: { type: 'change' },
    staleTime: KEPT_MS,
  });
  const templates = data?.items ?? [];
  if (templates.length === 0) return null;
  const find = (key: string | undefined) =>
    templates.find(template => template.key === key);
  const chosen = find(form.template);
  const hint = [
    chosen?.hint,
    chosen?.tasks.length && t('template.tasks', { count: chosen.tasks.length }),
  ];
  return (
    <Select
      label={t('template.label')}
      description={hint.filter(Boolean).join(' ')}
      options={[
        { id: NONE, label: t('template.none') },
        ...templates.map(({ key, title }) => ({ id: key, label: title })),
      ]}
      value={chosen?.key ?? NONE}
      onChange={key => onChange(withTemplate(form, find(String(key)), chosen))}
    />
  );
}
