import type { CmdbWords } from '../translation';

const OWN = ['title', 'description', 'tags', 'links'] as const;
type Own = (typeof OWN)[number];

const isOwn = (name: string): name is Own => OWN.includes(name as Own);

/** `deploymentTier` as people read it: "Deployment tier". */
function readable(part: string): string {
  const words = part
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLocaleLowerCase('en-US')
    .replace(/\bapi(s?)\b/g, 'API$1')
    .replace(/\burl(s?)\b/g, 'URL$1')
    .trim();
  return words.charAt(0).toLocaleUpperCase('en-US') + words.slice(1);
}

/**
 * What a field is called: `spec.lifecycle` is "Lifecycle". Labels and annotations go by their key,
 * as whoever wrote them knows it.
 */
export function fieldLabel(field: string, t: CmdbWords): string {
  if (isOwn(field)) return t(`fields.${field}`);
  const dot = field.indexOf('.');
  const [root, rest] = [field.slice(0, dot), field.slice(dot + 1)];
  if (root === 'labels') return t('fields.label', { key: rest });
  if (root === 'annotations') return t('fields.annotation', { key: rest });
  const path = root === 'spec' ? rest : field;
  return path.split('.').map(readable).join(' › ');
}
