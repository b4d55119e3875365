import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { itsmApiRef, RefusalAlert } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { useDefinitionDraft } from './DefinitionEditor';
import { definitionsTranslationRef } from './translation';

/** Takes the text of an older version into the editor, where it can be saved as a new one. */
export function RestoreButton(props: {
  kind: string;
  definitionKey: string;
  version: number;
  /** The version that the new one will follow. */
  current: number;
  onRestored: () => void;
}) {
  const { kind, definitionKey: key, version } = props;
  const { t } = useTranslationRef(definitionsTranslationRef);
  const api = useApi(itsmApiRef);
  const [, setDraft] = useDefinitionDraft(kind, key);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const restore = async () => {
    setPending(true);
    setError(undefined);
    try {
      const { text } = await api.call(definitionRoutes.version, {
        params: { kind, key, version },
      });
      setDraft({ text, version: props.current });
      props.onRestored();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        isPending={pending}
        onPress={restore}
      >
        {t('versions.restore')}
      </Button>
      <RefusalAlert error={error} />
    </>
  );
}
