import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { RecordSection, useItsmQuery } from '@callboard/plugin-itsm-react';
import styles from './Definitions.module.css';
import { definitionsTranslationRef } from './translation';

type Schema = Record<string, any>;

function typeWords(schema: Schema): string {
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(typeWords).join(' | ');
  if (schema.type === 'array')
    return `list of ${typeWords(schema.items ?? {})}`;
  return schema.type ?? 'anything';
}

/** What may stand in a definition of a kind, from its schema. */
export function SchemaHelp(props: { kind: string }) {
  const { t } = useTranslationRef(definitionsTranslationRef);
  const { data } = useItsmQuery(definitionRoutes.kinds, { staleTime: 60_000 });
  const info = data?.items.find(k => k.kind === props.kind);
  if (!info) return null;
  const schema = info.schema as Schema;
  const required = new Set<string>(schema.required ?? []);
  return (
    <RecordSection title={t('edit.schema')}>
      <p className={styles.about}>{info.description}</p>
      <dl className={styles.diff}>
        {Object.entries<Schema>(schema.properties ?? {}).map(([name, one]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              {name}
              {required.has(name) && one.default === undefined && ' *'}
            </dt>
            <dd>
              <span className={styles.about}>{typeWords(one)}</span>
              {one.description && <span>{one.description}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </RecordSection>
  );
}
