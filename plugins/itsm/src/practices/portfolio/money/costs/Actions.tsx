import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import type { costRoutes } from '@callboard/plugin-itsm-common';
import { useItsmMutation } from '@callboard/plugin-itsm-react';
import { RiDeleteBinLine, RiEditLine } from '@remixicon/react';
import { ConfirmButton } from '../../../../core/admin/ConfirmButton';
import styles from '../Money.module.css';
import { moneyTranslationRef } from '../translation';

/** Changes what is written, or takes it away after asking once. */
export function Actions(props: {
  name: string;
  pending: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const { name, pending, onEdit, onRemove } = props;
  const { t } = useTranslationRef(moneyTranslationRef);
  return (
    <span className={styles.actions}>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiEditLine />}
        aria-label={`${t('change')}: ${name}`}
        onPress={onEdit}
      />
      <ConfirmButton
        icon={<RiDeleteBinLine />}
        aria-label={`${t('remove')}: ${name}`}
        question={t('service.removeQuestion', { name })}
        destructive
        isDisabled={pending}
        onConfirm={onRemove}
      >
        {t('remove')}
      </ConfirmButton>
    </span>
  );
}

/** Takes something away and says so. */
export function useRemoval(
  route: typeof costRoutes.removeItem | typeof costRoutes.removeLine,
) {
  const { t } = useTranslationRef(moneyTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(route);
  return {
    isPending,
    error,
    remove: (id: string, version: number) =>
      mutate(
        { params: { id }, ifMatch: version },
        {
          onSuccess: () =>
            toast.post({ title: t('service.removed'), status: 'success' }),
        },
      ),
  };
}
