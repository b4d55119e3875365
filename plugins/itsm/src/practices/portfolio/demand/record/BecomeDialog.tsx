import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Checkbox,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Radio,
  RadioGroup,
  TextField,
} from '@backstage/ui';
import { demandRoutes } from '@callboard/plugin-itsm-common';
import type {
  Demand,
  DemandBecomes,
  DemandBecoming,
} from '@callboard/plugin-itsm-common';
import {
  newRequestKey,
  problemProps,
  RefusalAlert,
  ServicePicker,
  SubmitKeys,
  SubmitKeysHint,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import styles from '../Demand.module.css';
import { demandTranslationRef } from '../translation';

/** Asks what a need becomes: something new, or a record that is there. */
export function BecomeDialog(props: {
  demand: Demand;
  becomes: readonly DemandBecomes[];
  onMade: (demand: Demand) => void;
  onClose: () => void;
}) {
  const { demand, becomes, onMade, onClose } = props;
  const { t } = useTranslationRef(demandTranslationRef);
  const toast = useApi(toastApiRef);
  const [as, setAs] = useState<DemandBecomes>(becomes[0]);
  const [isThere, setThere] = useState(false);
  const [number, setNumber] = useState('');
  const [title, setTitle] = useState(demand.title);
  const [serviceRef, setServiceRef] = useState(demand.serviceRef);
  const [tried, setTried] = useState(false);
  // What was sent and got no answer is sent again as the same request.
  const [key, setKey] = useState(newRequestKey);
  const { mutate, isPending, error } = useItsmMutation(demandRoutes.become);
  const needsService = as === 'change' && !isThere && !serviceRef;
  const needsNumber = isThere && !number.trim();
  const body: DemandBecoming = isThere
    ? { as, number: number.trim() }
    : {
        as,
        title: title.trim() || undefined,
        serviceRef: as === 'change' ? serviceRef : undefined,
      };
  const send = () => {
    setTried(true);
    if (isPending || needsService || needsNumber) return;
    mutate(
      { params: { id: demand.number }, body, idempotencyKey: key },
      {
        onSuccess: made => {
          toast.post({ title: t('outcome.made'), status: 'success' });
          onMade(made);
        },
        onError: () => setKey(newRequestKey()),
      },
    );
  };
  return (
    <Dialog
      isOpen
      isDismissable
      width={520}
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('outcome.dialog')}</DialogHeader>
      <DialogBody>
        <SubmitKeys className={styles.form} onSubmit={send}>
          <RadioGroup
            label={t('outcome.open')}
            value={as}
            onChange={value => setAs(value as DemandBecomes)}
          >
            {becomes.map(value => (
              <Radio key={value} value={value}>
                {t(`outcome.${value}`)}
              </Radio>
            ))}
          </RadioGroup>
          <Checkbox isSelected={isThere} onChange={setThere}>
            {t('outcome.link')}
          </Checkbox>
          {isThere ? (
            <TextField
              label={t('outcome.number')}
              value={number}
              onChange={setNumber}
              isRequired
              {...problemProps(
                tried && needsNumber ? t('outcome.needsNumber') : undefined,
              )}
            />
          ) : (
            <TextField
              label={t('outcome.titleField')}
              value={title}
              maxLength={200}
              onChange={setTitle}
            />
          )}
          {as === 'change' && !isThere && (
            <ServicePicker
              label={t('outcome.which')}
              value={serviceRef}
              onChange={setServiceRef}
              {...problemProps(
                tried && needsService ? t('outcome.needsService') : undefined,
              )}
            />
          )}
          <p className={styles.hint}>{t('outcome.follows')}</p>
          <RefusalAlert error={error} />
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={send}>
          {t('outcome.make')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('outcome.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
