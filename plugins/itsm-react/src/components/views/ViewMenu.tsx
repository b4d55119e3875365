import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { SavedView } from '@callboard/plugin-itsm-common';
import {
  RiDeleteBinLine,
  RiLink,
  RiMore2Line,
  RiPencilLine,
  RiStarLine,
} from '@remixicon/react';
import { itsmReactTranslationRef } from '../../translation';
import type { SavedViews } from './useSavedViews';
import { useViewActions } from './useViewActions';

/** What can be done with the saved view in view. */
export function ViewMenu(props: {
  view: SavedView;
  saved: SavedViews;
  onRename: () => void;
  onRemoved: () => void;
}) {
  const { view, saved, onRename, onRemoved } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const actions = useViewActions(saved);
  const link = `${window.location.origin}${window.location.pathname}?saved=${view.id}`;
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMore2Line />}
        aria-label={t('views.menu', { name: view.name })}
      />
      <Menu>
        <MenuItem
          iconStart={<RiStarLine />}
          onAction={() => actions.startWith(view.isDefault ? null : view.id)}
        >
          {view.isDefault ? t('views.noDefault') : t('views.default')}
        </MenuItem>
        <MenuItem
          iconStart={<RiLink />}
          onAction={() => actions.copyLink(link)}
        >
          {t('views.copyLink')}
        </MenuItem>
        {view.canEdit && (
          <MenuItem iconStart={<RiPencilLine />} onAction={onRename}>
            {t('views.rename')}
          </MenuItem>
        )}
        {view.canEdit && (
          <MenuItem
            iconStart={<RiDeleteBinLine />}
            color="danger"
            onAction={async () => {
              if (await actions.remove(view)) onRemoved();
            }}
          >
            {t('views.remove')}
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}
