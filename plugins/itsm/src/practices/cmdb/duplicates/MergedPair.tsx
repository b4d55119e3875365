import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { cmdbClassRoutes } from '@callboard/plugin-itsm-common';
import type { CiDuplicate } from '@callboard/plugin-itsm-common';
import { refTitle, useItsmQuery } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import styles from './Duplicates.module.css';
import { ciDuplicatesTranslationRef } from './translation';
import { useUndoMerge } from './useUndoMerge';

/** Which of two items is part of the other now: its name answers with the other one's. */
function useMerged(pair: CiDuplicate) {
  const a = useItsmQuery(cmdbClassRoutes.attributes, {
    query: { ref: pair.aRef },
  });
  const b = useItsmQuery(cmdbClassRoutes.attributes, {
    query: { ref: pair.bRef },
  });
  const isKnown = !a.isPending && !b.isPending;
  if (a.data && a.data.ref !== pair.aRef)
    return { isKnown, other: pair.aRef, kept: a.data.ref };
  if (b.data && b.data.ref !== pair.bRef)
    return { isKnown, other: pair.bRef, kept: b.data.ref };
  return { isKnown };
}

/** Says which of two items went into the other, and takes that back. */
export function MergedPair(props: { pair: CiDuplicate; refs: Refs }) {
  const { pair, refs } = props;
  const { t } = useTranslationRef(ciDuplicatesTranslationRef);
  const { isKnown, other, kept } = useMerged(pair);
  const undo = useUndoMerge();
  if (!isKnown) return null;
  if (!other) return <p className={styles.hint}>{t('apart')}</p>;
  const [name, into] = [other, kept].map(ref => refTitle(ref, refs));
  return (
    <div className={styles.head}>
      <p className={styles.hint}>{t('isPart', { other: name, kept: into })}</p>
      <Button
        size="small"
        variant="secondary"
        isPending={undo.isPending}
        onPress={() => undo.undo(other, name)}
      >
        {t('undo')}
      </Button>
    </div>
  );
}
