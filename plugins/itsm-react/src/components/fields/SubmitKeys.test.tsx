import { Checkbox } from '@backstage/ui';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPortal } from 'react-dom';
import { SubmitKeys } from './SubmitKeys';

describe('SubmitKeys', () => {
  it('submits the innermost form only, also one that is drawn elsewhere', async () => {
    const outer = jest.fn();
    const inner = jest.fn();
    render(
      <SubmitKeys onSubmit={outer}>
        <input aria-label="outer" />
        {createPortal(
          <SubmitKeys onSubmit={inner}>
            <input aria-label="inner" />
          </SubmitKeys>,
          document.body,
        )}
      </SubmitKeys>,
    );
    const user = userEvent.setup();
    await user.click(screen.getByLabelText('inner'));
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 0]);
    await user.click(screen.getByLabelText('outer'));
    await user.keyboard('{Meta>}{Enter}{/Meta}');
    expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 1]);
  });

  it('begins at the first control of a dialog, or where that says, and leaves pages alone', () => {
    const form = (
      <SubmitKeys onSubmit={jest.fn()}>
        <input type="hidden" />
        <input aria-label="first" />
      </SubmitKeys>
    );
    render(form);
    expect(document.body).toHaveFocus();
    const { unmount } = render(<div role="dialog">{form}</div>);
    expect(
      within(screen.getByRole('dialog')).getByLabelText('first'),
    ).toHaveFocus();
    unmount();
    render(
      <div role="dialog">
        {form}
        <input aria-label="other" ref={input => input?.focus()} />
      </div>,
    );
    expect(screen.getByLabelText('other')).toHaveFocus();
  });

  it('leaves the list of a picker closed, and hears the keys on the dialog', async () => {
    const submit = jest.fn();
    render(
      <div role="dialog" tabIndex={-1}>
        <SubmitKeys onSubmit={submit}>
          <input role="combobox" aria-expanded={false} aria-controls="list" />
        </SubmitKeys>
      </div>,
    );
    expect(document.body).toHaveFocus();
    screen.getByRole('dialog').focus();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    expect(submit).not.toHaveBeenCalled();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(submit).toHaveBeenCalledTimes(1);
  });

  it('submits from a checkbox without changing it', async () => {
    const submit = jest.fn();
    render(
      <SubmitKeys onSubmit={submit}>
        <Checkbox defaultSelected>High</Checkbox>
      </SubmitKeys>,
    );
    const user = userEvent.setup();
    screen.getByRole('checkbox').focus();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(submit).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('checkbox')).toBeChecked();
  });
});
