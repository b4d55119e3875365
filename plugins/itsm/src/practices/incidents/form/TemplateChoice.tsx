import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import type { IncidentDraft } from './draft';
import { withTemplate } from './draft';
import { incidentFormTranslationRef } from './translation';

const NONE = 'none';
const KEPT_MS = 300_000;

/** Fills the form in from a template; there only where there are any. */
export function TemplateChoice(props: {
  draft: IncidentDraft;
  onChange: (draft: IncidentDraft) => void;
}) {
  const { draft, onChange } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const { data } = useItsmQuery(definitionRoutes.templates, {
    query: { type: 'incident' },
    staleTime: KEPT_MS,
  });
  const templates = data?.items ?? [];
  if (templates.length === 0) return null;
  const find = (key: string | undefined) =>
    templates.find(template => template.key === key);
  const chosen = find(draft.template);
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
      onChange={key => onChange(withTemplate(draft, find(String(key)), chosen))}
    />
  );
}
