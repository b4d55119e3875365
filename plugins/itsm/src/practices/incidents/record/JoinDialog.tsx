import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  itsmReactTranslationRef,
  problemProps,
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { IncidentPicker } from './IncidentPicker';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

/** The ways in which an incident is tied to another one. */
export type Joining = 'duplicate' | 'merge' | 'child';

/** Asks which incident another one is joined with, and says what will happen. */
export function JoinDialog(props: {
  joining: Joining;
  incident: Incident;
  page: IncidentOnPage;
  onClose: () => void;
}) {
  const { joining, incident, page, onClose } = props;
  const { number } = incident;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const toast = useApi(toastApiRef);
  const link = useItsmMutation(kernelRoutes.addLink);
  const [version, setVersion] = useState(incident.version);
  const [target, setTarget] = useState<string>();
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();

  const join = (into: string) => {
    if (joining === 'duplicate') return page.closeAsDuplicate(into, version);
    if (joining === 'merge') return page.merge(into, version);
    return link.mutateAsync({
      params: { id: number },
      body: { kind: 'child-of', target: into },
    });
  };
  const submit = async () => {
    setTried(true);
    if (!target || pending) return;
    setPending(true);
    try {
      await join(target);
      toast.post({
        title: t('join.done', { number, target }),
        status: 'success',
      });
      onClose();
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t(`join.${joining}.title`, { number })}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            <Text as="p" color="secondary">
              {t(`join.${joining}.note`, { number })}
            </Text>
            <IncidentPicker
              label={t('join.target')}
              description={t('join.targetHint')}
              without={number}
              value={target}
              onChange={setTarget}
              {...focusOnOpen()}
              {...problemProps(
                tried && !target ? t('join.missing') : undefined,
              )}
            />
            <RefusalAlert
              error={error}
              onLoadLatest={async () => {
                setVersion((await page.loadLatest()) ?? version);
                setError(undefined);
              }}
            />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={joining === 'merge'}
          isPending={pending}
          onPress={submit}
        >
          {t(`join.${joining}.action`)}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {words('transition.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
