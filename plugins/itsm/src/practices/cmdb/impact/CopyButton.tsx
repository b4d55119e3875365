import { Button } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useState } from 'react';
import { copyText } from './keepText';

/** Copies a text that is made when it is wanted, and says that it did. */
export function CopyButton(props: {
  label: string;
  copied: string;
  /** Said where the browser does not let us. */
  failed?: string;
  text: () => string | Promise<string>;
}) {
  const { label, copied, failed = label, text } = props;
  const [done, setDone] = useState<boolean>();
  const copy = async () => setDone(await copyText(await text()));
  const words = { true: copied, false: failed }[String(done)] ?? label;
  return (
    <Button
      variant="secondary"
      iconStart={done ? <RiCheckLine /> : <RiFileCopyLine />}
      onPress={copy}
    >
      {words}
    </Button>
  );
}
