import { renderInTestApp } from '@backstage/frontend-test-utils';
import { TextField } from '@backstage/ui';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { ItsmQueryProvider } from '../../api/ItsmQueryProvider';
import { createItsmQueryClient } from '../../api/queryClient';
import { useFormDraft } from '../../hooks/useFormDraft';
import { FormDialog } from './FormDialog';

/** What a server says to who writes on what others changed meanwhile. */
const conflict = () =>
  Object.assign(new Error('Somebody was faster'), { statusCode: 409 });

interface Sent {
  why: string;
  version: number | undefined;
}

function Form(props: {
  send: (sent: Sent) => Promise<void>;
  loadLatest?: () => Promise<number>;
  onClose: () => void;
}) {
  const draft = useFormDraft('risk/RSK-7/accept', { why: '' }, 3);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const submit = async () => {
    setPending(true);
    try {
      await props.send({ why: draft.form.why, version: draft.version });
      draft.clear();
      props.onClose();
    } catch (e) {
      setError(e);
      setPending(false);
    }
  };
  return (
    <FormDialog
      title="Accept the risk"
      width={400}
      draft={draft}
      error={error}
      submit="Accept"
      isPending={pending}
      onSubmit={submit}
      onLoadLatest={props.loadLatest}
      cancel="Cancel"
      onClose={props.onClose}
    >
      <TextField
        label="Why"
        value={draft.form.why}
        onChange={why => draft.change({ why })}
      />
    </FormDialog>
  );
}

function Page(props: Omit<Parameters<typeof Form>[0], 'onClose'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {open && <Form {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

async function show(props: Partial<Parameters<typeof Page>[0]> = {}) {
  const send = jest.fn(props.send ?? (async () => {}));
  renderInTestApp(
    <ItsmQueryProvider client={createItsmQueryClient()}>
      <Page {...props} send={send} />
    </ItsmQueryProvider>,
  );
  const user = userEvent.setup();
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    return screen.findByRole('textbox', { name: 'Why' });
  };
  const isGone = () =>
    waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  return { user, send, open, isGone };
}

const KEPT = 'What you wrote before is here again.';

beforeEach(() => window.sessionStorage.clear());

describe('a dialog with a form', () => {
  it('keeps what is written when it is closed by mistake, and gives it up when told', async () => {
    const { user, open, isGone } = await show();
    await user.type(await open(), 'It is small');
    expect(screen.queryByText(KEPT)).toBeNull();
    await user.keyboard('{Escape}');
    await isGone();
    expect(await open()).toHaveValue('It is small');
    expect(screen.getByText(KEPT)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await isGone();
    expect(await open()).toHaveValue('');
    expect(screen.queryByText(KEPT)).toBeNull();
  });

  it('begins anew where that is asked for', async () => {
    const { user, open, isGone } = await show();
    await user.type(await open(), 'It is small');
    await user.keyboard('{Escape}');
    await isGone();
    const why = await open();
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    expect(why).toHaveValue('');
    expect(why).toHaveFocus();
    expect(Object.keys(window.sessionStorage)).toEqual([]);
  });

  it('stays until what is sent is answered, and keeps nothing of it', async () => {
    let answer = () => {};
    const { user, send, open, isGone } = await show({
      send: () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    });
    await user.type(await open(), 'It is small');
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(send).toHaveBeenCalledTimes(1);
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeVisible();
    await act(async () => answer());
    await isGone();
    expect(Object.keys(window.sessionStorage)).toEqual([]);
  });

  it('goes on from the latest that others wrote', async () => {
    const refusals = [conflict()];
    const { user, send, open, isGone } = await show({
      send: async () => {
        const refusal = refusals.pop();
        if (refusal) throw refusal;
      },
      loadLatest: async () => 5,
    });
    await user.type(await open(), 'It is small');
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    expect(await screen.findByText('Somebody was faster')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /latest/ }));
    await waitFor(() =>
      expect(screen.queryByText('Somebody was faster')).toBeNull(),
    );
    // The button that was pressed is gone; the keys go on.
    await user.keyboard('{Control>}{Enter}{/Control}');
    await isGone();
    expect(send.mock.calls).toEqual([
      [{ why: 'It is small', version: 3 }],
      [{ why: 'It is small', version: 5 }],
    ]);
  });
});
