import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  cmdbClassRoutes,
  PORTAL_SOURCE,
  readAttribute,
} from '@callboard/plugin-itsm-common';
import type { CiAttributes } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  itsmReactTranslationRef,
  RefusalAlert,
  SubmitKeys,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { AttributeView } from '../classes/attributeWords';
import { CiValue } from '../classes/CiValue';
import { AttributeInput } from './AttributeInput';
import styles from './Attributes.module.css';
import { ciAttributesTranslationRef } from './translation';
import type { AttributeDraft } from './useAttributeDrafts';

type Value = CiAttributes['values'][number];

/** What a draft is based on: a value as JSON. */
export const baseOf = (said: Value | undefined) =>
  JSON.stringify(said?.value ?? null);

/** Edits one attribute in place: what was typed stays on a refusal and on a change by others. */
export function AttributeEditor(props: {
  item: CiAttributes;
  attribute: AttributeView;
  said: Value | undefined;
  draft: AttributeDraft;
  onDraft: (draft: AttributeDraft) => void;
  onClose: () => void;
  onLoadLatest: () => Promise<number | undefined>;
  nameOf: (source: string) => string;
}) {
  const { item, attribute, said, draft, onDraft, onClose } = props;
  const { t } = useTranslationRef(ciAttributesTranslationRef);
  const { t: tr } = useTranslationRef(itsmReactTranslationRef);
  const mutation = useItsmMutation(cmdbClassRoutes.patchAttributes);
  const [fault, setFault] = useState<string>();
  const isNoted =
    said?.source === PORTAL_SOURCE ||
    said?.others.some(o => o.source === PORTAL_SOURCE);
  const current = baseOf(said);
  const isOther = draft.base !== current;

  const send = (value: string | number | boolean | null) =>
    mutation.mutate(
      {
        // On what one sees: what others changed elsewhere of the item is no conflict.
        ifMatch: isOther ? draft.version : item.version,
        body: { ref: item.ref, values: { [attribute.key]: value } },
      },
      { onSuccess: onClose },
    );
  const save = () => {
    if (mutation.isPending) return;
    if (draft.text.trim() === '' && isNoted) {
      setFault(t('empty'));
      return;
    }
    const read = readAttribute(attribute, draft.text);
    setFault(read.fault);
    if (read.fault !== undefined) return;
    if (
      JSON.stringify(read.value) === current &&
      said?.source === PORTAL_SOURCE
    )
      onClose();
    else send(read.value);
  };
  const loadLatest = async () => {
    const version = await props.onLoadLatest();
    mutation.reset();
    onDraft({ ...draft, base: current, version: version ?? item.version });
  };

  return (
    <SubmitKeys className={styles.editor} onSubmit={save} onEscape={onClose}>
      <AttributeInput
        attribute={attribute}
        value={draft.text}
        problem={fault}
        {...focusOnOpen()}
        onChange={text => {
          setFault(undefined);
          onDraft({ ...draft, text });
        }}
      />
      {isOther && !mutation.error && (
        <Alert
          role="status"
          icon
          status="warning"
          title={tr('meanwhile.title', {
            who: said ? props.nameOf(said.source) : tr('timeline.somebody'),
            field: attribute.label,
          })}
          description={
            <Flex direction="column" gap="2">
              <span>
                {tr('meanwhile.now')}{' '}
                <CiValue
                  name={attribute.key}
                  attribute={attribute}
                  value={said?.value}
                  refs={item.refs}
                />
              </span>
              <Flex gap="2" style={{ flexWrap: 'wrap' }}>
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() =>
                    onDraft({
                      text: said ? String(said.value) : '',
                      base: current,
                      version: item.version,
                    })
                  }
                >
                  {tr('meanwhile.show')}
                </Button>
                <Button
                  size="small"
                  variant="tertiary"
                  onPress={() =>
                    onDraft({ ...draft, base: current, version: item.version })
                  }
                >
                  {tr('meanwhile.keep')}
                </Button>
              </Flex>
            </Flex>
          }
        />
      )}
      <RefusalAlert error={mutation.error} onLoadLatest={loadLatest} />
      <div className={styles.buttons}>
        <Button
          size="small"
          variant="primary"
          isPending={mutation.isPending}
          onPress={save}
        >
          {t('save')}
        </Button>
        <Button size="small" variant="tertiary" onPress={onClose}>
          {t('cancel')}
        </Button>
        {isNoted && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => send(null)}
            isDisabled={mutation.isPending}
          >
            {t('takeBack')}
          </Button>
        )}
      </div>
      {isNoted && <p className={styles.hint}>{t('takeBackHint')}</p>}
    </SubmitKeys>
  );
}
