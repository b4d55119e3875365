import { CUSTOM_PREFIX } from '@callboard/plugin-itsm-common';
import type { RegisteredType } from '../RecordTypes';

/** The newest comments of each audience that are searched. */
const COMMENTS = 300;
/** Characters of a record that are searched: a text vector of PostgreSQL holds 1 MB. */
export const MOST_CHARACTERS = 200_000;

const comments = (audience: string) =>
  `(select string_agg(ct.body, ' ' order by ct.created_at desc) from (
     select t.body, c.created_at from comments c join texts t on t.id = c.text_id
     where c.record_id = r.id and c.audience = '${audience}'
     order by c.created_at desc limit ${COMMENTS}) ct)`;

function fieldTexts(type: RegisteredType, internal: boolean): string[] {
  const own = (audience: string | undefined) =>
    (audience === 'internal') === internal;
  const detail = (type.detail?.fields ?? [])
    .filter(f => f.type === 'text' && own(f.audience))
    .map(f => `d.${f.column}`);
  const custom = [...type.fields.values()]
    .filter(f => f.custom && f.type === 'text' && own(f.audience))
    // Keys of definitions are letters, digits and dashes; anything else is left out here.
    .map(f => f.key.slice(CUSTOM_PREFIX.length))
    .filter(key => /^[a-zA-Z0-9-]+$/.test(key))
    .map(
      key =>
        `(select cv.text_value from custom_values cv where cv.record_id = r.id and cv.field_key = '${key}')`,
    );
  return [...detail, ...custom];
}

/**
 * What the requester of a record `r` may read of it, as SQL for both engines: free texts of the
 * practice (joined as `d`), and comments for the requester. Erased texts are gone from it.
 */
export function publicTextSql(type: RegisteredType): string {
  const parts = [...fieldTexts(type, false), comments('requester')];
  return `concat_ws(' ', ${parts.join(', ')})`;
}

/** What only those who work on a record `r` may read of it, as SQL; empty if there is nothing. */
export function internalTextSql(type: RegisteredType): string {
  const parts = [...fieldTexts(type, true), comments('internal')];
  return `concat_ws(' ', ${parts.join(', ')})`;
}

/** The text fields of a type, by key: a change of one changes the record's words. */
export function textKeys(type: RegisteredType): string[] {
  return [...type.fields.values()]
    .filter(f => f.type === 'text')
    .map(f => f.key);
}

/** The practice's table under the name that the texts use. */
export function joinTexts(type: RegisteredType): string {
  return type.detail
    ? `left join ${type.detail.table} d on d.record_id = r.id`
    : '';
}
