import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import { itsmReactTranslationRef } from '../../translation';
import { Property, PropertyList } from '../fields/PropertyList';

/** The keys of a list, explained. */
export function ListKeysHelp(props: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslationRef(itsmReactTranslationRef);
  return (
    <Dialog
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      isDismissable
      width={420}
    >
      <DialogHeader>{t('keys.title')}</DialogHeader>
      <DialogBody>
        <PropertyList label={t('keys.title')}>
          <Property label="j / k">{t('keys.move')}</Property>
          <Property label="Enter">{t('keys.open')}</Property>
          <Property label="/">{t('keys.search')}</Property>
          <Property label="?">{t('keys.help')}</Property>
        </PropertyList>
      </DialogBody>
    </Dialog>
  );
}
