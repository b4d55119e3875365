import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Radio, RadioGroup, Skeleton } from '@backstage/ui';
import {
  cmdbClassRoutes,
  cmdbSourceRoutes,
} from '@callboard/plugin-itsm-common';
import type { CiAttributes, CiDuplicate } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  RefLabel,
  refTitle,
  RelativeTime,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useId, useState } from 'react';
import { ruleWords } from '../classes/attributeWords';
import { ciClassTranslationRef } from '../classes/translation';
import { useClasses } from '../classes/useClasses';
import { compare } from './compare';
import styles from './Duplicates.module.css';
import { MergedPair } from './MergedPair';
import { PairTable } from './PairTable';
import { ciDuplicatesTranslationRef } from './translation';
import { useUndoMerge } from './useUndoMerge';

/** What becomes of the item that goes, before anything is done. */
function Consequences(props: { kept: string; other: string }) {
  const { kept, other } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  return (
    <div className={styles.consequences}>
      <h3 className={styles.small}>{t('consequence.title')}</h3>
      <ul>
        <li>{t('consequence.name', { other, kept })}</li>
        <li>{t('consequence.said', { other, kept })}</li>
        <li>{t('consequence.records', { other, kept })}</li>
        <li>
          {t('consequence.gone', { other })} {t('consequence.undo')}
        </li>
      </ul>
    </div>
  );
}

/** An item that stands in a catalog file stays: merging cannot take the file away. */
function stays(
  a: CiAttributes,
  b: CiAttributes,
): 'a' | 'b' | 'either' | 'both' {
  if (a.owned && b.owned) return 'either';
  if (!a.owned && !b.owned) return 'both';
  return a.owned ? 'b' : 'a';
}

function Decision(props: {
  pair: CiDuplicate;
  a: CiAttributes;
  b: CiAttributes;
  refs: Refs;
}) {
  const { pair, a, b, refs } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const toast = useApi(toastApiRef);
  const merge = useItsmMutation(cmdbSourceRoutes.merge);
  const dismiss = useItsmMutation(cmdbSourceRoutes.dismissDuplicate);
  const undo = useUndoMerge();
  const fixed = stays(a, b);
  const fuller = a.values.length >= b.values.length ? a.ref : b.ref;
  const [chosen, setChosen] = useState<string>();
  const keep = {
    a: a.ref,
    b: b.ref,
    either: chosen ?? fuller,
    both: undefined,
  }[fixed];
  const nameOf = (ref: string) => refTitle(ref, refs);
  // Two that are called the same are told apart by their references.
  const same = nameOf(a.ref) === nameOf(b.ref);
  const tell = (ref: string) => (same ? ref : nameOf(ref));
  const fail = (e: unknown) =>
    toast.post({ title: errorSentence(e), status: 'danger' });
  const doMerge = (keepRef: string, mergeRef: string) =>
    merge.mutate(
      { body: { keepRef, mergeRef } },
      {
        onSuccess: () => {
          const words = { other: tell(mergeRef), kept: tell(keepRef) };
          toast.post({
            title: t('merged', words),
            description: (
              <Button
                size="small"
                variant="secondary"
                onPress={() => undo.undo(mergeRef, words.other)}
              >
                {t('undo')}
              </Button>
            ),
            status: 'success',
          });
        },
        onError: fail,
      },
    );
  const doDismiss = () =>
    dismiss.mutate(
      { params: { id: pair.id } },
      {
        onSuccess: () =>
          toast.post({
            title: t('dismissed', { a: tell(a.ref), b: tell(b.ref) }),
            status: 'success',
          }),
        onError: fail,
      },
    );
  const other = keep === a.ref ? b.ref : a.ref;
  return (
    <div className={styles.decision}>
      {keep === undefined ? (
        <p className={styles.hint}>{t('cannotMergeGit')}</p>
      ) : (
        <>
          <RadioGroup
            label={t('keep')}
            orientation="horizontal"
            value={keep}
            onChange={setChosen}
          >
            {[a, b].map(item => (
              <Radio
                key={item.ref}
                value={item.ref}
                isDisabled={fixed !== 'either' && item.ref !== keep}
              >
                {`${tell(item.ref)} (${t(
                  item.owned ? 'fromSources' : 'fromGit',
                )})`}
              </Radio>
            ))}
          </RadioGroup>
          <Consequences kept={tell(keep)} other={tell(other)} />
        </>
      )}
      <div className={styles.buttons}>
        {keep !== undefined && (
          <Button
            variant="primary"
            isPending={merge.isPending}
            onPress={() => doMerge(keep, other)}
          >
            {t('mergeInto', { name: tell(keep) })}
          </Button>
        )}
        <Button
          variant="secondary"
          isPending={dismiss.isPending}
          onPress={doDismiss}
        >
          {t('notDuplicates')}
        </Button>
      </div>
    </div>
  );
}

function Comparison(props: { pair: CiDuplicate; refs: Refs }) {
  const { pair, refs } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const [a, b] = [pair.aRef, pair.bRef].map(ref =>
    // The order of hooks is that of a pair: always two.
    // eslint-disable-next-line react-hooks/rules-of-hooks
    useItsmQuery(cmdbClassRoutes.attributes, { query: { ref } }),
  );
  const failed = [a, b].find(q => q.error && !q.data);
  if (failed)
    return (
      <FailureMessage
        small
        error={failed.error}
        onRetry={() => [a, b].forEach(q => q.refetch())}
      />
    );
  if (!a.data || !b.data)
    return (
      <div aria-busy="true">
        <Skeleton height={160} />
      </div>
    );
  const rows = compare(a.data, b.data);
  const count = (how: string) => rows.filter(r => r.how === how).length;
  return (
    <>
      <p className={styles.hint}>
        {rows.length === 0
          ? t('nothing')
          : `${t('agreeing', { count: count('agree') } as never)}, ${t(
              'differing',
              { count: count('differ') } as never,
            )}.`}
      </p>
      <PairTable a={a.data} b={b.data} refs={refs} />
      {pair.state === 'open' && (
        <Decision pair={pair} a={a.data} b={b.data} refs={refs} />
      )}
    </>
  );
}

/** Two items that may be one: by which rule, side by side, and what to do about them. */
export function PairCard(props: {
  pair: CiDuplicate;
  refs: Refs;
  /** Whether it stands open at first. */
  open: boolean;
}) {
  const { pair, refs } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const { t: tc } = useTranslationRef(ciClassTranslationRef);
  const classes = useClasses();
  const [open, setOpen] = useState(props.open);
  const heading = useId();
  return (
    <section
      className={styles.card}
      aria-labelledby={heading}
      tabIndex={-1}
      data-pair={pair.id}
    >
      <div className={styles.head}>
        <h2 className={styles.title} id={heading}>
          <RefLabel entityRef={pair.aRef} refs={refs} />
          <span aria-hidden className={styles.and}>
            ↔
          </span>
          <RefLabel entityRef={pair.bRef} refs={refs} />
        </h2>
        {pair.state !== 'merged' && (
          <Button
            size="small"
            variant="tertiary"
            aria-expanded={open}
            onPress={() => setOpen(!open)}
          >
            {open ? t('hide') : t('compare')}
          </Button>
        )}
      </div>
      <p className={styles.hint}>
        {t('found', {
          rule: ruleWords(pair.rule, classes, tc),
          value: pair.value,
        })}
        {' · '}
        {t('foundAt')} <RelativeTime instant={pair.foundAt} />
      </p>
      {pair.state === 'merged' && <MergedPair pair={pair} refs={refs} />}
      {open && pair.state !== 'merged' && (
        <Comparison pair={pair} refs={refs} />
      )}
    </section>
  );
}
