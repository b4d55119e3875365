import '../../../__testUtils__/desk';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { serverRefusal } from '../../../testing/fakeItsmApi';
import type { FakeItsmApi } from '../../../testing/fakeItsmApi';
import { CHECKOUT } from '../__testUtils__/builders';
import { onCheckout } from '../__testUtils__/onCheckout';
import { aCmdb, someAttributes } from '../sources/__testUtils__/builders';
import { EntityAttributesCard } from './EntityAttributesCard';

beforeEach(() => window.sessionStorage.clear());

const show = (api: FakeItsmApi) => onCheckout(<EntityAttributesCard />, api);
const patches = (api: FakeItsmApi) =>
  api.calls.filter(call => call.route === 'cmdb.attributes.update');
const valueOf = (label: string) => screen.getByText(label).closest('div')!;

describe('the attributes of an entity', () => {
  it('are told with who says so, and what is missing stands out', async () => {
    show(aCmdb());
    expect(await screen.findByText('64 GB')).toBeVisible();
    expect(valueOf('Memory')).toHaveTextContent(/64 GBBy hand, /);
    expect(valueOf('Warranty until')).toHaveTextContent(/2027vCenter, /);
    expect(valueOf('Serial number')).toHaveTextContent('MissingAdd');
    expect(valueOf('Tier')).toHaveTextContent('Not givenAdd');
    expect(screen.getByText('1 required attribute is missing.')).toBeVisible();
  });

  it('say who disagrees, whose word counts and why', async () => {
    show(aCmdb());
    const mark = await screen.findByRole('button', {
      name: '1 source says otherwise',
    });
    await userEvent.click(mark);
    const said = screen.getByRole('list', { name: 'Memory: who says what' });
    const [first, second] = within(said).getAllByRole('listitem');
    expect(first).toHaveTextContent('By hand64 GB counts');
    expect(second).toHaveTextContent('vCenter32 GB precedence 20');
    expect(
      screen.getByText('What people note goes before everything else.'),
    ).toBeVisible();
  });

  it('are noted in place, on the version that one sees', async () => {
    const api = aCmdb({ 'cmdb.attributes.update': () => someAttributes() });
    show(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add Serial number' }),
    );
    await userEvent.keyboard('S-17{Control>}{Enter}{/Control}');
    await waitFor(() => expect(patches(api)).toHaveLength(1));
    expect(patches(api)[0]).toMatchObject({
      ifMatch: 3,
      body: { ref: CHECKOUT, values: { serial: 'S-17' } },
    });
    await waitFor(() =>
      expect(screen.queryByRole('textbox')).not.toBeInTheDocument(),
    );
  });

  it('are checked beside the field before they are sent', async () => {
    const api = aCmdb();
    show(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit Memory' }),
    );
    const input = screen.getByRole('textbox', { name: /Memory in GB/ });
    await userEvent.clear(input);
    await userEvent.type(input, 'lots');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText(/must be a number like 12\.5/)).toBeVisible();
    expect(patches(api)).toEqual([]);
  });

  it('keep what was typed when somebody was faster', async () => {
    let version = 3;
    const api = aCmdb({
      'cmdb.attributes.get': () => someAttributes({ version }),
      'cmdb.attributes.update': ({ ifMatch }) => {
        if (ifMatch !== version) throw serverRefusal(409, 'It is at version 4');
        return someAttributes({ version: version + 1 });
      },
    });
    show(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add Serial number' }),
    );
    await userEvent.keyboard('S-17');
    version = 4;
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load the latest' }),
    );
    expect(screen.getByRole('textbox')).toHaveValue('S-17');
    await waitFor(() =>
      expect(screen.queryByText('Somebody else was faster')).toBeNull(),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(patches(api)).toHaveLength(2));
    expect(patches(api)[1].ifMatch).toBe(4);
  });

  it('are still being edited after a reload', async () => {
    const { unmount } = show(aCmdb());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add Serial number' }),
    );
    await userEvent.keyboard('S-17');
    unmount();
    show(aCmdb());
    expect(
      await screen.findByRole('textbox', { name: /Serial number/ }),
    ).toHaveValue('S-17');
  });

  it('can be taken back by whoever noted them', async () => {
    const api = aCmdb({ 'cmdb.attributes.update': () => someAttributes() });
    show(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Edit Memory' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    await waitFor(() =>
      expect(patches(api)[0].body).toEqual({
        ref: CHECKOUT,
        values: { memory: null },
      }),
    );
  });

  it('are read only for others, who are told whom to ask', async () => {
    show(
      aCmdb({
        'cmdb.attributes.get': () => someAttributes({ canUpdate: false }),
      }),
    );
    expect(await screen.findByText('64 GB')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^(Add|Edit)/ })).toBeNull();
    expect(
      screen.getByText(/The group that owns it and agents may/),
    ).toBeVisible();
  });

  it('say what it means that nobody names an item any more', async () => {
    show(
      aCmdb({
        'cmdb.attributes.get': () =>
          someAttributes({ owned: true, state: 'stale' }),
      }),
    );
    expect(
      await screen.findByText('Stale: no source names it any more'),
    ).toBeVisible();
    expect(screen.getByText(/^Not in a catalog file: from/)).toHaveTextContent(
      'vCenter, not named any more since Mar 3, 2026',
    );
  });

  it('are not noted of what is out of use, which can be brought back', async () => {
    show(
      aCmdb({
        'cmdb.attributes.get': () =>
          someAttributes({ owned: true, state: 'retired' }),
      }),
    );
    expect(await screen.findByText('Retired: out of use')).toBeVisible();
    expect(screen.queryByRole('button', { name: /^(Add|Edit)/ })).toBeNull();
    expect(
      await screen.findByRole('button', { name: 'Bring back' }),
    ).toBeVisible();
  });

  it('lead to the classes where none fits', async () => {
    show(
      aCmdb({
        'cmdb.attributes.get': () =>
          someAttributes({ class: undefined, values: [], missing: [] }),
      }),
    );
    expect(await screen.findByText('No class fits this entity')).toBeVisible();
  });

  it('say why they cannot be seen', async () => {
    const refuse = () => {
      throw serverRefusal(403, 'You do not have the permission itsm.cmdb.read');
    };
    show(aCmdb({ 'cmdb.attributes.get': refuse }));
    expect(await screen.findByText('You may not see this')).toBeVisible();
  });
});
