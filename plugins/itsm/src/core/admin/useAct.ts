import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { CallOptions, ResponseOf } from '@callboard/plugin-itsm-common';
import { errorSentence, useItsmMutation } from '@callboard/plugin-itsm-react';
import type { AnyRoute } from '@callboard/plugin-itsm-react';

/** Does something on the server and says in a toast what became of it. */
export function useAct<C extends AnyRoute>(
  contract: C,
  /** What is said when it is done. */
  done: (answer: ResponseOf<C>) => string,
) {
  const toast = useApi(toastApiRef);
  const mutation = useItsmMutation(contract);
  return {
    isPending: mutation.isPending,
    /** What it is being done with. */
    call: mutation.variables,
    act: (call: CallOptions<C>) =>
      mutation.mutate(call, {
        onSuccess: answer =>
          toast.post({ title: done(answer), status: 'success' }),
        onError: e => toast.post({ title: errorSentence(e), status: 'danger' }),
      }),
  };
}
