import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { kernelRoutes, nameOf } from '@callboard/plugin-itsm-common';
import {
  entityTitle,
  isForbidden,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useCatalogEntity,
  useItsmMutation,
  useMe,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { IncidentDraft } from './draft';
import { incidentFormTranslationRef } from './translation';

const BRIEF_MS = 5_000;

/** What was written, as a comment: the title stands in bold above the description. */
function wordsOf({ title, description }: IncidentDraft, whose: string): string {
  const head = title.trim() && `**${title.trim()}**`;
  const own = [head, description.trim()].filter(Boolean);
  return own.length > 0 ? [whose, ...own].filter(Boolean).join('\n\n') : '';
}

/** Watches an open incident instead of filing another one, and adds what was written to it. */
export function JoinInsteadDialog(props: {
  number: string;
  draft: IncidentDraft;
  onJoined: (number: string) => void;
  onClose: () => void;
}) {
  const { number, draft, onJoined, onClose } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const me = useMe();
  const toast = useApi(toastApiRef);
  const watch = useItsmMutation(kernelRoutes.addParticipant);
  const comment = useItsmMutation(kernelRoutes.addComment);
  const person = draft.requestedForRef;
  const entity = useCatalogEntity(person).data;
  const who = entity ? entityTitle(entity) : person && nameOf(person);
  const words = wordsOf(draft, who ? t('similar.forWhom', { who }) : '');
  const [adds, setAdds] = useState(words !== '');
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);

  const submit = async () => {
    if (!me || pending) return;
    setPending(true);
    setError(undefined);
    try {
      const params = { id: number };
      const join = (principalRef: string) =>
        watch.mutateAsync({ params, body: { principalRef, role: 'watcher' } });
      try {
        // Who has the trouble wants to hear of it, not who files for them.
        await join(person ?? me);
      } catch (e) {
        // Only those who work on it may add others; who may not hears of it for them.
        if (!person || !isForbidden(e)) throw e;
        await join(me);
      }
      if (adds && words) {
        const body = { body: words, audience: 'requester' } as const;
        await comment.mutateAsync({ params, body });
      }
      toast.post({
        title: t('similar.joined', { number }),
        status: 'success',
        timeout: BRIEF_MS,
      });
      onJoined(number);
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen
      isDismissable
      onOpenChange={open => !open && onClose()}
      width={460}
    >
      <DialogHeader>{t('similar.joinTitle', { number })}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="3">
            <Text as="p">{t('similar.joinText')}</Text>
            {words && (
              <Checkbox isSelected={adds} onChange={setAdds}>
                {t('similar.addWords')}
              </Checkbox>
            )}
            <RefusalAlert error={error} />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={pending} onPress={submit}>
          {t('similar.confirm', { number })}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('similar.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
