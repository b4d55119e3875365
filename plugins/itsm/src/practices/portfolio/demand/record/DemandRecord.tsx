import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  BECOMES_IN,
  DEMAND,
  demandLifecycle,
  demandRoutes,
} from '@callboard/plugin-itsm-common';
import type { Demand, Lifecycle } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordSection,
  RefLabel,
  RouterLink,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { demandRouteRef } from '../../routes';
import styles from '../Demand.module.css';
import { DEMAND_RECORD_FIELDS } from '../fields';
import { demandTranslationRef } from '../translation';
import { Assessment } from './Assessment';
import { Merge } from './Merge';
import { Outcomes } from './Outcomes';
import { Score } from './Score';
import { Votes } from './Votes';

type OnPage = RecordOnPage<typeof demandRoutes>;

/** States in which it is assessed; in `approved` a change has it decided again. */
const ASSESSED_IN = ['new', 'assessing', 'approved'];

function Need({ demand }: { demand: Demand }) {
  const { whoFor, why, evidence, customers } = demand;
  const { t } = useTranslationRef(demandTranslationRef);
  return (
    <RecordSection title={t('section.need')}>
      <p className={styles.label}>{t('need.whoFor')}</p>
      <p className={styles.words}>{whoFor ?? t('notSaid')}</p>
      {customers !== undefined && (
        <p className={styles.hint}>
          {t('need.customers', { count: customers })}
        </p>
      )}
      <p className={styles.label}>{t('need.why')}</p>
      <Markdown>{why ?? ''}</Markdown>
      {evidence && (
        <>
          <p className={styles.label}>{t('need.evidence')}</p>
          <Markdown>{evidence}</Markdown>
        </>
      )}
    </RecordSection>
  );
}

function Answer({ demand }: { demand: Demand }) {
  const { answer, withdrawReason, mergedInto } = demand;
  const { t } = useTranslationRef(demandTranslationRef);
  const hrefOf = useRouteRef(demandRouteRef);
  const said = withdrawReason ?? answer;
  return (
    <RecordSection
      title={t(withdrawReason ? 'section.withdrawn' : 'section.answer')}
    >
      {mergedInto && (
        <p className={styles.words}>
          <RouterLink
            className={styles.link}
            to={hrefOf?.({ number: mergedInto }) ?? ''}
          >
            {t('merge.into', { number: mergedInto })}
          </RouterLink>
        </p>
      )}
      {said && <Markdown>{said}</Markdown>}
      {!said && !mergedInto && <p className={styles.hint}>{t('noAnswer')}</p>}
    </RecordSection>
  );
}

function Main({ demand, page }: { demand: Demand; page: OnPage }) {
  const { viewer, status } = demand;
  // What is to be done next stands first.
  const isUnderWay = (BECOMES_IN as readonly string[]).includes(status);
  const works = viewer.canEdit && viewer.standing.includes('worker');
  return (
    <>
      <Need demand={demand} />
      {isUnderWay && <Outcomes demand={demand} onMade={page.show} />}
      <Votes demand={demand} onGiven={page.show} />
      <Score demand={demand} />
      {works && ASSESSED_IN.includes(status) && (
        <Assessment demand={demand} onSave={page.save} />
      )}
      <Answer demand={demand} />
      {!isUnderWay && <Outcomes demand={demand} onMade={page.show} />}
    </>
  );
}

function Facts({ demand, page }: { demand: Demand; page: OnPage }) {
  const { t } = useTranslationRef(demandTranslationRef);
  const common = {
    fields: DEMAND_RECORD_FIELDS,
    record: demand,
    page,
    empty: t('nobody'),
  };
  const said = { ...common, empty: t('notSaid') };
  return (
    <>
      <EditableFact name="serviceRef" {...common} empty={t('noService')} />
      <Property label={t('requestedBy')}>
        <RefLabel entityRef={demand.requesterRef} refs={demand.refs} />
      </Property>
      <EditableFact name="source" {...said} />
      <EditableFact name="desiredBy" {...said} />
      <EditableFact name="ownerRef" {...common} />
      <EditableFact name="assigneeRef" {...common} />
    </>
  );
}

/** One need: what it says, who wants it, how it is judged, and what becomes of it. */
export function DemandRecord(props: {
  demand: Demand;
  page: OnPage;
  embedded?: boolean;
}) {
  const { demand, page, embedded } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  return (
    <RecordPageBody
      record={demand}
      type={DEMAND}
      lifecycle={demandLifecycle as Lifecycle}
      fields={DEMAND_RECORD_FIELDS}
      page={page}
      bar={{ more: <Merge demand={demand} onMerged={page.show} /> }}
      main={<Main demand={demand} page={page} />}
      facts={<Facts demand={demand} page={page} />}
      sideLabel={t('side')}
      embedded={embedded}
    />
  );
}
