import {
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Link } from '@backstage/ui';
import {
  initiativePermissions,
  SUGGESTION,
  suggestionLifecycle,
  suggestionRoutes,
} from '@callboard/plugin-itsm-common';
import type { Suggestion } from '@callboard/plugin-itsm-common';
import {
  EditableFact,
  Markdown,
  Property,
  RecordPageBody,
  RecordPageFrame,
  RecordSection,
  RefLabel,
  RefusalAlert,
  useItsmMutation,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';
import type { RecordOnPage } from '@callboard/plugin-itsm-react';
import {
  initiativeRouteRef,
  suggestionRouteRef,
  suggestionsRouteRef,
} from '../routes';
import styles from './Culture.module.css';
import { SUGGESTION_RECORD_FIELDS } from './fields';
import { VoteButton } from './suggestions/VoteButton';
import { cultureTranslationRef } from './translation';

type OnPage = RecordOnPage<typeof suggestionRoutes>;

/** What it became, or the way to make an initiative of it. */
function Became(props: { suggestion: Suggestion; page: OnPage }) {
  const { suggestion, page } = props;
  const { number, initiative, viewer, statusCategory } = suggestion;
  const { t } = useTranslationRef(cultureTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const { allowed } = usePermission({
    permission: initiativePermissions.create,
  });
  const { mutate, isPending, error } = useItsmMutation(
    suggestionRoutes.initiative,
  );
  if (initiative) {
    const href = hrefOf?.({ number: initiative.number });
    const words = `${initiative.number} ${initiative.title}`;
    return (
      <p className={styles.below}>
        {`${t('suggestions.initiative.became')} `}
        {href ? <Link href={href}>{words}</Link> : words}
        {` (${initiative.statusLabel})`}
      </p>
    );
  }
  const isOver = statusCategory === 'closed' || statusCategory === 'cancelled';
  if (!allowed || isOver || !viewer.canUpdate) return null;
  if (!viewer.standing.includes('worker')) return null;
  return (
    <div className={styles.became}>
      <Button
        variant="secondary"
        size="small"
        isPending={isPending}
        onPress={() =>
          mutate({ params: { id: number } }, { onSuccess: page.show })
        }
      >
        {t('suggestions.initiative.make')}
      </Button>
      <span className={styles.hint}>{t('suggestions.initiative.about')}</span>
      <RefusalAlert error={error} />
    </div>
  );
}

function Main(props: { suggestion: Suggestion; page: OnPage }) {
  const { suggestion, page } = props;
  const { idea, answer, withdrawReason } = suggestion;
  const { t } = useTranslationRef(cultureTranslationRef);
  return (
    <>
      <RecordSection title={t('suggestions.idea')}>
        <Markdown>{idea ?? ''}</Markdown>
      </RecordSection>
      <RecordSection
        title={t(
          withdrawReason ? 'suggestions.withdrawn' : 'suggestions.answer',
        )}
      >
        {withdrawReason || answer ? (
          <Markdown>{withdrawReason ?? answer!}</Markdown>
        ) : (
          <p className={styles.hint}>{t('suggestions.noAnswer')}</p>
        )}
        <Became suggestion={suggestion} page={page} />
      </RecordSection>
    </>
  );
}

function Facts(props: { suggestion: Suggestion; page: OnPage }) {
  const { suggestion, page } = props;
  const { t } = useTranslationRef(cultureTranslationRef);
  const common = {
    fields: SUGGESTION_RECORD_FIELDS,
    record: suggestion,
    page,
    empty: t('nobody'),
  };
  return (
    <>
      <EditableFact
        name="serviceRef"
        label={t('column.service')}
        {...common}
        empty={t('suggestions.noService')}
      />
      <Property label={t('suggestions.suggestedBy')}>
        <RefLabel entityRef={suggestion.requesterRef} refs={suggestion.refs} />
      </Property>
      <EditableFact name="ownerRef" {...common} />
      <EditableFact name="assigneeRef" {...common} />
    </>
  );
}

/** One suggestion: what it says, how many want it, and what is answered. */
export function SuggestionPage() {
  const { number } = useRouteRefParams(suggestionRouteRef);
  const { t } = useTranslationRef(cultureTranslationRef);
  const href = useRouteRef(suggestionRouteRef)?.({ number });
  const all = useRouteRef(suggestionsRouteRef)?.();
  const page = useRecordOnPage(suggestionRoutes, number);
  const { data: suggestion, error, refetch } = page.query;
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={suggestion?.title}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('suggestions.back') }}
    >
      {suggestion && (
        <RecordPageBody
          key={suggestion.id}
          record={suggestion}
          type={SUGGESTION}
          lifecycle={suggestionLifecycle}
          fields={SUGGESTION_RECORD_FIELDS}
          page={page}
          head={<VoteButton suggestion={suggestion} withWords />}
          main={<Main suggestion={suggestion} page={page} />}
          facts={<Facts suggestion={suggestion} page={page} />}
          sideLabel={t('suggestions.side')}
        />
      )}
    </RecordPageFrame>
  );
}
