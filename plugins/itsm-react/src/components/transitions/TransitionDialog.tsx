import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { focusOnOpen } from '../../hooks/focusOnOpen';
import { useDraft } from '../../hooks/useDraft';
import { itsmReactTranslationRef } from '../../translation';
import { FieldInput } from '../fields/FieldInput';
import type { FieldValue } from '../fields/FieldInput';
import { KeptDraft } from '../fields/KeptDraft';
import { SubmitKeys, SubmitKeysHint } from '../fields/SubmitKeys';
import { RefusalAlert } from '../states/RefusalAlert';
import type { AskedField, TransitionOffer } from './fieldsToAsk';

type Values = Record<string, FieldValue>;

/** What the form of a transition takes. */
export interface TransitionDialogProps {
  offer: TransitionOffer;
  asked: readonly AskedField[];
  /** Names the record in the draft, e.g. `INC-1042`. */
  number: string;
  error: unknown;
  isPending: boolean;
  onSubmit: (values: Values) => Promise<boolean>;
  onLoadLatest: () => void;
  onClose: () => void;
  hints?: Readonly<Record<string, string>>;
  textTools?: (write: (text: string) => void) => ReactNode;
}

/** A text with another one below it. */
function appended(value: FieldValue, text: string): string {
  const before = value === undefined ? '' : String(value).trimEnd();
  return before ? `${before}\n\n${text}` : text;
}

function isEmpty(value: FieldValue): boolean {
  return value === undefined || String(value).trim() === '';
}

/** Asks for exactly the fields that a transition needs, and keeps what was typed until it is taken. */
export function TransitionDialog(props: TransitionDialogProps) {
  const { offer, asked, number, error, isPending } = props;
  const { t } = useTranslationRef(itsmReactTranslationRef);
  // Only what was written here is a draft: what the record has may change meanwhile.
  const [written, setWritten, clearWritten, isKept] = useDraft<Values>(
    `transition/${number}/${offer.name}`,
    {},
  );
  const [tried, setTried] = useState(false);
  const valueOf = ({ field, value }: AskedField) =>
    field.key in written ? written[field.key] : value;
  const write = (field: AskedField['field'], value: FieldValue) =>
    setWritten(before => ({ ...before, [field.key]: value }));
  const missing = asked.filter(a => a.required && isEmpty(valueOf(a)));
  // A step brings values, it takes none away.
  const emptied = asked.filter(a => !isEmpty(a.value) && isEmpty(valueOf(a)));
  const faultOf = (one: AskedField) => {
    if (!tried) return undefined;
    const { label } = one.field;
    if (missing.includes(one)) return t('transition.missing', { field: label });
    return emptied.includes(one)
      ? t('transition.emptied', { field: label })
      : undefined;
  };

  const submit = async () => {
    setTried(true);
    if (missing.length + emptied.length > 0 || isPending) return;
    const given = asked
      .filter(a => !isEmpty(valueOf(a)) && valueOf(a) !== a.value)
      .map(a => [a.field.key, valueOf(a)] as const);
    if (await props.onSubmit(Object.fromEntries(given))) clearWritten();
  };

  return (
    <Dialog
      isOpen
      // What is being sent is answered here: kept without the answer, it would be sent again.
      onOpenChange={open => !open && !isPending && props.onClose()}
      isDismissable
      width={520}
    >
      <DialogHeader>{`${offer.label} · ${number}`}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            {asked.map((one, index) => {
              const { field, required, value: before } = one;
              const value = valueOf(one);
              return (
                <Flex key={field.key} direction="column" gap="2">
                  <FieldInput
                    field={field}
                    value={value}
                    onChange={next => write(field, next)}
                    isRequired={required}
                    isKept={!isEmpty(before)}
                    description={props.hints?.[field.key]}
                    rows={required || before ? 5 : 2}
                    {...focusOnOpen(index === 0)}
                    error={faultOf(one)}
                  />
                  {required &&
                    field.type === 'text' &&
                    props.textTools?.(text =>
                      write(field, appended(value, text)),
                    )}
                </Flex>
              );
            })}
            <KeptDraft isKept={isKept} onClear={clearWritten} />
            <RefusalAlert error={error} onLoadLatest={props.onLoadLatest} />
          </Flex>
        </SubmitKeys>
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" isPending={isPending} onPress={submit}>
          {offer.label}
          <SubmitKeysHint />
        </Button>
        <Button variant="secondary" onPress={props.onClose}>
          {t('transition.back')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
