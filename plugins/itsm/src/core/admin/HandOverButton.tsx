import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import {
  handoverRoutes,
  type StrandedWork,
} from '@callboard/plugin-itsm-common';
import {
  EntityPicker,
  errorSentence,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from './AdminPart.module.css';
import { adminTranslationRef } from './translation';

const KINDS = { group: ['group'], user: ['user'] };

interface Progress {
  done: number;
  failed: { number: string; reason: string }[];
  left: number;
}

/** Asks who takes over the work of somebody who is gone, and hands it over while one watches. */
export function HandOverButton(props: {
  work: StrandedWork;
  name: string;
  onDone: () => void;
}) {
  const { work, name, onDone } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState(work.nowRef ?? '');
  const [progress, setProgress] = useState<Progress>();
  const handOver = useItsmMutation(handoverRoutes.handOver);
  const kind = work.heldAs === 'owner' ? 'group' : 'user';

  const run = async (holder: string | null) => {
    let sum: Progress = { done: 0, failed: [], left: work.records };
    // A call hands over some hundred records; what can be handed over goes before the end.
    for (;;) {
      const answer = await handOver.mutateAsync({
        body: { heldAs: work.heldAs, from: work.ref, to: holder },
      });
      sum = {
        done: sum.done + answer.done.length,
        failed: answer.failed,
        left: answer.left,
      };
      setProgress(sum);
      if (answer.left <= answer.failed.length || answer.done.length === 0)
        break;
    }
    onDone();
    if (sum.left === 0) setOpen(false);
  };
  const start = (holder: string | null) => {
    // What went wrong is shown from the mutation's state.
    run(holder).catch(() => {});
  };

  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={`${t('handover.handOver')}: ${name}`}
        onPress={() => setOpen(true)}
      >
        {t('handover.handOver')}
      </Button>
      {open && (
        <Dialog isOpen isDismissable width={480} onOpenChange={setOpen}>
          <DialogHeader>
            {t('handover.question', { count: work.records, name } as never)}
          </DialogHeader>
          <DialogBody>
            <EntityPicker
              label={t(`handover.to_${kind}`)}
              kinds={KINDS[kind]}
              value={to}
              onChange={ref => setTo(ref ?? '')}
            />
            <Text as="p" color="secondary">
              {t('handover.explained')}
            </Text>
            {progress && (
              <p role="status">
                {t('handover.progress', {
                  done: progress.done,
                  left: progress.left,
                } as never)}
              </p>
            )}
            {progress?.failed.slice(0, 5).map(f => (
              <p key={f.number} className={styles.error}>
                {f.number}: {f.reason}
              </p>
            ))}
            {handOver.error && (
              <p role="alert" className={styles.error}>
                {errorSentence(handOver.error)}
              </p>
            )}
          </DialogBody>
          <DialogFooter>
            <Button
              variant="primary"
              isDisabled={!to}
              isPending={handOver.isPending}
              onPress={() => start(to)}
            >
              {t('handover.handOver')}
            </Button>
            {work.heldAs === 'assignee' && (
              <Button
                variant="secondary"
                isPending={handOver.isPending}
                onPress={() => start(null)}
              >
                {t('handover.toQueue')}
              </Button>
            )}
            <Button variant="secondary" onPress={() => setOpen(false)}>
              {t('close')}
            </Button>
          </DialogFooter>
        </Dialog>
      )}
    </>
  );
}
