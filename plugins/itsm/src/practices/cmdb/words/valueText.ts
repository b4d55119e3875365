import type { CiFieldChange } from '@callboard/plugin-itsm-common';
import type { CmdbWords } from '../translation';

/** The value of a field. */
export type FieldValue = NonNullable<CiFieldChange['before']>;

/** An object in a list, such as a link, is kept as the text of its JSON. */
function itemText(text: string): string {
  if (!text.startsWith('{')) return text;
  try {
    const { title, url } = JSON.parse(text);
    if (typeof url === 'string') return title ? `${title} (${url})` : url;
  } catch {
    // Then it only looked like one.
  }
  return text;
}

/** A field's value in words; undefined if it has none. */
export function valueText(
  value: FieldValue | undefined,
  t: CmdbWords,
): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value === 'boolean')
    return value ? t('fields.yes') : t('fields.no');
  if (Array.isArray(value))
    return value.map(item => valueText(item, t) ?? '').join(', ');
  return itemText(String(value));
}
