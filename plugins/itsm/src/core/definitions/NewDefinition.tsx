import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Select, Skeleton, Text, TextField } from '@backstage/ui';
import {
  definitionKeySchema,
  definitionRoutes,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  problemProps,
  RecordSection,
  useGo,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useState } from 'react';
import { adminRouteRef } from '../admin/routes';
import { DefinitionEditor } from './DefinitionEditor';
import styles from './Definitions.module.css';
import { SchemaHelp } from './SchemaHelp';
import { definitionsTranslationRef } from './translation';
import { yamlStart } from './yamlStart';

/** What the address says was chosen before, e.g. `kind:freeze`. */
function chosenBefore(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map(part => part.split(':') as [string, string]),
  );
}

/** Asks for kind and key of a new definition, and then for its text. */
export function NewDefinition() {
  const { t } = useTranslationRef(definitionsTranslationRef);
  const base = `${useRouteRef(adminRouteRef)?.() ?? ''}/definitions`;
  const url = useUrlValues();
  const go = useGo();
  const kind = url.get('kind');
  const [key, setKey] = useState('');
  const kinds = useItsmQuery(definitionRoutes.kinds, { staleTime: 60_000 });
  const info = kinds.data?.items.find(k => k.kind === kind);
  const parsed = definitionKeySchema.safeParse(key);
  return (
    <div className={styles.part}>
      <div className={styles.row}>
        <ButtonLink
          size="small"
          variant="tertiary"
          iconStart={<RiArrowLeftLine />}
          href={base}
        >
          {t('back')}
        </ButtonLink>
      </div>
      {kinds.isPending && <Skeleton height={180} />}
      {kinds.error && !kinds.data && (
        <FailureMessage error={kinds.error} onRetry={() => kinds.refetch()} />
      )}
      {kinds.data && (
        <div className={styles.columns}>
          <RecordSection title={t('edit.newTitle')}>
            <div className={styles.part}>
              <Select
                label={t('edit.kind')}
                description={info?.description}
                options={kinds.data.items.map(k => ({
                  id: k.kind,
                  label: k.label,
                }))}
                value={kind || null}
                onChange={id => url.set({ kind: String(id) })}
              />
              <TextField
                label={t('edit.key')}
                description={t('edit.keyHint')}
                value={key}
                onChange={setKey}
                {...problemProps(
                  key && !parsed.success
                    ? parsed.error.issues[0].message
                    : undefined,
                )}
              />
              {!info && (
                <Text as="p" color="secondary">
                  {t('edit.nothingYet')}
                </Text>
              )}
              {info && parsed.success && (
                <DefinitionEditor
                  key={`${kind}/${key}`}
                  kind={kind}
                  definitionKey={key}
                  start={`${yamlStart(
                    info.schema,
                    '',
                    chosenBefore(url.get('with')),
                  )}\n`}
                  version={0}
                  onSaved={saved => go(`${base}/${saved.kind}/${saved.key}`)}
                />
              )}
            </div>
          </RecordSection>
          <div className={styles.side}>
            {kind && <SchemaHelp kind={kind} />}
          </div>
        </div>
      )}
    </div>
  );
}
