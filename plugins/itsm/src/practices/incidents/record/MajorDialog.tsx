import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextAreaField,
} from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  InstantInput,
  itsmReactTranslationRef,
  problemProps,
  RefusalAlert,
  refTitle,
  SubmitKeys,
  SubmitKeysHint,
  useDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

const QUICK = ['inHalfHour', 'inOneHour', 'inFourHours', 'tomorrow'] as const;
const MOST = 5_000;

interface Draft {
  summary: string;
  nextUpdateAt?: string;
  announced: boolean;
}

/** Begins with what is known; a promise that is past is not one any more. */
function draftOf(incident: Incident): Draft {
  const next = incident.nextUpdateAt;
  return {
    summary: incident.majorSummary ?? '',
    nextUpdateAt: next && Date.parse(next) > Date.now() ? next : undefined,
    announced: incident.majorAnnounced ?? false,
  };
}

/** Declares a major incident, or publishes what is known of one by now. */
export function MajorDialog(props: {
  incident: Incident;
  page: IncidentOnPage;
  onClose: () => void;
}) {
  const { incident, page, onClose } = props;
  const { number, serviceRef, refs } = incident;
  const { t } = useTranslationRef(incidentRecordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const [draft, setDraft, clearDraft] = useDraft(
    `major/${number}`,
    draftOf(incident),
  );
  const [version, setVersion] = useState(incident.version);
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const restricted = incident.visibility === 'restricted';
  const empty = draft.summary.trim() === '';
  const past =
    draft.nextUpdateAt && Date.parse(draft.nextUpdateAt) <= Date.now();
  const title = incident.major ? t('more.updateMajor') : t('major.declare');

  const submit = async () => {
    setTried(true);
    if (empty || past || pending) return;
    setPending(true);
    try {
      await page.declareMajor(
        {
          summary: draft.summary.trim(),
          nextUpdateAt: draft.nextUpdateAt ?? null,
          announced: draft.announced && !restricted,
        },
        version,
      );
      clearDraft();
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
      width={600}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{`${title.replace(/ …$/, '')} · ${number}`}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            <TextAreaField
              label={t('major.summary')}
              description={t('major.summaryHint')}
              rows={7}
              maxLength={MOST}
              isRequired
              value={draft.summary}
              onChange={summary => setDraft({ ...draft, summary })}
              {...focusOnOpen()}
              {...problemProps(
                tried && empty ? t('major.summaryMissing') : undefined,
              )}
            />
            <InstantInput
              label={t('major.next')}
              description={t('major.nextHint')}
              quick={QUICK}
              value={draft.nextUpdateAt}
              onChange={nextUpdateAt => setDraft({ ...draft, nextUpdateAt })}
              {...problemProps(tried && past ? t('major.nextPast') : undefined)}
            />
            <Checkbox
              isSelected={draft.announced && !restricted}
              isDisabled={restricted}
              onChange={announced => setDraft({ ...draft, announced })}
            >
              {restricted
                ? t('major.announceNot')
                : t('major.announce', {
                    service: serviceRef ? refTitle(serviceRef, refs) : '',
                  })}
            </Checkbox>
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
        <Button variant="primary" isPending={pending} onPress={submit}>
          {incident.major ? t('major.save') : t('major.declare')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {words('transition.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
