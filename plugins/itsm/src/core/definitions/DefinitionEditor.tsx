import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import type { DefinitionVersion } from '@callboard/plugin-itsm-common';
import {
  DefinitionParts,
  InstantInput,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useId, useRef, useState } from 'react';
import styles from './Definitions.module.css';
import { FaultList } from './FaultList';
import { definitionsTranslationRef } from './translation';
import { useCheck } from './useCheck';
import { goTo, YamlEditor } from './YamlEditor';

/** What is being written, and upon which version; 0 for a new one. */
export interface DefinitionDraft {
  text: string;
  version: number;
}

/** What is being written of a definition, as it is kept in this tab. */
export const useDefinitionDraft = (kind: string, key: string) =>
  useDraft<DefinitionDraft | null>(`definition/${kind}/${key}`, null);

const QUICK = ['tomorrow', 'monday', 'inOneWeek'] as const;

/**
 * Writes a version of a definition; the server checks it while it is written. What was begun upon an older version
 * is not saved over a newer one before somebody says so.
 */
export function DefinitionEditor(props: {
  kind: string;
  definitionKey: string;
  /** The text it begins with. */
  start: string;
  /** The version it is based on; 0 for a new one. */
  version: number;
  /** Text put into the editor from elsewhere, such as an older version. */
  taken?: string;
  onSaved: (saved: DefinitionVersion) => void;
  onLoadLatest?: () => void;
}) {
  const { kind, definitionKey: key, start, version } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  const toast = useApi(toastApiRef);
  const area = useRef<HTMLTextAreaElement>(null);
  const faultsId = useId();
  const [draft, setDraft, clearDraft] = useDefinitionDraft(kind, key);
  const [validFrom, setValidFrom] = useState<string>();
  const text = draft?.text ?? start;
  const base = draft?.version ?? version;
  const touched = text !== start;
  const isBehind = touched && base !== version;
  const { check, error, isOld } = useCheck({
    kind,
    key,
    text,
    validFrom,
    enabled: touched || version === 0,
  });
  const write = useItsmMutation(definitionRoutes.write);
  const faults = check?.faults ?? [];

  const save = () => {
    if (!touched || isBehind || isOld || !check?.ok || write.isPending) return;
    write.mutate(
      { params: { kind, key }, body: { text, validFrom }, ifMatch: base },
      {
        onSuccess: saved => {
          clearDraft();
          const words =
            saved.state === 'planned' ? 'edit.savedPlanned' : 'edit.saved';
          toast.post({
            title: t(words, { version: String(saved.version) }),
            status: 'success',
          });
          props.onSaved(saved);
        },
      },
    );
  };
  const standing = () => {
    if (!touched && version > 0) return t('edit.unchanged');
    if (isOld || !check) return error ? '' : t('edit.checking');
    return check.ok ? t('edit.ok') : t('edit.faults', { count: faults.length });
  };
  return (
    <SubmitKeys className={styles.editor} onSubmit={save}>
      <YamlEditor
        value={text}
        onChange={next => setDraft({ text: next, version: base })}
        faultLines={faults.flatMap(f => f.line ?? [])}
        describedBy={faultsId}
        areaRef={area}
      />
      <Text
        as="p"
        variant="body-small"
        color={check && !check.ok && !isOld ? 'danger' : 'secondary'}
        role="status"
      >
        {standing()}
      </Text>
      <FaultList
        id={faultsId}
        faults={faults}
        warnings={check?.warnings ?? []}
        onGoTo={(line, column) => goTo(area.current, line, column)}
      />
      <RefusalAlert error={error} />
      <InstantInput
        label={t('edit.validFrom')}
        quick={QUICK}
        value={validFrom}
        onChange={setValidFrom}
      />
      <RefusalAlert error={write.error} onLoadLatest={props.onLoadLatest} />
      {isBehind && (
        <Alert
          role="alert"
          icon
          status="warning"
          title={t('edit.behind', {
            base: String(base),
            version: String(version),
          })}
          description={t('edit.behindNext')}
          customActions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => setDraft({ text, version })}
            >
              {t('edit.onTop', { version: String(version) })}
            </Button>
          }
        />
      )}
      <div className={styles.buttons}>
        <Button
          variant="primary"
          isDisabled={!touched || isBehind || isOld || !check?.ok}
          isPending={write.isPending}
          onPress={save}
        >
          {t('edit.save')}
          <SubmitKeysHint />
        </Button>
        {touched && (
          <Button variant="tertiary" onPress={clearDraft}>
            {t('edit.discard')}
          </Button>
        )}
        <DefinitionParts
          kind={kind}
          definitionKey={key}
          text={text}
          touched={touched}
          isSound={isOld ? undefined : check?.ok}
        />
      </div>
    </SubmitKeys>
  );
}
