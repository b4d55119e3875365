import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  ButtonIcon,
  Link,
  Select,
  Skeleton,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import { trendRoutes } from '@callboard/plugin-itsm-common';
import type { TrendEvidence } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  focusOnOpen,
  InstantInput,
  itsmQueryKey,
  KeptDraft,
  Pill,
  problemProps,
  RecordSection,
  RefLabel,
  RefusalAlert,
  RelativeTime,
  SubmitKeys,
  SubmitKeysHint,
  useFocusBack,
  useFormDraft,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { RiAddLine, RiCloseLine, RiSubtractLine } from '@remixicon/react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { trendTranslationRef } from '../translation';

type Speaks = TrendEvidence['speaks'];

function AddEvidence(props: {
  number: string;
  onShown: (told: unknown) => void;
  onClose: () => void;
}) {
  const { number, onShown, onClose } = props;
  const { t } = useTranslationRef(trendTranslationRef);
  const { form, change, clear, isKept } = useFormDraft(
    `trend/${number}/evidence`,
    {
      words: '',
      url: '',
      at: undefined as string | undefined,
      speaks: 'for' as Speaks,
    },
  );
  const { words, url, at, speaks } = form;
  const [tried, setTried] = useState(false);
  const add = useItsmMutation(trendRoutes.addEvidence);
  const submit = () => {
    setTried(true);
    if (!words.trim() || add.isPending) return;
    add.mutate(
      {
        params: { id: number },
        body: { words: words.trim(), url: url.trim() || undefined, at, speaks },
      },
      {
        onSuccess: told => {
          clear();
          onShown(told);
          onClose();
        },
      },
    );
  };
  return (
    <SubmitKeys className={styles.form} onSubmit={submit} onEscape={onClose}>
      <TextAreaField
        label={t('evidence.words')}
        value={words}
        rows={2}
        isRequired
        onChange={text => change({ words: text })}
        {...focusOnOpen()}
        {...problemProps(
          tried && !words.trim() ? t('evidence.missing') : undefined,
        )}
      />
      <TextField
        label={t('evidence.url')}
        inputMode="url"
        value={url}
        onChange={text => change({ url: text })}
      />
      <div className={styles.level}>
        <InstantInput
          label={t('evidence.at')}
          quick={[]}
          value={at}
          onChange={next => change({ at: next })}
        />
        <Select
          label={t('evidence.speaks')}
          options={[
            { id: 'for', label: t('evidence.for') },
            { id: 'against', label: t('evidence.against') },
          ]}
          value={speaks}
          onChange={key => change({ speaks: key as Speaks })}
        />
      </div>
      <KeptDraft isKept={isKept} onClear={clear} />
      <RefusalAlert error={add.error} />
      <div className={styles.line}>
        <Button variant="primary" isPending={add.isPending} onPress={submit}>
          {t('evidence.save')}
          <SubmitKeysHint />
        </Button>
        <Button
          variant="secondary"
          onPress={() => {
            clear();
            onClose();
          }}
        >
          {t('evidence.cancel')}
        </Button>
      </div>
    </SubmitKeys>
  );
}

/** What a trend is known by, the latest first. */
export function Evidence({ number }: { number: string }) {
  const { t } = useTranslationRef(trendTranslationRef);
  const [adding, setAdding] = useState(false);
  const focus = useFocusBack();
  const close = () => {
    focus.leave();
    setAdding(false);
  };
  const params = { id: number };
  const queries = useQueryClient();
  const { data, error, refetch } = useItsmQuery(trendRoutes.evidence, {
    params,
    live: true,
  });
  const remove = useItsmMutation(trendRoutes.removeEvidence);
  const shown = (told: unknown) =>
    queries.setQueryData(itsmQueryKey(trendRoutes.evidence, { params }), told);
  return (
    <RecordSection
      title={t('evidence.title')}
      actions={
        data?.canEdit &&
        !adding && (
          <Button
            size="small"
            variant="secondary"
            iconStart={<RiAddLine />}
            onPress={() => setAdding(true)}
            {...focus.opener()}
          >
            {t('evidence.add')}
          </Button>
        )
      }
    >
      {!data && !error && <Skeleton height={200} />}
      {!data && Boolean(error) && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data?.items.length === 0 && !adding && (
        <p className={styles.hint}>{t('evidence.none')}</p>
      )}
      {data && data.items.length > 0 && (
        <ul className={styles.list}>
          {data.items.map(one => (
            <li key={one.id} className={styles.row}>
              <Pill
                tone={one.speaks === 'for' ? 'info' : 'neutral'}
                icon={one.speaks === 'for' ? <RiAddLine /> : <RiSubtractLine />}
              >
                {t(
                  one.speaks === 'for'
                    ? 'evidence.forShort'
                    : 'evidence.againstShort',
                )}
              </Pill>
              <span>{one.words ?? t('evidence.erased')}</span>
              {one.url && (
                <Link href={one.url} target="_blank" rel="noopener noreferrer">
                  {new URL(one.url).hostname}
                </Link>
              )}
              <span className={styles.hint}>
                <RelativeTime instant={one.at} />
              </span>
              <span className={styles.hint}>
                <RefLabel entityRef={one.byRef} refs={data.refs} plain />
              </span>
              {data.canEdit && (
                <span className={styles.end}>
                  <ButtonIcon
                    size="small"
                    variant="tertiary"
                    icon={<RiCloseLine />}
                    aria-label={t('evidence.remove')}
                    onPress={() =>
                      remove.mutate(
                        { params: { ...params, evidence: one.id } },
                        { onSuccess: shown },
                      )
                    }
                  />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <RefusalAlert error={remove.error} />
      {adding && (
        <AddEvidence number={number} onShown={shown} onClose={close} />
      )}
    </RecordSection>
  );
}
