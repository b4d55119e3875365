import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  LIKELIHOODS,
  RISK,
  RISK_IMPACTS,
  riskLifecycle,
  TREATMENTS,
} from '@callboard/plugin-itsm-common';
import type {
  Lifecycle,
  RiskRecord,
  riskRoutes,
} from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordSection,
  RelativeTime,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import { RiEditLine } from '@remixicon/react';
import { useState } from 'react';
import { RISK_RECORD_FIELDS } from '../fields';
import { LevelPill } from '../LevelPill';
import { isReviewDue, labelIn } from '../list/useRiskColumns';
import styles from '../Risks.module.css';
import { risksTranslationRef } from '../translation';
import { ReviewDialog } from './ReviewDialog';
import { WordsDialog } from './WordsDialog';

type OnPage = RecordOnPage<typeof riskRoutes>;
interface Props {
  risk: RiskRecord;
  page: OnPage;
}

const canEdit = ({ viewer }: RiskRecord) => viewer.canEdit;

function EditButton(props: { of: string; onPress: () => void }) {
  const { t } = useTranslationRef(risksTranslationRef);
  return (
    <Button
      size="small"
      variant="tertiary"
      iconStart={<RiEditLine />}
      aria-label={`${t('edit')}: ${props.of}`}
      onPress={props.onPress}
    >
      {t('edit')}
    </Button>
  );
}

function About({ risk, page }: Props) {
  const { cause, effect } = risk;
  const { t } = useTranslationRef(risksTranslationRef);
  const [editing, setEditing] = useState(false);
  return (
    <RecordSection
      title={t('section.about')}
      actions={
        canEdit(risk) && (
          <EditButton
            of={t('section.about')}
            onPress={() => setEditing(true)}
          />
        )
      }
    >
      {!cause && !effect && <p className={styles.hint}>{t('notYet')}</p>}
      {cause && (
        <>
          <p className={styles.label}>{t('cause')}</p>
          <Markdown>{cause}</Markdown>
        </>
      )}
      {effect && (
        <>
          <p className={styles.label}>{t('effect')}</p>
          <Markdown>{effect}</Markdown>
        </>
      )}
      {editing && (
        <WordsDialog
          title={t('section.about')}
          fields={[
            { key: 'cause', label: t('cause'), value: cause },
            { key: 'effect', label: t('effect'), value: effect },
          ]}
          risk={risk}
          onSave={(patch, version) => page.save(patch as never, version)}
          onClose={() => setEditing(false)}
        />
      )}
    </RecordSection>
  );
}

/** What it is without its treatment and with it, and which of the two counts. */
function Scores({ risk }: { risk: RiskRecord }) {
  const { t } = useTranslationRef(risksTranslationRef);
  const rows = [
    {
      key: 'before',
      label: t('scores.before'),
      likelihood: risk.likelihood,
      impact: risk.impact,
      score: risk.score,
    },
    {
      key: 'after',
      label: t('scores.after'),
      likelihood: risk.residualLikelihood,
      impact: risk.residualImpact,
      score: risk.residualScore,
    },
  ];
  const counting =
    ['watching', 'closed'].includes(risk.status) &&
    risk.residualScore !== undefined
      ? 'after'
      : 'before';
  return (
    <RecordSection title={t('section.scores')}>
      <table className={styles.scores}>
        <caption>{t('scores.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('scores.row')}</th>
            <th scope="col">{t('scores.likelihood')}</th>
            <th scope="col">{t('scores.impact')}</th>
            <th scope="col">{t('scores.score')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, likelihood, impact, score }) => (
            <tr key={key}>
              <th scope="row">
                {label}
                {key === counting && score !== undefined && (
                  <span className={styles.counts}> · {t('scores.counts')}</span>
                )}
              </th>
              <td>{labelIn(LIKELIHOODS, likelihood) || '–'}</td>
              <td>{labelIn(RISK_IMPACTS, impact) || '–'}</td>
              <td>
                {score === undefined ? (
                  <span className={styles.hint}>{t('scores.unknown')}</span>
                ) : (
                  <LevelPill score={score} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </RecordSection>
  );
}

function Treatment({ risk, page }: Props) {
  const { treatment, treatmentPlan, acceptReason, acceptUntil } = risk;
  const { t } = useTranslationRef(risksTranslationRef);
  const [editing, setEditing] = useState(false);
  const chosen = TREATMENTS.find(({ value }) => value === treatment);
  const day = acceptUntil?.slice(0, 10) ?? '';
  return (
    <RecordSection
      title={t('section.treatment')}
      actions={
        canEdit(risk) && (
          <EditButton
            of={t('section.treatment')}
            onPress={() => setEditing(true)}
          />
        )
      }
    >
      {chosen ? (
        <p>
          <b>{chosen.label}.</b> {chosen.means}.
        </p>
      ) : (
        <p className={styles.hint}>{t('treatmentNone')}</p>
      )}
      {treatment === 'accept' && acceptUntil && (
        <p>
          {risk.status === 'accepting'
            ? t('acceptanceAsked', { day })
            : t('acceptedUntil', { day })}
        </p>
      )}
      {treatment === 'accept' && acceptReason && (
        <Markdown>{acceptReason}</Markdown>
      )}
      {treatmentPlan && <Markdown>{treatmentPlan}</Markdown>}
      {editing && (
        <WordsDialog
          title={t('section.treatment')}
          fields={[
            {
              key: 'treatmentPlan',
              label: t('section.treatment'),
              value: treatmentPlan,
            },
          ]}
          risk={risk}
          onSave={(patch, version) => page.save(patch as never, version)}
          onClose={() => setEditing(false)}
        />
      )}
    </RecordSection>
  );
}

function Facts({ risk, page }: Props) {
  const { t } = useTranslationRef(risksTranslationRef);
  const common = {
    fields: RISK_RECORD_FIELDS,
    record: risk,
    page,
    empty: t('notSaid'),
  };
  return (
    <>
      <EditableFact name="serviceRef" {...common} empty={t('noService')} />
      <EditableFact name="riskCategory" {...common} />
      <EditableFact name="likelihood" {...common} />
      <EditableFact name="impact" {...common} />
      {risk.residualScore !== undefined && (
        <>
          <EditableFact name="residualLikelihood" {...common} />
          <EditableFact name="residualImpact" {...common} />
        </>
      )}
      <EditableFact name="ownerRef" {...common} empty={t('nobody')} />
      <EditableFact name="assigneeRef" {...common} empty={t('nobody')} />
      {risk.reviewAt && (
        <Property label={t('column.reviewAt')}>
          <span className={isReviewDue(risk) ? styles.late : undefined}>
            {isReviewDue(risk) && '⚠ '}
            <RelativeTime instant={risk.reviewAt} />
          </span>
        </Property>
      )}
      <EditableFact name="reviewEvery" {...common} />
    </>
  );
}

/** One risk: what could happen, how high it is, and what is done about it. */
export function RiskRecordView(props: Props & { embedded?: boolean }) {
  const { risk, page, embedded } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  const [reviewing, setReviewing] = useState(false);
  const mayReview =
    risk.viewer.canUpdate &&
    risk.viewer.standing.includes('worker') &&
    risk.statusCategory !== 'closed';
  return (
    <>
      <RecordPageBody
        record={risk}
        type={RISK}
        lifecycle={riskLifecycle as Lifecycle}
        fields={RISK_RECORD_FIELDS}
        page={page}
        head={<LevelPill score={risk.currentScore} />}
        bar={{
          more: mayReview && (
            <Button
              variant={isReviewDue(risk) ? 'secondary' : 'tertiary'}
              onPress={() => setReviewing(true)}
            >
              {t('review.button')}
            </Button>
          ),
        }}
        main={
          <>
            <About risk={risk} page={page} />
            <Scores risk={risk} />
            <Treatment risk={risk} page={page} />
            {risk.closeReason && (
              <RecordSection title={t('section.closed')}>
                <Markdown>{risk.closeReason}</Markdown>
              </RecordSection>
            )}
          </>
        }
        facts={<Facts risk={risk} page={page} />}
        sideLabel={t('side')}
        embedded={embedded}
      />
      {reviewing && (
        <ReviewDialog
          risk={risk}
          onReviewed={page.show}
          onClose={() => setReviewing(false)}
        />
      )}
    </>
  );
}
