import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  getItsmQueryClient,
  itsmApiRef,
  ItsmQueryProvider,
} from '@callboard/plugin-itsm-react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeItsmApi } from '../../testing/fakeItsmApi';
import { DefinitionEditor } from './DefinitionEditor';

beforeEach(() => {
  window.sessionStorage.clear();
  getItsmQueryClient().clear();
});

/** The editor of a reply, of the version that there is. */
function edit(version: number) {
  const api = new FakeItsmApi({
    'definitions.check': () => ({ ok: true, faults: [], warnings: [] }),
    'definitions.write': () => ({ version: version + 1, state: 'holds' }),
  });
  const shown = renderInTestApp(
    <ItsmQueryProvider>
      <DefinitionEditor
        kind="reply-template"
        definitionKey="ask"
        start={`title: Ask ${version}`}
        version={version}
        onSaved={() => {}}
      />
    </ItsmQueryProvider>,
    {
      apis: [[itsmApiRef, api]] as never,
    },
  );
  const written = () => api.calls.filter(c => c.route === 'definitions.write');
  return { shown, written };
}

const text = () => screen.findByRole('textbox', { name: 'YAML' });

it('saves nothing that was begun upon an older version over a newer one, before somebody says so', async () => {
  const first = edit(3);
  await userEvent.type(await text(), ' more');
  first.shown.unmount();

  // Meanwhile somebody saved version 4.
  const { written } = edit(4);
  expect(await text()).toHaveValue('title: Ask 3 more');
  const save = screen.getByRole('button', { name: /Save new version/ });
  const onTop = screen.getByRole('button', { name: 'Go on upon version 4' });
  expect(save).toBeDisabled();
  await userEvent.type(await text(), '!{Control>}{Enter}{/Control}');
  expect(written()).toEqual([]);

  await userEvent.click(onTop);
  await waitFor(() => expect(save).toBeEnabled());
  await userEvent.click(save);
  await waitFor(() => expect(written()).toHaveLength(1));
  expect(written()[0]).toMatchObject({
    ifMatch: 4,
    body: { text: 'title: Ask 3 more!' },
  });
});
