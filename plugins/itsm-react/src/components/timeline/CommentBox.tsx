import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import type { Audience, OfferedReply } from '@callboard/plugin-itsm-common';
import { RiGlobalLine, RiLockLine } from '@remixicon/react';
import { useState } from 'react';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useDraft } from '../../hooks/useDraft';
import { itsmReactTranslationRef } from '../../translation';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import { RefusalAlert } from '../states/RefusalAlert';
import styles from './CommentBox.module.css';
import { CommentText } from './CommentText';
import { PresenceLine } from './PresenceLine';
import { ReplyMenu } from './ReplyMenu';
import { usePresence } from './usePresence';

interface Draft {
  body: string;
  audience: Audience;
}

/**
 * Writes a comment. Who sees internal comments chooses who reads this one, and the words beside
 * the button say who that is; the requester always writes for both sides. Those who work on the
 * record see who else is replying, so that two do not.
 */
export function CommentBox(props: {
  number: string;
  seesInternal: boolean;
  /** Offer canned replies; for those who work on the record. */
  offersReplies?: boolean;
  /** Nobody asked for the record, or nobody but who reads it, so there is nobody to reply to. */
  withoutRequester?: boolean;
}) {
  const { number, seesInternal, withoutRequester } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  const [draft, setDraft, clearDraft] = useDraft<Draft>(`comment/${number}`, {
    body: '',
    audience: 'internal',
  });
  const presence = usePresence(number, seesInternal);
  const { mutate, isPending, error } = useItsmMutation(kernelRoutes.addComment);
  // Where there is nobody to reply to, a draft from before that was known is no reply either.
  const chosen = withoutRequester ? 'internal' : draft.audience;
  const audience: Audience = seesInternal ? chosen : 'requester';
  const empty = draft.body.trim() === '';

  const write = (body: string) => {
    setDraft({ ...draft, body });
    if (body.trim()) presence.type();
    else presence.leave();
  };
  // Counts what was inserted: after each the text has the focus, to be read and sent.
  const [inserted, setInserted] = useState(0);
  const insert = (reply: OfferedReply) => {
    setInserted(n => n + 1);
    const before = draft.body.trimEnd();
    setDraft({
      body: before ? `${before}\n\n${reply.body}` : reply.body,
      audience: reply.audience,
    });
    presence.type();
  };
  const send = () => {
    if (empty || isPending) return;
    mutate(
      { params: { id: number }, body: { body: draft.body, audience } },
      {
        onSuccess: () => {
          clearDraft();
          presence.leave();
        },
      },
    );
  };
  return (
    <SubmitKeys className={styles.box} onSubmit={send}>
      {seesInternal && !withoutRequester && (
        <div className={styles.head}>
          <ToggleButtonGroup
            aria-label={t('comment.audience')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[audience]}
            onSelectionChange={keys =>
              setDraft({ ...draft, audience: [...keys][0] as Audience })
            }
          >
            <ToggleButton id="internal" iconStart={<RiLockLine />}>
              {t('comment.internal')}
            </ToggleButton>
            <ToggleButton id="requester" iconStart={<RiGlobalLine />}>
              {t('comment.requester')}
            </ToggleButton>
          </ToggleButtonGroup>
          {props.offersReplies && (
            <ReplyMenu number={number} onInsert={insert} />
          )}
        </div>
      )}
      <CommentText value={draft.body} onChange={write} focusAfter={inserted} />
      <PresenceLine names={presence.replying} />
      <RefusalAlert error={error} />
      <div className={styles.foot}>
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.hint}
        >
          {seesInternal
            ? t(`comment.hint.${audience}`)
            : t('comment.hint.fromRequester')}
        </Text>
        <Button
          variant={empty ? 'secondary' : 'primary'}
          isDisabled={empty}
          isPending={isPending}
          onPress={send}
        >
          {t('comment.send')}
          <SubmitKeysHint />
        </Button>
      </div>
    </SubmitKeys>
  );
}
