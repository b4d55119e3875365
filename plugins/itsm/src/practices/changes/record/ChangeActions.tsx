import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeLifecycle, concernsChange } from '@callboard/plugin-itsm-common';
import type { Change } from '@callboard/plugin-itsm-common';
import { AssignToMe, TransitionBar } from '@callboard/plugin-itsm-react';
import { CHANGE_RECORD_FIELDS } from '../fields';
import { MoreMenu } from './MoreMenu';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** What is written once and then stands: it is not asked again as a reason would be. */
const WRITTEN = [
  'justification',
  'plan',
  'rollbackPlan',
  'plannedStart',
  'plannedEnd',
];

/**
 * What the reader can do with a change: without what is for other types of change or comes with a
 * decision, and without asking for what the change says already.
 */
export function offersOf(change: Change): Change['viewer'] {
  const said = (key: string) =>
    WRITTEN.includes(key) && change[key as keyof Change] !== undefined;
  return {
    ...change.viewer,
    transitions: change.viewer.transitions
      .filter(({ name }) => concernsChange(name, change))
      .map(offer => ({
        ...offer,
        required: offer.required.filter(key => !said(key)),
      })),
  };
}

/** What can be done with a change: its transitions, taking it, and the rarer things in a menu. */
export function ChangeActions(props: {
  change: Change;
  page: ChangeOnPage;
  /** In a panel beside a list. */
  embedded?: boolean;
}) {
  const { change, page, embedded } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  return (
    <TransitionBar
      record={change}
      viewer={offersOf(change)}
      lifecycle={changeLifecycle}
      fields={CHANGE_RECORD_FIELDS}
      onTransition={page.take}
      onLoadLatest={page.loadLatest}
      hints={{
        cancelReason: t('hint.cancelReason'),
        sentBackReason: t('hint.sentBackReason'),
        outcome: t('hint.outcome'),
      }}
      more={
        <>
          <AssignToMe record={change} page={page} label={t('assign')} />
          <MoreMenu page={page} />
        </>
      }
      embedded={embedded}
    />
  );
}
