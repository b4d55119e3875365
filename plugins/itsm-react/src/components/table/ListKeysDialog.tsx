import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { itsmReactTranslationRef } from '../../translation';
import { Property, PropertyList } from '../fields/PropertyList';

/** The keys that every list has, and those of lists on which one works. */
const KEYS = [
  { keys: 'j / k', means: 'move' },
  { keys: 'Enter', means: 'open' },
  { keys: 'o', means: 'openFull', desk: true },
  { keys: 'x', means: 'select', desk: true },
  { keys: 'Shift+x', means: 'selectTo', desk: true },
  { keys: 'Shift+a', means: 'selectPage', desk: true },
  { keys: 'a', means: 'assignToMe', desk: true },
  { keys: 'n', means: 'create', desk: true },
  { keys: '/', means: 'search' },
  { keys: 'Esc', means: 'leave', desk: true },
  { keys: '?', means: 'help' },
] as const;

/** What a key of a list does. */
export type ListKeyMeaning = (typeof KEYS)[number]['means'];

/** The keys of a list, explained. */
export function ListKeysDialog(props: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** Rows can be selected, assigned, and opened beside the list. */
  desk?: boolean;
  /** Those keys of such a list that this one has not. */
  without?: readonly ListKeyMeaning[];
  /** Keys that this list alone has, in words. */
  own?: ReadonlyArray<{ keys: string; means: string }>;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const shown = KEYS.filter(
    key =>
      (props.desk || !('desk' in key)) && !props.without?.includes(key.means),
  );
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      isDismissable
      width={440}
    >
      <DialogHeader>{t('keys.title')}</DialogHeader>
      <DialogBody>
        <PropertyList label={t('keys.title')}>
          {shown.map(({ keys, means }) => (
            <Property key={keys} label={keys}>
              {t(`keys.${means}`)}
            </Property>
          ))}
          {props.own?.map(({ keys, means }) => (
            <Property key={keys} label={keys}>
              {means}
            </Property>
          ))}
        </PropertyList>
      </DialogBody>
    </Dialog>
  );
}
