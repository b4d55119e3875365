import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
} from '@backstage/ui';
import type { CalendarChange } from '@callboard/plugin-itsm-common';
import {
  RefusalAlert,
  SubmitKeys,
  SubmitKeysHint,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { windowWords } from '../../words/planned';
import type { Span } from '../../words/planned';
import { WindowInputs } from '../../words/WindowInputs';
import { windowProblems } from '../../words/windowProblems';
import { changeCalendarTranslationRef } from '../translation';
import styles from './Move.module.css';
import { NewTime } from './NewTime';
import { useMove } from './useMove';
import { useNewTime } from './useNewTime';

/** A change with the time to which somebody would move it. */
export interface Moving {
  change: CalendarChange;
  to: Required<Span>;
}

const sameInstant = (a: string | undefined, b: string) =>
  a !== undefined && Date.parse(a) === Date.parse(b);

/**
 * Asks before a change is moved, whether it was dragged or not: what is known of the new time is shown
 * beside it, and that approval will be asked for again. Closed without saving, all is as it was.
 */
export function MoveDialog(props: {
  moving: Moving;
  /** The time that is chosen now, for the calendar behind. */
  onChoose: (to: Span) => void;
  onClose: () => void;
}) {
  const { moving, onChoose, onClose } = props;
  const { change } = moving;
  const { t } = useTranslationRef(changeCalendarTranslationRef);
  const [window, setWindow] = useState<Span>(moving.to);
  const [version, setVersion] = useState(change.version);
  const [error, setError] = useState<unknown>();
  const { move, isPending } = useMove();
  const problems = windowProblems(window, Date.now());
  const isWhole =
    Boolean(window.start && window.end) && !problems.start && !problems.end;
  const isSame =
    sameInstant(window.start, change.start) &&
    sameInstant(window.end, change.end);
  const known = useNewTime(change, window, isWhole && !isSame);
  const choose = (to: Span) => {
    setWindow(to);
    setError(undefined);
    if (to.start && to.end) onChoose(to);
  };
  const save = async () => {
    if (isPending || isSame || !isWhole) return;
    try {
      await move(change, window, version);
      onClose();
    } catch (e) {
      setError(e);
      // It stands where it stood: what is drawn behind says so.
      onChoose(change);
    }
  };
  const { conflicts } = known.assessment ?? {};
  const isTroubled = (conflicts?.total ?? 0) > 0 || conflicts?.inFreeze;
  const wasAsked = ['requested', 'approved'].includes(
    known.record?.approval ?? '',
  );
  return (
    <Dialog isOpen width={640} onOpenChange={open => !open && onClose()}>
      <DialogHeader>{t('move.title', { number: change.number })}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={save} onEscape={onClose}>
          <div className={styles.form}>
            <Text as="p" color="secondary">
              {t('move.intro', {
                title: change.title,
                when: windowWords(change),
              })}
            </Text>
            <WindowInputs
              value={window}
              onChange={choose}
              problems={problems}
              isRequired
            />
            {isSame ? (
              <Text as="p" color="secondary">
                {t('move.same')}
              </Text>
            ) : (
              isWhole && (
                <NewTime
                  change={change}
                  assessment={known.assessment}
                  isChecking={known.isChecking}
                  error={known.error}
                  onSlot={choose}
                />
              )
            )}
            {wasAsked && !isSame && (
              <Alert status="info" icon title={t('move.approval')} />
            )}
            <RefusalAlert
              error={error}
              onLoadLatest={async () => {
                const latest = await known.loadRecord();
                setVersion(latest.data?.version ?? version);
                setError(undefined);
              }}
            />
          </div>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isPending={isPending}
          isDisabled={isSame || !isWhole}
          onPress={save}
        >
          {t(isTroubled && !isSame ? 'move.saveAnyway' : 'move.save')}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('move.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
