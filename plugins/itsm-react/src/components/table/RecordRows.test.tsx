import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { RecordRows } from './RecordRows';
import { useRowSelection } from './useRowSelection';

interface Row {
  id: string;
  title: string;
}

const THREE: Row[] = ['One', 'Two', 'Three'].map(title => ({
  id: title.toLowerCase(),
  title,
}));

/** A list whose rows a button exchanges for others, as a look at the server does. */
function List(props: { next: Row[]; onOpen: (row: Row) => void }) {
  const [items, setItems] = useState(THREE);
  const selection = useRowSelection(items);
  return (
    <>
      <RecordRows<Row>
        label="Rows"
        columns={[
          {
            id: 'title',
            label: 'Title',
            width: '1fr',
            isLink: true,
            render: row => row.title,
          },
        ]}
        items={items}
        hrefOf={row => `/rows/${row.id}`}
        nameOf={row => row.title}
        selection={selection}
        onOpen={props.onOpen}
      />
      <p>{selection.items.map(row => row.title).join(' ')}</p>
      <span
        data-testid="look"
        onClick={() => setItems(props.next)}
        aria-hidden
      />
    </>
  );
}

function show(next: Row[] = THREE) {
  const onOpen = jest.fn();
  renderInTestApp(<List next={next} onOpen={onOpen} />);
  return { onOpen, user: userEvent.setup() };
}

/** Fetches the rows anew, without a press that would move the keyboard. */
const look = () => act(() => screen.getByTestId('look').click());
const row = (name: string) =>
  screen.getByRole('row', { name: new RegExp(name) });

describe('the rows of a list', () => {
  it('open beside where they are pressed, and in full where their title is', async () => {
    const { onOpen, user } = show();
    const link = await screen.findByRole('link', { name: 'One' });
    expect(link).toHaveAttribute('href', '/rows/one');
    await user.click(row('Two'));
    expect(onOpen).toHaveBeenCalledTimes(1);
    expect(onOpen).toHaveBeenCalledWith(THREE[1]);
    act(() => row('Three').focus());
    await user.keyboard('{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(THREE[2]);
  });

  it('are selected by their ticks, with Shift all in between', async () => {
    const { onOpen, user } = show();
    const tick = (name: string) =>
      screen.getByRole('checkbox', { name: `Select ${name}` });
    await screen.findByRole('link', { name: 'One' });
    await user.click(tick('One'));
    await user.keyboard('{Shift>}');
    await user.click(tick('Three'));
    await user.keyboard('{/Shift}');
    expect(screen.getByText('One Two Three')).toBeInTheDocument();
    expect(row('Two')).toHaveAttribute('aria-selected', 'true');
    expect(
      screen.getByRole('checkbox', { name: 'Select all rows of the page' }),
    ).toBeChecked();
    await user.click(tick('Two'));
    expect(screen.getByText('One Three')).toBeInTheDocument();
    expect(onOpen).not.toHaveBeenCalled();
  });

  it('keep the keyboard where it is while they move', async () => {
    show([...THREE].reverse());
    await screen.findByRole('link', { name: 'One' });
    act(() => row('Two').focus());
    look();
    expect(await screen.findByRole('row', { name: /Two/ })).toHaveFocus();
  });

  it('give the keyboard to the one that takes the place of one that left', async () => {
    show([THREE[0], THREE[2]]);
    await screen.findByRole('link', { name: 'One' });
    act(() => row('Two').focus());
    look();
    await screen.findByRole('row', { name: /Three/ });
    expect(row('Three')).toHaveFocus();
  });
});
