import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { businessObjectiveRoutes } from '@callboard/plugin-itsm-common';
import type { KeyResult } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RefLabel,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import styles from '../Strategy.module.css';
import { strategyTranslationRef } from '../translation';
import { amountWords } from '../words/amounts';
import { ConfidencePill } from '../words/ConfidencePill';
import { Progress } from '../words/Progress';

/** As many as anybody reads at once. */
const SHOWN = 200;

/** The values of a key result, the latest first. */
export function HistoryDialog(props: {
  number: string;
  keyResult: KeyResult;
  onClose: () => void;
}) {
  const { number, keyResult, onClose } = props;
  const { t } = useTranslationRef(strategyTranslationRef);
  const { data, error, refetch } = useItsmQuery(
    businessObjectiveRoutes.keyResultValues,
    {
      params: { id: number, keyResult: keyResult.id },
      query: { limit: SHOWN },
    },
  );
  return (
    <Dialog
      isOpen
      isDismissable
      width={720}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>
        {t('keyResult.history', { title: keyResult.title })}
      </DialogHeader>
      <DialogBody>
        {!data && !error && <Skeleton height={160} />}
        {!data && Boolean(error) && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {data && (
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('keyResult.when')}</th>
                  <th scope="col" className={styles.count}>
                    {t('keyResult.value')}
                  </th>
                  <th scope="col">{t('column.progress')}</th>
                  <th scope="col">{t('column.confidence')}</th>
                  <th scope="col">{t('keyResult.who')}</th>
                  <th scope="col">{t('keyResult.note')}</th>
                </tr>
              </thead>
              <tbody>
                {data.items.map(one => (
                  <tr key={one.id}>
                    <td>
                      <RelativeTime instant={one.at} />
                    </td>
                    <td className={styles.count}>
                      {amountWords(one.value, keyResult)}
                    </td>
                    <td>
                      <Progress progress={one.progress} />
                    </td>
                    <td>
                      <ConfidencePill confidence={one.confidence} />
                    </td>
                    <td>
                      {one.byRef ? (
                        <RefLabel
                          entityRef={one.byRef}
                          refs={data.refs}
                          plain
                        />
                      ) : (
                        t('keyResult.byKpi')
                      )}
                    </td>
                    <td>{one.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('keyResult.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
