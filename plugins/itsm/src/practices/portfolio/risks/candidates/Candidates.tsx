import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  RISK_CANDIDATE_STATES,
  RISK_FINDERS,
  riskCandidateRoutes,
  riskFinderLabel,
  type QueryValues,
  type RiskCandidate,
  type RiskCandidatePage,
} from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  FilterBar,
  RefusalAlert,
  RelativeTime,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { AdminStates } from '../../../../core/admin/AdminStates';
import { risksTranslationRef } from '../translation';
import { CandidateCard } from './CandidateCard';
import styles from './Candidates.module.css';
import { AcceptDialog, DismissDialog } from './DecideDialogs';
import { CANDIDATE_FILTERS, useCandidates } from './useCandidates';

/** Looks at the data now. */
function LookButton() {
  const { t } = useTranslationRef(risksTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(
    riskCandidateRoutes.look,
  );
  return (
    <>
      <RefusalAlert error={error} />
      <Button
        variant="secondary"
        isPending={isPending}
        onPress={() =>
          mutate(
            {},
            {
              onSuccess: ({ added, cameBack }) =>
                toast.post({
                  title:
                    added + cameBack === 0
                      ? t('candidates.none')
                      : t('candidates.added', { count: added + cameBack }),
                  status: 'success',
                }),
            },
          )
        }
      >
        {t('candidates.look')}
      </Button>
    </>
  );
}

/** What stands there where there is nothing. */
function useEmpty(
  page: Pick<RiskCandidatePage, 'lookedAt'> | undefined,
  isFiltered: boolean,
) {
  const { t } = useTranslationRef(risksTranslationRef);
  if (isFiltered)
    return {
      title: t('candidates.filtered'),
      next: t('candidates.filteredNext'),
    };
  return page?.lookedAt
    ? { title: t('candidates.emptyTitle'), next: t('candidates.emptyNext') }
    : {
        title: t('candidates.emptyEarly'),
        next: t('candidates.emptyEarlyNext'),
      };
}

/** What the data say could become a risk, the highest first. */
export function Candidates(props: { question: QueryValues }) {
  const { t } = useTranslationRef(risksTranslationRef);
  const toast = useApi(toastApiRef);
  const { list, url, isFiltered } = useCandidates(props.question);
  const page = list.data;
  const [accepting, setAccepting] = useState<RiskCandidate>();
  const [dismissing, setDismissing] = useState<RiskCandidate>();
  const [dismissed, setDismissed] = useState<RiskCandidate>();
  const restoring = useItsmMutation(riskCandidateRoutes.restore);
  const empty = useEmpty(page, isFiltered);
  const restore = ({ id }: RiskCandidate) =>
    restoring.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          toast.post({ title: t('candidates.restored'), status: 'success' });
          setDismissed(undefined);
        },
      },
    );
  return (
    <div className={styles.all}>
      <div className={styles.top}>
        <p className={styles.lead}>{t('candidates.lead')}</p>
        {page?.viewer.canLook && <LookButton />}
      </div>
      <FilterBar
        tools={
          page?.lookedAt && (
            <span className={styles.hint}>
              {t('candidates.lookedAt')}{' '}
              <RelativeTime instant={page.lookedAt} />
            </span>
          )
        }
      >
        <ChoiceFilter
          label={t('candidates.kind')}
          choices={RISK_FINDERS}
          values={url.list('finder')}
          onChange={finder => url.set({ finder })}
        />
        <ChoiceFilter
          label={t('candidates.state')}
          choices={RISK_CANDIDATE_STATES}
          values={url.list('found')}
          onChange={found => url.set({ found })}
        />
        {CANDIDATE_FILTERS.some(name => url.get(name) !== '') && (
          <Button
            variant="tertiary"
            onPress={() => url.set({ finder: undefined, found: undefined })}
          >
            {t('candidates.reset')}
          </Button>
        )}
      </FilterBar>
      {dismissed && (
        <div role="status" className={styles.undo}>
          <span>{t('candidates.dismissed', { title: dismissed.title })}</span>
          <Button
            size="small"
            variant="secondary"
            isPending={restoring.isPending}
            onPress={() => restore(dismissed)}
          >
            {t('candidates.undo')}
          </Button>
        </div>
      )}
      <RefusalAlert error={restoring.error} />
      {page && page.skipped.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('candidates.skipped')}
          description={page.skipped
            .map(
              ({ finder, reason }) => `${riskFinderLabel(finder)}: ${reason}`,
            )
            .join(' ')}
        />
      )}
      <AdminStates
        query={list}
        isEmpty={({ items }) => items.length === 0}
        empty={empty}
      >
        {({ items, refs }) => (
          <div
            className={styles.list}
            role="list"
            aria-label={t('candidates.list')}
          >
            {items.map(candidate => (
              <div role="listitem" key={candidate.id}>
                <CandidateCard
                  candidate={candidate}
                  refs={refs}
                  onAccept={() => setAccepting(candidate)}
                  onDismiss={() => setDismissing(candidate)}
                  onRestore={() => restore(candidate)}
                />
              </div>
            ))}
            <RefusalAlert error={list.growError} />
            {list.hasMore && (
              <Button
                variant="secondary"
                isPending={list.isGrowing}
                onPress={list.grow}
              >
                {t('candidates.more')}
              </Button>
            )}
          </div>
        )}
      </AdminStates>
      {accepting && (
        <AcceptDialog
          candidate={accepting}
          onClose={() => setAccepting(undefined)}
        />
      )}
      {dismissing && (
        <DismissDialog
          candidate={dismissing}
          onDone={() => setDismissed(dismissing)}
          onClose={() => setDismissing(undefined)}
        />
      )}
    </div>
  );
}
