import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { RiAlarmLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { errorSentence } from '../../api/errors';
import { useItsmMutation } from '../../api/useItsmMutation';
import { itsmReactTranslationRef } from '../../translation';
import { QUICK_INSTANTS, quickInstant } from '../fields/instants';
import { RemindDialog } from './RemindDialog';
import { recordTranslationRef } from './translation';

/** "Remind me": what people mean most often at once, any other time by a small form. */
export function RemindMenu(props: { number: string }) {
  const { number } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const { t: words } = useTranslationRef(itsmReactTranslationRef);
  const toast = useApi(toastApiRef);
  const [asking, setAsking] = useState(false);
  const remind = useItsmMutation(kernelRoutes.addReminder);
  const set = (at: string) =>
    remind.mutate(
      { params: { id: number }, body: { at } },
      {
        onSuccess: () =>
          toast.post({
            title: t('remind.done', { number }),
            status: 'success',
          }),
        onError: e => toast.post({ title: errorSentence(e), status: 'danger' }),
      },
    );
  return (
    <>
      <MenuTrigger>
        <Button
          size="small"
          variant="tertiary"
          iconStart={<RiAlarmLine />}
          isPending={remind.isPending}
        >
          {t('remind.action')}
        </Button>
        <Menu aria-label={t('remind.action')}>
          {QUICK_INSTANTS.map(choice => (
            <MenuItem
              key={choice}
              onAction={() => set(quickInstant(choice, DateTime.now()))}
            >
              {words(`instant.${choice}`)}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem onAction={() => setAsking(true)}>
            {t('remind.other')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
      {asking && (
        <RemindDialog number={number} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
