import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ITSM_QUERY_ROOT } from '../../api/useItsmQuery';
import { itsmReactTranslationRef } from '../../translation';
import styles from './BulkBar.module.css';
import { failureGroups } from './failureGroups';
import { runInChunks } from './runInChunks';
import type { Outcome } from './runInChunks';
import type { BulkDeed, BulkItem, BulkSpec } from './types';

const BRIEF_MS = 5_000;

/**
 * Does it, shows how far it is, and what became of each. When all is done there is nothing to
 * read, so a word is enough; what was not done stays selected, with the reason beside it.
 */
export function BulkRun<T extends BulkItem>(props: {
  spec: BulkSpec;
  deed: BulkDeed;
  items: readonly T[];
  /** Told which records were not changed. */
  onEnd: (left: readonly T[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const toast = useApi(toastApiRef);
  const queries = useQueryClient();
  // What was selected when it began; the selection itself changes while it runs.
  const [{ spec, deed, items }] = useState(props);
  const [outcomes, setOutcomes] = useState<readonly Outcome<T>[]>([]);
  const [ended, setEnded] = useState(false);
  const abort = useRef<AbortController>();
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    if (abort.current) return;
    abort.current = new AbortController();
    runInChunks({
      items,
      deed,
      send: spec.send,
      onProgress: setOutcomes,
      signal: abort.current.signal,
    }).then(all => {
      setEnded(true);
      const done = new Set(all.filter(o => o.done).map(o => o.item.id));
      const left = items.filter(item => !done.has(item.id));
      latest.current.onEnd(left);
      queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
      if (left.length > 0) return;
      latest.current.onClose();
      toast.post({
        title: t('bulk.done', { count: done.size }),
        status: 'success',
        timeout: BRIEF_MS,
      });
    });
  }, [items, deed, spec, queries, toast, t]);

  const stop = () => abort.current?.abort();
  const failed = outcomes.filter(o => !o.done);
  const done = outcomes.length - failed.length;
  const untried = items.length - outcomes.length;
  // A few records are done before anybody could read a dialog.
  if (!ended && items.length <= 25) return null;
  if (ended && failed.length === 0 && untried === 0) return null;
  return (
    <Dialog
      isOpen
      isDismissable={ended}
      // What is closed while it runs stops: the rest stays selected and is said not to be tried.
      onOpenChange={open => !open && (ended ? props.onClose() : stop())}
      width={520}
    >
      <DialogHeader>
        {ended ? t('bulk.result') : t('bulk.running', { count: items.length })}
      </DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <div role="status">
            {!ended && (
              <>
                <progress
                  aria-label={t('bulk.progress')}
                  className={styles.progress}
                  value={outcomes.length}
                  max={items.length}
                />
                <Text as="p">
                  {t('bulk.working', {
                    done: String(outcomes.length),
                    all: String(items.length),
                  })}
                </Text>
              </>
            )}
            {ended && done > 0 && (
              <Text as="p">{t('bulk.done', { count: done })}</Text>
            )}
            {failed.length > 0 && (
              <Text as="p" weight="bold">
                {t('bulk.failed', { count: failed.length })}
              </Text>
            )}
            {ended && untried > 0 && (
              <Text as="p">{t('bulk.stopped', { count: untried })}</Text>
            )}
          </div>
          {failed.length > 0 && (
            <ul className={styles.failures} aria-label={t('bulk.why')}>
              {failureGroups(outcomes).map(({ reason, items: held }) => (
                <li key={reason} className={styles.failure}>
                  {held.length > 1 && (
                    <b>
                      {reason} ({held.length})
                    </b>
                  )}
                  {held.map(({ id, number, title }) => (
                    <span key={id} className={styles.what}>
                      <b>{number}</b> {title}
                    </span>
                  ))}
                  {held.length === 1 && (
                    <span className={styles.why}>{reason}</span>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        {ended ? (
          <Button variant="primary" onPress={props.onClose}>
            {t('bulk.close')}
          </Button>
        ) : (
          <Button variant="secondary" onPress={stop}>
            {t('bulk.stop')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
