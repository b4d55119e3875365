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
  const [values, setValues, clearValues] = useDraft<Values>(
    `transition/${number}/${offer.name}`,
    {},
  );
  const [tried, setTried] = useState(false);
  const missing = asked.filter(a => a.required && isEmpty(values[a.field.key]));

  const submit = async () => {
    setTried(true);
    if (missing.length > 0 || isPending) return;
    const given = asked
      .map(a => [a.field.key, values[a.field.key]] as const)
      .filter(([, value]) => !isEmpty(value));
    if (await props.onSubmit(Object.fromEntries(given))) clearValues();
  };

  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && props.onClose()}
      isDismissable
      width={520}
    >
      <DialogHeader>{`${offer.label} · ${number}`}</DialogHeader>
      <DialogBody>
        <SubmitKeys onSubmit={submit}>
          <Flex direction="column" gap="4">
            {asked.map(({ field, required }, index) => (
              <Flex key={field.key} direction="column" gap="2">
                <FieldInput
                  field={field}
                  value={values[field.key]}
                  onChange={value =>
                    setValues({ ...values, [field.key]: value })
                  }
                  isRequired={required}
                  description={props.hints?.[field.key]}
                  rows={required ? 5 : 2}
                  {...focusOnOpen(index === 0)}
                  error={
                    tried && required && isEmpty(values[field.key])
                      ? t('transition.missing', { field: field.label })
                      : undefined
                  }
                />
                {required &&
                  field.type === 'text' &&
                  props.textTools?.(text =>
                    setValues({
                      ...values,
                      [field.key]: appended(values[field.key], text),
                    }),
                  )}
              </Flex>
            ))}
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
