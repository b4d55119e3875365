import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { Change } from '@callboard/plugin-itsm-common';
import {
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { Span } from '../words/planned';
import { WindowInputs } from '../words/WindowInputs';
import { windowProblems } from '../words/windowProblems';
import { changeRecordTranslationRef } from './translation';
import type { ChangeOnPage } from './useChange';

/** Moves the planned window, both ends at once, based on the version that was shown. */
export function EditWindow(props: {
  change: Change;
  page: ChangeOnPage;
  onDone: () => void;
}) {
  const { change, page, onDone } = props;
  const { t } = useTranslationRef(changeRecordTranslationRef);
  const [window, setWindow] = useState<Span>({
    start: change.plannedStart,
    end: change.plannedEnd,
  });
  const [version, setVersion] = useState(change.version);
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const problems = windowProblems(window);
  const save = async () => {
    if (pending || problems.start || problems.end) return;
    setPending(true);
    try {
      await page.save(
        {
          plannedStart: window.start ?? null,
          plannedEnd: window.end ?? null,
        },
        version,
      );
      onDone();
    } catch (e) {
      setError(e);
    } finally {
      setPending(false);
    }
  };
  return (
    <SubmitKeys onSubmit={save} onEscape={onDone}>
      <Flex direction="column" gap="3">
        <WindowInputs value={window} onChange={setWindow} problems={problems} />
        {['requested', 'approved'].includes(change.approval ?? '') && (
          <Text as="p" variant="body-small" color="secondary">
            {t('schedule.approvalHint')}
          </Text>
        )}
        <RefusalAlert
          error={error}
          onLoadLatest={async () => {
            setVersion((await page.loadLatest()) ?? version);
            setError(undefined);
          }}
        />
        <Flex gap="2">
          <Button variant="primary" isPending={pending} onPress={save}>
            {t('schedule.save')}
            <SubmitKeysHint />
          </Button>
          <Button variant="tertiary" onPress={onDone}>
            {t('schedule.cancel')}
          </Button>
        </Flex>
      </Flex>
    </SubmitKeys>
  );
}
