import { renderInTestApp } from '@backstage/frontend-test-utils';
import { ItsmQueryProvider } from '@callboard/plugin-itsm-react';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { inANewBrowser } from '../../../../__testUtils__/openPage';
import { serverRefusal } from '../../../../testing/fakeItsmApi';
import { EditableText } from './Texts';

beforeEach(inANewBrowser);

it('a text of a service begins with what is there, outlasts Escape, and is not written over what others wrote', async () => {
  const user = userEvent.setup();
  const others: { write?: (purpose: string) => void } = {};
  const saved = jest.fn();
  function Page() {
    const [service, setService] = useState({
      number: 'SVC-7',
      version: 1,
      purpose: 'Points.',
    });
    const write = (purpose: string) =>
      setService(now => ({ ...now, purpose, version: now.version + 1 }));
    others.write = write;
    return (
      <EditableText
        service={service}
        name="purpose"
        label="Purpose"
        empty="Nothing yet"
        canEdit
        onSave={async (patch, version) => {
          saved(patch, version);
          if (version !== service.version)
            throw serverRefusal(409, 'Rita changed it.');
          write((patch as { purpose: string }).purpose);
        }}
      />
    );
  }
  await renderInTestApp(
    <ItsmQueryProvider>
      <Page />
    </ItsmQueryProvider>,
  );
  const pencil = () => screen.findByRole('button', { name: 'Change: Purpose' });
  const text = () => screen.findByRole('textbox', { name: 'Purpose' });
  await screen.findByText('Points.');
  act(() => others.write!('Points for all.'));
  await user.click(await pencil());
  expect(await text()).toHaveValue('Points for all.');
  await user.type(await text(), ' Soon.');
  await user.keyboard('{Escape}');
  expect(await pencil()).toHaveFocus();
  act(() => others.write!('Points for schools.'));
  await user.keyboard('{Enter}');
  expect(await text()).toHaveValue('Points for all. Soon.');
  expect(
    screen.getByText('What you wrote before is here again.'),
  ).toBeVisible();
  await user.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText('Rita changed it.')).toBeVisible();
  await user.click(screen.getByRole('button', { name: /latest/ }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Points for all. Soon.')).toBeVisible();
  expect(saved.mock.calls.map(([, version]) => version)).toEqual([2, 3]);
});
