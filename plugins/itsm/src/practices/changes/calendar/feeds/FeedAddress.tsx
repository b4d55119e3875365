import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, ButtonLink, TextField } from '@backstage/ui';
import type { MadeFeed } from '@callboard/plugin-itsm-common';
import { RiCalendarEventLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { changeCalendarTranslationRef } from '../translation';
import styles from './Feeds.module.css';

/** The address of a feed, the one time that it is shown. */
export function FeedAddress(props: { feed: MadeFeed }) {
  const { url } = props.feed;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await window.navigator.clipboard.writeText(url);
      setCopied(true);
    } catch {
      // Without the clipboard's permission it can still be marked and copied by hand.
      setCopied(false);
    }
  };
  return (
    <div className={styles.made}>
      <Alert status="warning" icon title={t('feeds.once')} />
      <TextField label={t('feeds.url')} isReadOnly value={url} />
      <span className={styles.buttons} role="status">
        <Button variant="primary" iconStart={<RiFileCopyLine />} onPress={copy}>
          {t(copied ? 'feeds.copied' : 'feeds.copy')}
        </Button>
        <ButtonLink
          variant="secondary"
          iconStart={<RiCalendarEventLine />}
          // Calendar programs have made themselves known for this.
          href={url.replace(/^https?:/, 'webcal:')}
        >
          {t('feeds.openIn')}
        </ButtonLink>
      </span>
    </div>
  );
}
