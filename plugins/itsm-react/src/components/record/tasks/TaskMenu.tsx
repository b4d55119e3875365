import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { isTaskOver } from '@callboard/plugin-itsm-common';
import type { Task, TaskState } from '@callboard/plugin-itsm-common';
import { RiMoreLine } from '@remixicon/react';
import { recordTranslationRef } from '../translation';

/** What else can be done with a task; also moves it, for fingers, which cannot drag it. */
export function TaskMenu(props: {
  task: Task;
  canMove: boolean;
  onMove: (by: number) => void;
  onEdit: () => void;
  onState: (state: TaskState) => void;
}) {
  const { task, canMove, onMove, onEdit, onState } = props;
  const { t } = useTranslationRef(recordTranslationRef);
  const over = isTaskOver(task.state);
  const { canChange, canComplete } = task.viewer;
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiMoreLine />}
        aria-label={t('tasks.menu', { number: String(task.number) })}
      />
      <Menu aria-label={t('tasks.menu', { number: String(task.number) })}>
        {canChange && <MenuItem onAction={onEdit}>{t('tasks.edit')}</MenuItem>}
        {canComplete && task.state === 'open' && !task.blocked && (
          <MenuItem onAction={() => onState('in-progress')}>
            {t('tasks.start')}
          </MenuItem>
        )}
        {canComplete && !over && (
          <MenuItem onAction={() => onState('skipped')}>
            {t('tasks.skip')}
          </MenuItem>
        )}
        {canComplete && over && (
          <MenuItem onAction={() => onState('open')}>
            {t('tasks.reopen')}
          </MenuItem>
        )}
        {canMove && (
          <MenuItem onAction={() => onMove(-1)}>{t('tasks.up')}</MenuItem>
        )}
        {canMove && (
          <MenuItem onAction={() => onMove(1)}>{t('tasks.down')}</MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}
