import { lazy, Suspense } from 'react';
import type { ListKeyMeaning } from './ListKeysDialog';

const ListKeysDialog = lazy(async () => ({
  default: (await import('./ListKeysDialog')).ListKeysDialog,
}));

/** The keys of a list, explained to whoever asks. */
export function ListKeysHelp(props: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** Rows can be selected, assigned, and opened beside the list. */
  desk?: boolean;
  /** Those keys of such a list that this one has not. */
  without?: readonly ListKeyMeaning[];
  /** Keys that this list alone has, in words. */
  own?: ReadonlyArray<{ keys: string; means: string }>;
}) {
  if (!props.isOpen) return null;
  return (
    <Suspense fallback={null}>
      <ListKeysDialog {...props} />
    </Suspense>
  );
}
