import { lazy, Suspense } from 'react';

const ListKeysDialog = lazy(async () => ({
  default: (await import('./ListKeysDialog')).ListKeysDialog,
}));

/** The keys of a list, explained to whoever asks. */
export function ListKeysHelp(props: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** Rows can be selected, assigned, and opened beside the list. */
  desk?: boolean;
}) {
  if (!props.isOpen) return null;
  return (
    <Suspense fallback={null}>
      <ListKeysDialog {...props} />
    </Suspense>
  );
}
