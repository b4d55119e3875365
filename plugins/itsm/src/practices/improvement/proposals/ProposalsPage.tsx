import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  finderLabel,
  FINDERS,
  PROPOSAL_STATES,
  proposalRoutes,
} from '@callboard/plugin-itsm-common';
import type { Proposal, ProposalPage } from '@callboard/plugin-itsm-common';
import {
  ChoiceFilter,
  FilterBar,
  PageBody,
  RefusalAlert,
  refTitle,
  RelativeTime,
  useItsmMutation,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AcceptDialog } from './AcceptDialog';
import { DismissDialog } from './DismissDialog';
import { ProposalCard } from './ProposalCard';
import styles from './Proposals.module.css';
import { proposalsTranslationRef } from './translation';
import { FILTERS, useProposals } from './useProposals';

/** Looks at the numbers now. */
function LookButton() {
  const { t } = useTranslationRef(proposalsTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(proposalRoutes.look);
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
                      ? t('looked.none')
                      : t('looked.added', { count: added + cameBack }),
                  status: 'success',
                }),
            },
          )
        }
      >
        {t('look')}
      </Button>
    </>
  );
}

/** The filters, which stand in the address. */
function Filters(props: {
  page: ProposalPage | undefined;
  list: ReturnType<typeof useProposals>;
}) {
  const { page, list } = props;
  const { url, isFiltered } = list;
  const { t } = useTranslationRef(proposalsTranslationRef);
  const entities = (found: readonly string[] = [], chosen: string[]) =>
    [...new Set([...found, ...chosen])].map(value => ({
      value,
      label: refTitle(value, page?.refs),
    }));
  const filter = (
    name: (typeof FILTERS)[number],
    label: string,
    choices: readonly { value: string; label: string }[],
  ) => (
    <ChoiceFilter
      label={label}
      choices={choices}
      values={url.list(name)}
      onChange={values => url.set({ [name]: values })}
    />
  );
  return (
    <FilterBar
      tools={
        page?.lookedAt && (
          <span className={styles.hint}>
            {t('lookedAt')} <RelativeTime instant={page.lookedAt} />
          </span>
        )
      }
    >
      {filter('finder', t('filter.kind'), FINDERS)}
      {filter(
        'service',
        t('filter.service'),
        entities(page?.services, url.list('service')),
      )}
      {filter(
        'team',
        t('filter.team'),
        entities(page?.teams, url.list('team')),
      )}
      {filter('state', t('filter.state'), PROPOSAL_STATES)}
      {isFiltered && (
        <Button
          variant="tertiary"
          onPress={() =>
            url.set(Object.fromEntries(FILTERS.map(f => [f, undefined])))
          }
        >
          {t('filter.reset')}
        </Button>
      )}
    </FilterBar>
  );
}

/** What stands there where there is nothing. */
function useEmpty(page: ProposalPage | undefined, isFiltered: boolean) {
  const { t } = useTranslationRef(proposalsTranslationRef);
  if (isFiltered)
    return { title: t('empty.filtered'), next: t('empty.filteredNext') };
  return page?.lookedAt
    ? { title: t('empty.title'), next: t('empty.next') }
    : { title: t('empty.early'), next: t('empty.earlyNext') };
}

/** What the numbers say is worth improving, what would save most first. */
export function ProposalsPage() {
  const { t } = useTranslationRef(proposalsTranslationRef);
  const toast = useApi(toastApiRef);
  const list = useProposals();
  const { query, isFiltered, more } = list;
  const page = query.data;
  const [accepting, setAccepting] = useState<Proposal>();
  const [dismissing, setDismissing] = useState<Proposal>();
  const [dismissed, setDismissed] = useState<Proposal>();
  const restoring = useItsmMutation(proposalRoutes.restore);
  const empty = useEmpty(page, isFiltered);
  usePageTitle(t('title'));
  const restore = ({ id }: Proposal) =>
    restoring.mutate(
      { params: { id } },
      {
        onSuccess: () => {
          toast.post({ title: t('restored'), status: 'success' });
          setDismissed(undefined);
        },
      },
    );
  return (
    <PageBody
      title={t('title')}
      actions={page?.viewer.canLook && <LookButton />}
    >
      <p className={styles.lead}>{t('lead')}</p>
      <Filters page={page} list={list} />
      {dismissed && (
        <div role="status" className={styles.undo}>
          <span>{t('dismiss.done', { title: dismissed.title })}</span>
          <Button
            size="small"
            variant="secondary"
            isPending={restoring.isPending}
            onPress={() => restore(dismissed)}
          >
            {t('undo')}
          </Button>
        </div>
      )}
      <RefusalAlert error={restoring.error} />
      {page && page.skipped.length > 0 && (
        <Alert
          status="info"
          icon
          title={t('skipped')}
          description={page.skipped
            .map(({ finder, reason }) => `${finderLabel(finder)}: ${reason}`)
            .join(' ')}
        />
      )}
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={empty}
      >
        {({ items, refs, pageInfo }) => (
          <div className={styles.list} role="list" aria-label={t('list')}>
            {items.map(proposal => (
              <div role="listitem" key={proposal.id}>
                <ProposalCard
                  proposal={proposal}
                  refs={refs}
                  onAccept={() => setAccepting(proposal)}
                  onDismiss={() => setDismissing(proposal)}
                  onRestore={() => restore(proposal)}
                />
              </div>
            ))}
            {pageInfo.nextCursor && more && (
              <Button variant="secondary" onPress={more}>
                {t('more')}
              </Button>
            )}
          </div>
        )}
      </AdminStates>
      {accepting && (
        <AcceptDialog
          proposal={accepting}
          onClose={() => setAccepting(undefined)}
        />
      )}
      {dismissing && (
        <DismissDialog
          proposal={dismissing}
          onDone={() => setDismissed(dismissing)}
          onClose={() => setDismissing(undefined)}
        />
      )}
    </PageBody>
  );
}
