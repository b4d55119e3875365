import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { changeRoutes, kernelRoutes } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  errorSentence,
  Pill,
  RecordSection,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { FileChangeButton } from '../FileChangeButton';
import { ChangeRow } from '../words/ChangeRow';
import styles from './ChangesBeforeRecord.module.css';
import { changeCausesTranslationRef } from './translation';

const SHOWN = 5;
const LOOKS_BACK = { days: 3 };

/** The changes that were carried out on an entity before an instant, the latest first. */
function useChangesBefore(entity: string | undefined, before: string) {
  const since = DateTime.fromISO(before).minus(LOOKS_BACK).toUTC().toISO();
  return useItsmQuery(changeRoutes.list, {
    query: {
      entity,
      filter: JSON.stringify({ actualStart: { $gte: since, $lte: before } }),
      sort: 'actualStart',
      order: 'desc',
      limit: SHOWN,
    },
    enabled: entity !== undefined,
  });
}

function distinct(changes: readonly ChangeSummary[]): ChangeSummary[] {
  return [...new Map(changes.map(change => [change.id, change])).values()];
}

/**
 * What was changed shortly before something broke. Whoever works on it names the change that caused it;
 * and the change that solves it is filed from here.
 */
export function ChangesBeforeRecord(props: {
  /** What broke. */
  number: string;
  before: string;
  /** At most two: the item and its service. */
  entityRefs: readonly string[];
  mayLink: boolean;
}) {
  const { number, before, entityRefs, mayLink } = props;
  const { t } = useTranslationRef(changeCausesTranslationRef);
  const toast = useApi(toastApiRef);
  const [one, two] = [...new Set(entityRefs)];
  const first = useChangesBefore(one, before);
  const second = useChangesBefore(two, before);
  const links = useItsmQuery(kernelRoutes.listLinks, {
    params: { id: number },
    live: true,
  });
  const link = useItsmMutation(kernelRoutes.addLink);
  if (first.isLoading || second.isLoading) return <Awaited />;
  // Whoever may not see changes is not told that there are any.
  if (!one || !first.data) return <></>;
  const answers = [first.data, second.data];
  const changes = distinct(answers.flatMap(page => page?.items ?? []));
  if (changes.length === 0 && !mayLink) return <></>;
  const refs = Object.assign({}, ...answers.map(page => page?.refs));
  const causes = new Set(
    links.data?.items
      .filter(
        ({ kind, direction }) => kind === 'caused-by' && direction === 'out',
      )
      .map(({ record }) => record?.number),
  );
  const name = (cause: string) =>
    link.mutate(
      { params: { id: number }, body: { kind: 'caused-by', target: cause } },
      {
        onSuccess: () =>
          toast.post({
            title: t('linked', { number: cause }),
            status: 'success',
            timeout: 5_000,
          }),
        onError: e => toast.post({ title: errorSentence(e), status: 'danger' }),
      },
    );
  const ids = changes.map(({ id }) => id);
  return (
    <RecordSection
      title={t('title')}
      actions={
        mayLink && <FileChangeButton incident={number} variant="secondary" />
      }
    >
      <Text as="p" variant="body-small" color="secondary">
        {t(changes.length > 0 ? 'before' : 'none')}
      </Text>
      <ul className={styles.rows}>
        {changes.map(change => (
          <li key={change.id} className={styles.row}>
            <div className={styles.change}>
              <ChangeRow change={change} ids={ids} refs={refs} />
            </div>
            {causes.has(change.number) && (
              <Pill tone="warning">{t('isCause')}</Pill>
            )}
            {mayLink && !causes.has(change.number) && (
              <Button
                size="small"
                variant="secondary"
                aria-label={t('causedNamed', { number: change.number })}
                isPending={
                  link.isPending &&
                  link.variables?.body?.target === change.number
                }
                onPress={() => name(change.number)}
              >
                {t('caused')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </RecordSection>
  );
}
