import {
  ApiBlueprint,
  createExtensionInput,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { act, screen, within } from '@testing-library/react';
import {
  RecordPartBlueprint,
  RecordParts,
  recordPartsApiRef,
} from './recordParts';
import type { RecordPart } from './recordParts';

const api = ApiBlueprint.makeWithOverrides({
  name: 'record-parts',
  inputs: {
    parts: createExtensionInput([RecordPartBlueprint.dataRefs.recordPart]),
  },
  factory(originalFactory, { inputs }) {
    const parts = inputs.parts.map(one =>
      one.get(RecordPartBlueprint.dataRefs.recordPart),
    );
    return originalFactory(define =>
      define({
        api: recordPartsApiRef,
        deps: {},
        factory: () => ({ of: () => parts.map(({ Part }) => Part) }),
      }),
    );
  },
});

describe('a part of a record that others add', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('says nothing while it is loaded', async () => {
    let arrive = (_part: RecordPart['Part']) => {};
    const part = RecordPartBlueprint.make({
      params: {
        type: '*',
        loader: () =>
          new Promise(resolve => {
            arrive = resolve;
          }),
      },
    });
    const page = PageBlueprint.make({
      params: {
        path: '/',
        loader: async () => (
          <section aria-label="Parts">
            <RecordParts type="incident" number="INC-7" />
          </section>
        ),
      },
    });
    renderTestApp({
      features: [
        createFrontendPlugin({
          pluginId: 'itsm',
          extensions: [api, part, page],
        }),
      ],
    });
    const parts = await screen.findByRole('region', { name: 'Parts' });
    // Backstage's own bar comes after a quarter of a second.
    await act(() => jest.advanceTimersByTimeAsync(1_000));
    expect(parts).toHaveTextContent(/^$/);
    expect(within(parts).queryByRole('progressbar')).not.toBeInTheDocument();
    await act(async () =>
      arrive(({ number }) => <p>{`What there is of ${number}`}</p>),
    );
    expect(await screen.findByText('What there is of INC-7')).toBeVisible();
  });
});
