import { useDraft } from './useDraft';

/** What somebody writes in the form of a dialog, as {@link useFormDraft} keeps it. */
export interface FormDraft<T extends object> {
  form: T;
  change: (changes: Partial<T>) => void;
  /** The version that the form was begun with: what others wrote since is not written over. */
  version: number | undefined;
  /** Goes on with what is written, on top of what others wrote; by which version, if it was just asked for. */
  rebase: (latest?: number) => void;
  /** Begins anew. */
  clear: () => void;
  /** Whether it was written before the dialog was closed. */
  isKept: boolean;
}

/**
 * The form of a dialog that may be closed by mistake, by Escape or a press beside it: what was written is there
 * when it is opened again. See {@link useDraft}.
 *
 * @param name - what it is a draft of, e.g. `risk/RSK-7/review`
 * @param initial - what the form begins with
 * @param version - the version of what is changed
 */
export function useFormDraft<T extends object>(
  name: string,
  initial: T,
  version?: number,
): FormDraft<T> {
  const [draft, setDraft, clear, isKept] = useDraft(name, {
    form: initial,
    version,
  });
  return {
    form: draft.form,
    change: changes =>
      setDraft(before => ({ ...before, form: { ...before.form, ...changes } })),
    version: draft.version,
    rebase: (latest = version) =>
      setDraft(before => ({ ...before, version: latest })),
    clear,
    isKept,
  };
}
