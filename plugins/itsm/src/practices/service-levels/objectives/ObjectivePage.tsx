import {
  BreadcrumbEntry,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { objectiveRoutes } from '@callboard/plugin-itsm-common';
import type { ObjectiveDetail } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { RiArrowLeftLine } from '@remixicon/react';
import { useParams } from 'react-router-dom';
import { AdminStates } from '../../../core/admin/AdminStates';
import { useServiceLevelAddresses } from '../addresses';
import { Feasibility } from '../feasibility/Feasibility';
import { OutageList } from '../outages/OutageList';
import { AlertHistory, AlertRules } from './Alerts';
import { ObjectiveAnswer } from './ObjectiveAnswer';
import styles from './Objectives.module.css';
import { Past } from './Past';
import { Promised, Queries } from './Promised';
import { objectivesTranslationRef } from './translation';

const HOUR_MS = 3_600_000;

/** A window to whole hours: a question that changes with each answer is asked for ever. */
function wholeHours({ from, to }: ObjectiveDetail['window']) {
  const hours = (at: string, round: (n: number) => number) =>
    new Date(round(Date.parse(at) / HOUR_MS) * HOUR_MS).toISOString();
  return { from: hours(from, Math.floor), to: hours(to, Math.ceil) };
}

function Objective({ objective }: { objective: ObjectiveDetail }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const { source, entityRef, window, description } = objective;
  return (
    <>
      <ObjectiveAnswer objective={objective} />
      {description && <p className={styles.text}>{description}</p>}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Past objective={objective} />
          <AlertRules objective={objective} />
          <AlertHistory objective={objective} />
          <Feasibility objective={objective.key} />
          {source === 'records' && entityRef && (
            <OutageList
              entityRef={entityRef}
              period={wholeHours(window)}
              title={t('page.outages')}
            />
          )}
        </div>
        <div className={styles.column}>
          <Promised objective={objective} />
          <Queries objective={objective} />
        </div>
      </div>
    </>
  );
}

/** One objective: what is left of its error budget, how it came to that, and who was told. */
export function ObjectivePage() {
  const { key = '' } = useParams();
  const { t } = useTranslationRef(objectivesTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useItsmQuery(objectiveRoutes.get, {
    params: { key },
    live: true,
  });
  const objective = query.data;
  const name = objective?.name ?? key;
  const definition = addresses.definition('objective', key);
  usePageTitle(name);
  return (
    <BreadcrumbEntry
      entry={{ label: name, href: addresses.objective(key) ?? '' }}
    >
      <PageBody
        title={name}
        actions={
          <>
            <ButtonLink
              size="small"
              variant="tertiary"
              iconStart={<RiArrowLeftLine />}
              href={addresses.home ?? ''}
            >
              {t('page.all')}
            </ButtonLink>
            {objective && definition && (
              <ButtonLink variant="secondary" href={definition}>
                {t(
                  objective.definedIn === 'git'
                    ? 'page.definition'
                    : 'page.edit',
                )}
              </ButtonLink>
            )}
          </>
        }
      >
        <AdminStates query={query} isEmpty={() => false} empty={{ title: '' }}>
          {data => <Objective objective={data} />}
        </AdminStates>
      </PageBody>
    </BreadcrumbEntry>
  );
}
