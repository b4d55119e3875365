import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import styles from '../AdminPart.module.css';
import { adminTranslationRef } from '../translation';

/** Shows a secret the one time that it can be shown. A click beside it does not close it. */
export function SecretOnce(props: { secret: string; onClose: () => void }) {
  const { secret, onClose } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(secret);
      setCopied(true);
    } catch {
      // Without the clipboard's permission it can still be marked and copied by hand.
      setCopied(false);
    }
  };
  return (
    <Dialog isOpen width={560} onOpenChange={open => !open && onClose()}>
      <DialogHeader>{t('webhooks.secretTitle')}</DialogHeader>
      <DialogBody>
        <div className={styles.form}>
          <p className={styles.intro}>{t('webhooks.secretNote')}</p>
          <TextField
            aria-label={t('webhooks.secretTitle')}
            isReadOnly
            value={secret}
          />
          <span className={styles.buttons} role="status">
            <Button
              variant="secondary"
              iconStart={<RiFileCopyLine />}
              onPress={copy}
            >
              {copied ? t('webhooks.copied') : t('webhooks.copy')}
            </Button>
          </span>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onPress={onClose}>
          {t('webhooks.done')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
