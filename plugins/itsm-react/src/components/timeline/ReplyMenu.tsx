import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, MenuAutocomplete, MenuItem, MenuTrigger } from '@backstage/ui';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import type { OfferedReply } from '@callboard/plugin-itsm-common';
import { RiChatQuoteLine } from '@remixicon/react';
import { useState } from 'react';
import { useItsmQuery } from '../../api/useItsmQuery';
import styles from './CommentBox.module.css';
import { commentTranslationRef } from './translation';

/** The house's menu with a search leaves the focus outside of it; whoever opens it wants to type. */
function focusSearch() {
  setTimeout(() => {
    document
      .querySelector<HTMLInputElement>(`.${styles.replies} input`)
      ?.focus();
  });
}

/**
 * Canned replies for a record, to be searched and inserted; the server has filled in the names.
 * They are asked for when the menu opens first.
 */
export function ReplyMenu(props: {
  number: string;
  onInsert: (reply: OfferedReply) => void;
}) {
  const { number, onInsert } = props;
  const { t } = useTranslationRef(commentTranslationRef);
  const [asked, setAsked] = useState(false);
  const { data, error } = useItsmQuery(definitionRoutes.replies, {
    query: { record: number },
    enabled: asked,
    staleTime: 60_000,
  });
  const sentence = () => {
    if (error) return t('replies.failed');
    return data ? t('replies.empty') : t('replies.loading');
  };
  return (
    <MenuTrigger
      onOpenChange={open => {
        if (!open) return;
        setAsked(true);
        focusSearch();
      }}
    >
      <Button size="small" variant="tertiary" iconStart={<RiChatQuoteLine />}>
        {t('replies.action')}
      </Button>
      <MenuAutocomplete
        className={styles.replies}
        aria-label={t('replies.action')}
        placeholder={t('replies.search')}
        maxWidth="420px"
        maxHeight="360px"
      >
        {data?.items.length ? (
          data.items.map(reply => (
            <MenuItem
              key={reply.key}
              textValue={`${reply.title} ${reply.body}`}
              onAction={() => onInsert(reply)}
            >
              {reply.title}
            </MenuItem>
          ))
        ) : (
          <MenuItem isDisabled textValue={sentence()}>
            {sentence()}
          </MenuItem>
        )}
      </MenuAutocomplete>
    </MenuTrigger>
  );
}
