import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import {
  businessObjectiveRoutes,
  kernelRoutes,
  SERVES,
} from '@callboard/plugin-itsm-common';
import {
  RefusalAlert,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Strategy.module.css';
import { alignmentTranslationRef } from '../translation';

/** More than there are objectives at a time; the rest is linked by its number, as any record is. */
const OFFERED = 100;

/** Chooses an objective that a record serves. */
export function AddObjective(props: {
  number: string;
  /** Those that it serves already. */
  known: readonly string[];
  onDone: () => void;
}) {
  const { number, known, onDone } = props;
  const { t } = useTranslationRef(alignmentTranslationRef);
  const [chosen, setChosen] = useState<string>();
  const add = useItsmMutation(kernelRoutes.addLink);
  const objectives = useItsmQuery(businessObjectiveRoutes.list, {
    query: {
      category: ['draft', 'open'],
      sort: 'periodTo',
      order: 'asc',
      limit: OFFERED,
    } as never,
  });
  const options = (objectives.data?.items ?? [])
    .filter(one => !known.includes(one.number))
    .map(one => ({ id: one.number, label: `${one.number} ${one.title}` }));
  return (
    <div className={styles.stack}>
      <Select
        label={t('serves.choose')}
        searchable
        searchPlaceholder={t('serves.placeholder')}
        options={options}
        value={chosen ?? null}
        onChange={key => setChosen(key === null ? undefined : String(key))}
      />
      <RefusalAlert error={add.error ?? objectives.error} />
      <div className={styles.line}>
        <Button
          size="small"
          variant="primary"
          isDisabled={!chosen}
          isPending={add.isPending}
          onPress={() =>
            add.mutate(
              {
                params: { id: number },
                body: { kind: SERVES, target: chosen! },
              },
              { onSuccess: onDone },
            )
          }
        >
          {t('serves.save')}
        </Button>
        <Button size="small" variant="secondary" onPress={onDone}>
          {t('serves.cancel')}
        </Button>
      </div>
    </div>
  );
}
