import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Skeleton } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RecordSection,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { ConfirmButton } from '../admin/ConfirmButton';
import { adminRouteRef } from '../admin/routes';
import { useAct } from '../admin/useAct';
import { DefinitionEditor } from './DefinitionEditor';
import styles from './Definitions.module.css';
import { DefinitionState } from './DefinitionState';
import { SchemaHelp } from './SchemaHelp';
import { definitionsTranslationRef } from './translation';
import { Versions } from './Versions';
import { YamlEditor } from './YamlEditor';

/** One definition: its text to be changed or read, and its versions. */
export function DefinitionPage() {
  const { kind = '', key = '' } = useParams();
  const params = { kind, key };
  const { t } = useTranslationRef(definitionsTranslationRef);
  const base = `${useRouteRef(adminRouteRef)?.() ?? ''}/definitions`;
  const query = useItsmQuery(definitionRoutes.get, { params });
  const remove = useAct(definitionRoutes.remove, () => t('edit.removed'));
  const { data, error, refetch } = query;
  // A text that is taken from an older version begins a new editor.
  const [round, setRound] = useState(0);
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
      {error && !data && (
        <FailureMessage error={error} onRetry={() => refetch()} />
      )}
      {query.isPending && <Skeleton height={260} />}
      {data && (
        <div className={styles.columns}>
          <RecordSection
            title={data.title}
            actions={
              data.editable &&
              !data.removed && (
                <ConfirmButton
                  destructive
                  question={t('edit.removeAsk')}
                  isPending={remove.isPending}
                  onConfirm={() => remove.act({ params })}
                >
                  {t('edit.remove')}
                </ConfirmButton>
              )
            }
          >
            <div className={styles.part}>
              <div className={styles.row}>
                <DefinitionState definition={data} />
                <code className={styles.code}>{`${kind}/${key}`}</code>
              </div>
              {data.editable ? (
                <DefinitionEditor
                  key={`${data.version} ${round}`}
                  kind={kind}
                  definitionKey={key}
                  start={data.text}
                  version={data.version}
                  onSaved={() => refetch()}
                  onLoadLatest={() => refetch()}
                />
              ) : (
                <>
                  <Alert
                    status="info"
                    icon
                    title={
                      data.source === 'git'
                        ? t('edit.readOnly', { file: data.file ?? 'Git' })
                        : (data.withheld &&
                            t('edit.withheld', { count: data.withheld })) ||
                          t('edit.readOnlyRight')
                    }
                  />
                  <YamlEditor value={data.text} faultLines={[]} />
                </>
              )}
            </div>
          </RecordSection>
          <div className={styles.side}>
            <Versions
              kind={kind}
              definitionKey={key}
              current={data.editable ? data.version : undefined}
              onRestored={() => setRound(n => n + 1)}
            />
            <SchemaHelp kind={kind} />
          </div>
        </div>
      )}
    </div>
  );
}
