import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import type { DueConfirmation } from '@callboard/plugin-itsm-common';
import {
  RefLabel,
  RefusalAlert,
  RelativeTime,
  RouterLink,
  SubmitKeys,
  SubmitKeysHint,
  useEntityHref,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { useClasses } from '../classes/useClasses';
import { useHealthAddresses } from '../health/addresses';
import { scoreWords } from '../health/score';
import { kindLabel } from '../list/kindLabel';
import { byClass } from './byClass';
import styles from './Confirmations.module.css';
import { ciConfirmationTranslationRef } from './translation';
import { useConfirm } from './useConfirm';

/** A tick that stands for several: all, some or none of them. */
function Tick(props: {
  label: string;
  refs: readonly string[];
  chosen: ReadonlySet<string>;
  onChange: (refs: readonly string[], on: boolean) => void;
}) {
  const { label, refs, chosen, onChange } = props;
  const count = refs.filter(ref => chosen.has(ref)).length;
  const all = count === refs.length;
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={all}
      ref={input => {
        if (input) input.indeterminate = count > 0 && !all;
      }}
      onChange={() => onChange(refs, !all)}
    />
  );
}

function Item(props: { item: DueConfirmation; refs: Refs; tick: JSX.Element }) {
  const { item, refs, tick } = props;
  const { ref, title, kind, ownerRef, systemRef, confirmedAt, dueAt } = item;
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const hrefOf = useEntityHref();
  const { findings } = useHealthAddresses();
  const now = useNow();
  const isPast = Date.parse(dueAt) <= now;
  const href = hrefOf(ref);
  return (
    <li className={styles.item}>
      {tick}
      <span className={styles.what}>
        {href ? (
          <RouterLink className={styles.name} to={href}>
            {title}
          </RouterLink>
        ) : (
          <span className={styles.name}>{title}</span>
        )}
        <span className={styles.about}>
          <span>{kindLabel(kind)}</span>
          {ownerRef && <RefLabel entityRef={ownerRef} refs={refs} plain />}
          {systemRef && <RefLabel entityRef={systemRef} refs={refs} plain />}
        </span>
      </span>
      <span className={styles.about}>
        <span>
          {confirmedAt
            ? t('last', { when: <RelativeTime instant={confirmedAt} /> })
            : t('never')}
        </span>
        <span data-past={isPast || undefined} className={styles.due}>
          {t(isPast ? 'wasDue' : 'isDue', {
            when: <RelativeTime instant={dueAt} />,
          })}
        </span>
      </span>
      <span className={styles.about}>
        <span>{t('score', { score: scoreWords(item.scores.overall) })}</span>
        {item.findings > 0 && (
          <RouterLink to={findings({ ref })}>
            {t('findings', { count: item.findings })}
          </RouterLink>
        )}
      </span>
    </li>
  );
}

/** Items to be confirmed, to be selected one by one, by class or all, with the button that does it. */
export function ConfirmList(props: {
  items: readonly DueConfirmation[];
  refs: Refs;
  hasMore: boolean;
}) {
  const { items, refs, hasMore } = props;
  const { t } = useTranslationRef(ciConfirmationTranslationRef);
  const classes = useClasses();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const [error, setError] = useState<unknown>();
  const { confirm, isPending } = useConfirm();
  // What was confirmed by somebody else meanwhile is there no more.
  const selected = items.filter(({ ref }) => chosen.has(ref));
  const count = selected.length;
  const withFindings = selected.filter(item => item.findings > 0).length;

  const choose = (some: readonly string[], on: boolean) =>
    setChosen(old => {
      const next = new Set(old);
      for (const ref of some)
        if (on) next.add(ref);
        else next.delete(ref);
      return next;
    });
  const submit = async () => {
    if (count === 0 || isPending) return;
    setError(undefined);
    try {
      const all = selected.map(({ ref }) => ref);
      setChosen(await confirm(all, note));
      setNote('');
    } catch (e) {
      setError(e);
    }
  };
  const tick = { chosen, onChange: choose };
  return (
    <SubmitKeys onSubmit={submit} className={styles.list}>
      {/* eslint-disable-next-line jsx-a11y/label-has-associated-control */}
      <label className={styles.all}>
        <Tick label={t('all')} refs={items.map(({ ref }) => ref)} {...tick} />
        {t('all')}
        {hasMore && <span className={styles.about}>{t('someMore')}</span>}
      </label>
      {byClass(items).map(group => {
        const name =
          classes.find(({ key }) => key === group.key)?.name ??
          group.key ??
          t('noClass');
        return (
          <section key={group.key ?? ''} className={styles.group}>
            <h2 className={styles.groupName}>
              <Tick
                label={t('allOf', { name })}
                refs={group.items.map(({ ref }) => ref)}
                {...tick}
              />
              {t('group', { name, number: String(group.items.length) })}
            </h2>
            <ul className={styles.items} aria-label={name}>
              {group.items.map(item => (
                <Item
                  key={item.ref}
                  item={item}
                  refs={refs}
                  tick={
                    <Tick
                      label={t('select', { name: item.title })}
                      refs={[item.ref]}
                      {...tick}
                    />
                  }
                />
              ))}
            </ul>
          </section>
        );
      })}
      <div className={styles.bar}>
        {count > 0 && (
          <div className={styles.note}>
            <TextField
              label={t('note')}
              placeholder={t('noteHint')}
              value={note}
              onChange={setNote}
              maxLength={1000}
            />
          </div>
        )}
        <div className={styles.do}>
          <p className={styles.chosen} role="status">
            {t('chosen', { count, total: String(items.length) })}
            {withFindings > 0 && (
              <span className={styles.about}>
                {t('withFindings', { count: withFindings })}
              </span>
            )}
          </p>
          <Button
            variant="primary"
            isDisabled={count === 0}
            isPending={isPending}
            onPress={submit}
          >
            {count > 0 ? t('actionCount', { count }) : t('action')}
            <SubmitKeysHint />
          </Button>
        </div>
        <RefusalAlert error={error} />
      </div>
    </SubmitKeys>
  );
}
