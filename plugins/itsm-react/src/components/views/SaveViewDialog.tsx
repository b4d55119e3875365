import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Radio,
  RadioGroup,
  TextField,
} from '@backstage/ui';
import {
  nameOf,
  titleSchema,
  VIEW_SHARING,
} from '@callboard/plugin-itsm-common';
import type { ViewSharing } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { itsmReactTranslationRef } from '../../translation';
import { problemProps } from '../fields/FieldInput';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import { entityTitle, useCatalogEntity } from '../pickers/useEntityOptions';
import { useMyGroups } from '../pickers/useMyGroups';
import { RefusalAlert } from '../states/RefusalAlert';
import type { ViewDraft } from './useSavedViews';

function GroupName(props: { group: string }) {
  const entity = useCatalogEntity(props.group).data;
  return <>{entity ? entityTitle(entity) : nameOf(props.group)}</>;
}

/** Names a view and says who sees it. */
export function SaveViewDialog(props: {
  title: string;
  draft: ViewDraft;
  /** Rejects with the server's refusal, e.g. that only agents may share with everybody. */
  onSave: (draft: ViewDraft) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [draft, setDraft] = useState(props.draft);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const mine = useMyGroups();
  // A view may be shared with groups one is not in, by an admin or before one left.
  const groups = [...new Set([...mine, ...draft.groups])];
  const name = titleSchema.safeParse(draft.name);
  const groupless = draft.sharing === 'groups' && draft.groups.length === 0;

  const save = async () => {
    setTried(true);
    if (!name.success || groupless || pending) return;
    setPending(true);
    try {
      await props.onSave({
        ...draft,
        name: name.data,
        groups: draft.sharing === 'groups' ? draft.groups : [],
      });
      props.onClose();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  const nameProblem = name.success ? undefined : name.error.issues[0].message;
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={open => !open && props.onClose()}
      width={460}
    >
      <DialogHeader>{props.title}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={save}>
          <Flex direction="column" gap="4">
            <TextField
              label={t('views.name')}
              description={t('views.nameHint')}
              value={draft.name}
              onChange={next => setDraft({ ...draft, name: next })}
              {...focusOnOpen()}
              {...problemProps(tried ? nameProblem : undefined)}
            />
            <RadioGroup
              label={t('views.sharing')}
              description={t('views.sharingHint')}
              value={draft.sharing}
              onChange={next =>
                setDraft({ ...draft, sharing: next as ViewSharing })
              }
            >
              {VIEW_SHARING.map(sharing => (
                <Radio key={sharing} value={sharing}>
                  {t(`views.sharings.${sharing}`)}
                </Radio>
              ))}
            </RadioGroup>
            {draft.sharing === 'groups' && (
              <CheckboxGroup
                label={t('views.groups')}
                value={draft.groups}
                onChange={next => setDraft({ ...draft, groups: next })}
                isInvalid={tried && groupless}
                description={
                  tried && groupless ? t('views.groupsProblem') : undefined
                }
              >
                {groups.map(group => (
                  <Checkbox key={group} value={group}>
                    <GroupName group={group} />
                  </Checkbox>
                ))}
              </CheckboxGroup>
            )}
            <RefusalAlert error={error} />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={pending} onPress={save}>
          {t('views.submit')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={props.onClose}>
          {t('views.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
