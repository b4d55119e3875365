import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { PickerCombobox } from './PickerCombobox';
import type { PickerOption } from './pickerOptions';
import { usePickerList } from './usePickerList';

const CART = { id: 'system:default/cart', label: 'Cart' };
const PAYMENTS = { id: 'system:default/payments', label: 'Payments' };
const PAYROLL = { id: 'system:default/payroll', label: 'Payroll' };

// The browser's, which a list that can grow asks for.
window.IntersectionObserver = class {
  observe() {}
  disconnect() {}
} as never;

/** A server that answers when it is told to, each question by what was asked. */
class SlowServer {
  readonly asked: string[] = [];
  readonly #answers: Array<(found: PickerOption[]) => void> = [];

  find = (text = '') =>
    new Promise<PickerOption[]>(resolve => {
      this.asked.push(text);
      this.#answers.push(resolve);
    });

  /** Answers the last question, once it has been asked. */
  async answer(text: string, found: PickerOption[]) {
    await waitFor(() => {
      if (this.asked.at(-1) !== text) throw new Error(`${text}: not asked`);
    });
    await act(async () => {
      this.#answers.at(-1)!(found);
      await new Promise(resolve => setTimeout(resolve));
    });
  }
}

function open(initial: PickerOption | null = null) {
  const server = new SlowServer();
  const onChange = jest.fn();
  const told: { rename?: (label: string) => void } = {};
  function Picker() {
    const [chosen, setChosen] = useState(initial);
    told.rename = label => setChosen({ ...initial!, label });
    const list = usePickerList(server.find);
    return (
      <>
        <PickerCombobox
          label="Service"
          list={list}
          chosen={chosen}
          onChange={id => {
            onChange(id);
            setChosen(
              [CART, PAYMENTS, PAYROLL].find(one => one.id === id) ?? null,
            );
          }}
        />
        <button>next</button>
      </>
    );
  }
  render(<Picker />);
  return {
    server,
    onChange,
    user: userEvent.setup(),
    control: screen.getByRole('combobox', { name: /Service/ }),
    rename: (label: string) => act(() => told.rename!(label)),
  };
}

const listed = () =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map(({ textContent }) => textContent);

describe('a picker whose server is slow', () => {
  it('gives what is pressed, whatever is answered until it is let go', async () => {
    const { server, onChange, user, control } = open();
    await user.click(control);
    await server.answer('', [CART, PAYMENTS, PAYROLL]);
    await user.type(control, 'pay');
    const payments = await screen.findByRole('option', { name: 'Payments' });
    await user.pointer({ keys: '[MouseLeft>]', target: payments });
    await server.answer('pay', [PAYROLL]);
    await user.pointer({ keys: '[/MouseLeft]' });
    expect(onChange.mock.calls).toEqual([[PAYMENTS.id]]);
    expect(control).toHaveValue('Payments');
  });

  it('keeps the option that somebody is at, and what is beside it, where it is', async () => {
    const { server, onChange, user, control } = open();
    await user.click(control);
    await server.answer('', [CART, PAYMENTS, PAYROLL]);
    await user.type(control, 'pay');
    // Only what fits what is written can be chosen meanwhile.
    expect(listed()).toEqual(['Payments', 'Payroll']);
    await user.keyboard('{ArrowDown}{ArrowDown}');
    await server.answer('pay', [CART, PAYMENTS]);
    expect(listed()).toEqual(['Payments', 'Payroll', 'Cart']);
    await user.keyboard('{Enter}');
    expect(onChange.mock.calls).toEqual([[PAYROLL.id]]);
  });

  it('does not throw away what is written when Enter comes before the answer', async () => {
    const { server, onChange, user, control } = open();
    await user.click(control);
    await server.answer('', [CART]);
    await user.type(control, 'payr{Enter}');
    expect(control).toHaveValue('payr');
    await server.answer('payr', [PAYROLL]);
    await user.keyboard('{ArrowDown}{Enter}');
    expect(onChange.mock.calls).toEqual([[PAYROLL.id]]);
  });

  it('always lists what is chosen, so that what it is called is no text that is being written', async () => {
    const { server, user, control } = open(PAYMENTS);
    await server.answer('', [CART]);
    await user.tripleClick(control);
    expect(listed()).toEqual(['Cart', 'Payments']);
    await user.keyboard('payr');
    await server.answer('payr', [PAYROLL]);
    expect(listed()).toEqual(['Payroll', 'Payments']);
    await user.tab();
    expect(control).toHaveValue('Payments');
  });

  it('keeps its list and what is written while the page scrolls', async () => {
    const { server, onChange, user, control } = open();
    await user.click(control);
    await server.answer('', [CART, PAYMENTS]);
    await user.keyboard('pay');
    act(() => {
      document.dispatchEvent(new Event('scroll'));
    });
    expect(control).toHaveValue('pay');
    await user.click(screen.getByRole('option', { name: 'Payments' }));
    expect(onChange.mock.calls).toEqual([[PAYMENTS.id]]);
  });

  it('keeps its list closed once something is chosen, whatever changes its text, until somebody writes', async () => {
    const { server, user, control, rename } = open(PAYMENTS);
    await server.answer('', [CART, PAYROLL]);
    await user.tripleClick(control);
    await user.keyboard('pa');
    await server.answer('pa', [PAYROLL]);
    await user.click(screen.getByRole('option', { name: 'Payments' }));
    expect(control).toHaveAttribute('aria-expanded', 'false');
    rename('Payments of today');
    expect(control).toHaveValue('Payments of today');
    expect(control).toHaveAttribute('aria-expanded', 'false');
    await user.keyboard('x');
    expect(control).toHaveAttribute('aria-expanded', 'true');
  });

  it('takes what is written for more than a name that comes late, and an empty text for no choice', async () => {
    const { server, onChange, user, control, rename } = open({
      ...PAYMENTS,
      label: 'payments-service',
    });
    await server.answer('', [CART]);
    await user.tripleClick(control);
    await user.keyboard('ca');
    rename('Payments');
    expect(control).toHaveValue('ca');
    await user.tab();
    expect(control).toHaveValue('Payments');
    await user.clear(control);
    expect(onChange.mock.calls).toEqual([[undefined]]);
    await user.tab();
    expect(control).toHaveValue('');
  });
});
