import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, TextAreaField } from '@backstage/ui';
import type { Incident } from '@callboard/plugin-itsm-common';
import {
  focusOnOpen,
  FormDialog,
  InstantInput,
  itsmReactTranslationRef,
  problemProps,
  refTitle,
  useFormDraft,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { incidentRecordTranslationRef } from './translation';
import type { IncidentOnPage } from './useIncident';

const QUICK = ['inHalfHour', 'inOneHour', 'inFourHours', 'tomorrow'] as const;
const MOST = 5_000;

interface MajorForm {
  summary: string;
  nextUpdateAt?: string;
  announced: boolean;
}

/** Begins with what is known; a promise that is past is not one any more. */
function draftOf(incident: Incident): MajorForm {
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
  const draft = useFormDraft(
    `major/${number}`,
    draftOf(incident),
    incident.version,
  );
  const { form, change } = draft;
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const restricted = incident.visibility === 'restricted';
  const empty = form.summary.trim() === '';
  const past = form.nextUpdateAt && Date.parse(form.nextUpdateAt) <= Date.now();
  const title = incident.major ? t('more.updateMajor') : t('major.declare');

  const submit = async () => {
    setTried(true);
    if (empty || past || pending) return;
    setPending(true);
    try {
      await page.declareMajor(
        {
          summary: form.summary.trim(),
          nextUpdateAt: form.nextUpdateAt ?? null,
          announced: form.announced && !restricted,
        },
        draft.version ?? incident.version,
      );
      draft.clear();
      onClose();
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <FormDialog
      title={`${title.replace(/ …$/, '')} · ${number}`}
      width={600}
      draft={draft}
      error={error}
      submit={incident.major ? t('major.save') : t('major.declare')}
      isPending={pending}
      onSubmit={submit}
      onLoadLatest={page.loadLatest}
      cancel={words('property.cancel')}
      onClose={onClose}
    >
      <TextAreaField
        label={t('major.summary')}
        description={t('major.summaryHint')}
        rows={7}
        maxLength={MOST}
        isRequired
        value={form.summary}
        onChange={summary => change({ summary })}
        {...focusOnOpen()}
        {...problemProps(
          tried && empty ? t('major.summaryMissing') : undefined,
        )}
      />
      <InstantInput
        label={t('major.next')}
        description={t('major.nextHint')}
        quick={QUICK}
        value={form.nextUpdateAt}
        onChange={nextUpdateAt => change({ nextUpdateAt })}
        {...problemProps(tried && past ? t('major.nextPast') : undefined)}
      />
      <Checkbox
        isSelected={form.announced && !restricted}
        isDisabled={restricted}
        onChange={announced => change({ announced })}
      >
        {restricted
          ? t('major.announceNot')
          : t('major.announce', {
              service: serviceRef ? refTitle(serviceRef, refs) : '',
            })}
      </Checkbox>
    </FormDialog>
  );
}
