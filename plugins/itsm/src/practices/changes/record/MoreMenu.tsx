import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import { changePermissions } from '@callboard/plugin-itsm-common';
import { errorSentence, useGo } from '@callboard/plugin-itsm-react';
import { RiMoreLine } from '@remixicon/react';
import { changeRouteRef } from '../routes';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** What is done with a change now and then: filing it once more. */
export function MoreMenu(props: { page: ChangeOnPage }) {
  const { page } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const toast = useApi(toastApiRef);
  const hrefOf = useRouteRef(changeRouteRef);
  const go = useGo();
  const { allowed } = usePermission({ permission: changePermissions.create });
  if (!allowed) return null;
  const copy = async () => {
    try {
      const number = await page.copy();
      toast.post({
        title: t('more.copied', { number }),
        status: 'success',
        timeout: 5_000,
      });
      const href = hrefOf?.({ number });
      if (href) go(href);
    } catch (e) {
      toast.post({ title: errorSentence(e), status: 'danger' });
    }
  };
  return (
    <MenuTrigger>
      <ButtonIcon
        variant="secondary"
        icon={<RiMoreLine />}
        aria-label={t('more.label')}
      />
      <Menu aria-label={t('more.label')}>
        <MenuItem onAction={copy}>{t('more.copy')}</MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
