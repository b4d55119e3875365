import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Skeleton } from '@backstage/ui';
import {
  continuityRoutes,
  portfolioUpdatePermission,
  RECOVERY_TEST_KINDS,
  type ServiceContinuity,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Markdown,
  RecordSection,
  RefLabel,
  RefusalAlert,
  RelativeTime,
  refTitle,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiDeleteBinLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { ConfirmButton } from '../../../../core/admin/ConfirmButton';
import { addressOf } from '../../services/useServicePage';
import { continuityTranslationRef } from '../translation';
import styles from './Continuity.module.css';
import { PlanDialog } from './PlanDialog';
import { TestDialog } from './TestDialog';
import { GapPill, minutesOr, ResultPill } from './words';

function Missing({ continuity }: { continuity: ServiceContinuity }) {
  const { gaps, refs } = continuity;
  const { t } = useTranslationRef(continuityTranslationRef);
  return (
    <RecordSection title={t('missing')}>
      {gaps.length === 0 && (
        <p className={styles.quiet}>{t('nothingMissing')}</p>
      )}
      <ul className={styles.gaps}>
        {gaps.map(({ kind, words, path }) => (
          <li key={kind}>
            <GapPill kind={kind} />
            <span>{words}</span>
            {path && (
              <p className={styles.path} aria-label={t('path')}>
                {path.map((ref, i) => (
                  <span key={ref}>
                    {i > 0 && ' → '}
                    <RefLabel entityRef={ref} refs={refs} />
                  </span>
                ))}
              </p>
            )}
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}

function Objectives({ continuity }: { continuity: ServiceContinuity }) {
  const { plan, steps, refs } = continuity;
  const { t } = useTranslationRef(continuityTranslationRef);
  if (!plan) return null;
  const told = [
    ['rto', plan.rtoMinutes],
    ['rpo', plan.rpoMinutes],
    ['mtd', plan.mtdMinutes],
  ] as const;
  return (
    <>
      <RecordSection title={t('objectives')}>
        <dl className={styles.objectives}>
          {told.map(([key, minutes]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>{minutesOr(minutes)}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.facts}>
          <span>{t('testEvery', { days: String(plan.testEveryDays) })}</span>
          {plan.ownerRef && (
            <span>
              {t('owner')} <RefLabel entityRef={plan.ownerRef} refs={refs} />
            </span>
          )}
          <span>
            {t('updated')} <RelativeTime instant={plan.updatedAt} />
          </span>
        </p>
      </RecordSection>
      <RecordSection title={t('steps')}>
        {steps && <Markdown>{steps}</Markdown>}
        {!steps && <p className={styles.quiet}>{t('noSteps')}</p>}
        {plan.planUrl && (
          <a href={plan.planUrl} target="_blank" rel="noreferrer noopener">
            {t('openPlan')}
          </a>
        )}
      </RecordSection>
    </>
  );
}

function Tests(props: {
  continuity: ServiceContinuity;
  onRemove: (id: string) => void;
}) {
  const { continuity, onRemove } = props;
  const { tests, viewer } = continuity;
  const { t } = useTranslationRef(continuityTranslationRef);
  if (tests.length === 0)
    return (
      <RecordSection title={t('tests')}>
        <p className={styles.quiet}>{t('noTests')}</p>
      </RecordSection>
    );
  return (
    <RecordSection title={t('tests')}>
      <div className={styles.scroll}>
        <table className={styles.tests}>
          <thead>
            <tr>
              <th scope="col">{t('testTable.when')}</th>
              <th scope="col">{t('testTable.result')}</th>
              <th scope="col" className={styles.number}>
                {t('testTable.rto')}
              </th>
              <th scope="col" className={styles.number}>
                {t('testTable.rpo')}
              </th>
              <th scope="col">{t('testTable.notes')}</th>
              {viewer.canUpdate && <td />}
            </tr>
          </thead>
          <tbody>
            {tests.map(test => (
              <tr key={test.id}>
                <td>
                  <RelativeTime instant={test.at} />
                  <br />
                  <span className={styles.quiet}>
                    {
                      RECOVERY_TEST_KINDS.find(k => k.value === test.kind)
                        ?.label
                    }
                  </span>
                </td>
                <td>
                  <ResultPill result={test.result} />
                </td>
                <td className={styles.number}>{minutesOr(test.rtoMinutes)}</td>
                <td className={styles.number}>{minutesOr(test.rpoMinutes)}</td>
                <td>
                  {test.notes && <Markdown>{test.notes}</Markdown>}
                  {test.evidenceUrl && (
                    <a
                      href={test.evidenceUrl}
                      target="_blank"
                      rel="noreferrer noopener"
                    >
                      {t('evidence')}
                    </a>
                  )}
                </td>
                {viewer.canUpdate && (
                  <td>
                    <ConfirmButton
                      icon={<RiDeleteBinLine />}
                      question={t('removeTestSure')}
                      destructive
                      onConfirm={() => onRemove(test.id)}
                    >
                      {t('removeTest', {
                        day: DateTime.fromISO(test.at).toLocaleString(
                          DateTime.DATE_MED,
                        ),
                      })}
                    </ConfirmButton>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </RecordSection>
  );
}

function Dependencies({ continuity }: { continuity: ServiceContinuity }) {
  const { dependencies, refs, plan } = continuity;
  const { t } = useTranslationRef(continuityTranslationRef);
  return (
    <RecordSection title={t('dependencies')}>
      {dependencies.length === 0 && (
        <p className={styles.quiet}>{t('noDependencies')}</p>
      )}
      <ul className={styles.dependencies}>
        {dependencies.map(({ ref, rtoMinutes }) => {
          const isLate =
            rtoMinutes !== undefined &&
            rtoMinutes > (plan?.rtoMinutes ?? Infinity);
          return (
            <li key={ref}>
              <RefLabel entityRef={ref} refs={refs} />
              <span className={isLate ? styles.late : styles.quiet}>
                {rtoMinutes === undefined
                  ? t('unplanned')
                  : `${isLate ? '⚠ ' : ''}${minutesOr(rtoMinutes)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </RecordSection>
  );
}

/** Everything about how one service comes back, and what can be done about it. */
export function ServiceContinuityView({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(continuityTranslationRef);
  const toast = useApi(toastApiRef);
  const address = addressOf(entityRef);
  const { allowed } = usePermission({ permission: portfolioUpdatePermission });
  const { data, error, refetch } = useItsmQuery(continuityRoutes.get, {
    params: address,
  });
  const [writing, setWriting] = useState(false);
  const [testing, setTesting] = useState(false);
  const removing = useItsmMutation(continuityRoutes.remove);
  const untesting = useItsmMutation(continuityRoutes.removeTest);
  if (!data)
    return error ? (
      <FailureMessage error={error} onRetry={() => refetch()} />
    ) : (
      <Skeleton height={320} />
    );
  const { plan, viewer } = data;
  const name = refTitle(data.ref, data.refs);
  const remove = () =>
    removing.mutate(
      { params: address, ifMatch: plan?.version },
      {
        onSuccess: () => toast.post({ title: t('removed'), status: 'success' }),
      },
    );
  return (
    <>
      {viewer.canUpdate ? (
        <div className={styles.actions}>
          <Button
            variant={plan ? 'secondary' : 'primary'}
            onPress={() => setWriting(true)}
          >
            {t(plan ? 'change' : 'write')}
          </Button>
          {plan && (
            <Button variant="primary" onPress={() => setTesting(true)}>
              {t('addTest')}
            </Button>
          )}
          {plan && (
            <ConfirmButton
              question={t('removeSure', { service: name })}
              destructive
              size="medium"
              isPending={removing.isPending}
              onConfirm={remove}
            >
              {t('remove')}
            </ConfirmButton>
          )}
        </div>
      ) : (
        // Whoever only reads is not told of what they cannot do anyway.
        allowed && <p className={styles.quiet}>{viewer.reason}</p>
      )}
      <RefusalAlert error={removing.error ?? untesting.error} />
      <Missing continuity={data} />
      <Objectives continuity={data} />
      <Tests
        continuity={data}
        onRemove={test =>
          untesting.mutate(
            { params: { ...address, test } },
            {
              onSuccess: () =>
                toast.post({ title: t('testRemoved'), status: 'success' }),
            },
          )
        }
      />
      <Dependencies continuity={data} />
      {writing && (
        <PlanDialog
          address={address}
          name={name}
          continuity={data}
          onClose={() => setWriting(false)}
        />
      )}
      {testing && (
        <TestDialog
          address={address}
          name={name}
          onClose={() => setTesting(false)}
        />
      )}
    </>
  );
}
