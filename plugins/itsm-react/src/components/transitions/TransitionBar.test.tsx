import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  INCIDENT_FIELDS,
  incidentLifecycle,
  RECORD_FIELDS,
  SERVICE_FIELDS,
  serviceLifecycle,
  transitionOptions,
} from '@callboard/plugin-itsm-common';
import type { Lifecycle, Standing } from '@callboard/plugin-itsm-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ItsmQueryProvider } from '../../api/ItsmQueryProvider';
import { createItsmQueryClient } from '../../api/queryClient';
import { toLocalInput } from '../fields/instants';
import { TransitionBar } from './TransitionBar';
import type { TransitionBarProps } from './TransitionBar';

const acknowledged = {
  number: 'INC-1042',
  version: 3,
  status: 'new',
  acknowledgedAt: '2026-03-01T09:00:00.000Z',
  assigneeRef: 'user:default/maria',
};

function show(standing: Standing[], props: Partial<TransitionBarProps> = {}) {
  const onTransition = jest.fn(async () => undefined);
  const record = { ...acknowledged, ...props.record };
  renderInTestApp(
    <ItsmQueryProvider client={createItsmQueryClient()}>
      <TransitionBar
        record={record}
        viewer={{
          standing,
          canUpdate: true,
          canEdit: true,
          seesInternal: true,
          watches: false,
          transitions: transitionOptions(
            props.lifecycle ?? incidentLifecycle,
            record,
            new Set(standing),
          ) as never,
        }}
        lifecycle={incidentLifecycle}
        fields={[...RECORD_FIELDS, ...INCIDENT_FIELDS]}
        onTransition={onTransition}
        onLoadLatest={async () => 4}
        {...props}
      />
    </ItsmQueryProvider>,
  );
  return props.onTransition ?? onTransition;
}

async function chooseHowItEnded(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: /How it ended/ }));
  await user.click(await screen.findByRole('option', { name: 'Solved' }));
}

describe('TransitionBar', () => {
  beforeEach(() => window.sessionStorage.clear());

  it('says why a button cannot be used, to every kind of reader', async () => {
    const user = userEvent.setup();
    const onTransition = show(['worker']);
    const button = await screen.findByRole('button', { name: 'Acknowledge' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(
      'The incident is acknowledged already.',
    );
    await user.click(button);
    expect(screen.getAllByRole('status')[0]).toHaveTextContent(
      'The incident is acknowledged already.',
    );
    expect(onTransition).not.toHaveBeenCalled();
  });

  it('takes a transition at once that needs nothing more', async () => {
    const user = userEvent.setup();
    const onTransition = show(['worker']);
    await user.click(await screen.findByRole('button', { name: 'Start work' }));
    expect(onTransition).toHaveBeenCalledWith('start', {}, 3);
    expect(
      await screen.findByText('INC-1042: In progress.'),
    ).toBeInTheDocument();
  });

  it('asks for exactly the fields that a transition needs', async () => {
    const user = userEvent.setup();
    const onTransition = show(['worker']);
    await user.click(await screen.findByRole('button', { name: 'Resolve' }));
    await screen.findByRole('dialog');
    expect(screen.getAllByRole('textbox')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    expect(
      await screen.findByText('Resolution is needed for this.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('How it ended is needed for this.'),
    ).toBeInTheDocument();
    expect(onTransition).not.toHaveBeenCalled();
    await chooseHowItEnded(user);
    await user.type(
      screen.getByRole('textbox', { name: /Resolution/ }),
      'Rolled back{Control>}{Enter}{/Control}',
    );
    expect(onTransition).toHaveBeenCalledWith(
      'resolve',
      { resolution: 'Rolled back', resolutionCode: 'solved' },
      3,
    );
  });

  it('says until when it waits, by a time that people mean', async () => {
    const user = userEvent.setup();
    const onTransition = jest.fn(
      async (_name: string, _values: Record<string, unknown>) => undefined,
    );
    show(['worker'], {
      onTransition,
      hints: { holdUntil: 'Work goes on by itself then.' },
    });
    await user.click(
      await screen.findByRole('button', { name: 'Put on hold' }),
    );
    await user.click(
      await screen.findByRole('button', { name: /Hold reason/ }),
    );
    await user.click(
      await screen.findByRole('option', { name: 'Waiting for a supplier' }),
    );
    expect(screen.getByText('Work goes on by itself then.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'In 1 hour' }));
    await user.click(screen.getByRole('button', { name: 'Put on hold' }));
    const [name, values] = onTransition.mock.calls[0];
    expect(name).toBe('hold');
    expect(values.holdReason).toBe('supplier');
    const minutes =
      (Date.parse(String(values.holdUntil)) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(57);
    expect(minutes).toBeLessThan(61);
  });

  it('keeps what is written when it is closed, says so, and begins anew', async () => {
    const user = userEvent.setup();
    show(['worker']);
    const open = async () => {
      await user.click(await screen.findByRole('button', { name: 'Resolve' }));
      return screen.findByRole('textbox', { name: /Resolution/ });
    };
    await user.type(await open(), 'Rolled back{Escape}');
    expect(await open()).toHaveValue('Rolled back');
    expect(
      screen.getByText('What you wrote before is here again.'),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    expect(screen.getByRole('textbox', { name: /Resolution/ })).toHaveValue('');
  });

  it('keeps the text when somebody was faster, and goes on from the latest', async () => {
    const user = userEvent.setup();
    const conflict = Object.assign(new Error('409'), {
      statusCode: 409,
      body: {
        error: { message: 'INC-1042 has changed: liu took "Resolve".' },
      },
    });
    const onTransition = jest
      .fn()
      .mockRejectedValueOnce(conflict)
      .mockResolvedValueOnce(undefined);
    show(['worker'], { onTransition });
    await user.click(await screen.findByRole('button', { name: 'Resolve' }));
    const text = await screen.findByRole('textbox', { name: /Resolution/ });
    await chooseHowItEnded(user);
    await user.type(text, 'Rolled back{Control>}{Enter}{/Control}');
    expect(
      await screen.findByText('INC-1042 has changed: liu took "Resolve".'),
    ).toBeInTheDocument();
    expect(text).toHaveValue('Rolled back');

    await user.click(screen.getByRole('button', { name: 'Load the latest' }));
    await waitFor(() =>
      expect(screen.queryByText(/has changed/)).not.toBeInTheDocument(),
    );
    await user.type(text, '{Control>}{Enter}{/Control}');
    expect(onTransition).toHaveBeenLastCalledWith(
      'resolve',
      { resolution: 'Rolled back', resolutionCode: 'solved' },
      4,
    );
  });

  describe('what is optional and set already', () => {
    const service = {
      number: 'SVC-7',
      version: 3,
      status: 'chartered',
      plannedStart: '2026-09-01T08:00:00.000Z',
      plannedLive: '2026-12-01T08:00:00.000Z',
    };
    async function beginTheDesign(user: ReturnType<typeof userEvent.setup>) {
      const onTransition = show(['worker'], {
        record: service,
        lifecycle: serviceLifecycle as Lifecycle,
        fields: SERVICE_FIELDS,
      });
      const begin = { name: 'Begin the design' };
      await user.click(await screen.findByRole('button', begin));
      const form = within(await screen.findByRole('dialog'));
      return {
        onTransition,
        live: form.getByLabelText('Planned to be live'),
        take: () => user.click(form.getByRole('button', begin)),
      };
    }

    it('stands in the form, and only what was changed is sent', async () => {
      const user = userEvent.setup();
      const { onTransition, live, take } = await beginTheDesign(user);
      expect(screen.getByLabelText('Planned start')).toHaveValue(
        toLocalInput(service.plannedStart),
      );
      expect(live).toHaveValue(toLocalInput(service.plannedLive));
      const later = '2027-01-11T09:00:00.000Z';
      fireEvent.change(live, { target: { value: toLocalInput(later) } });
      await take();
      expect(onTransition).toHaveBeenCalledWith(
        'design',
        { plannedLive: later },
        3,
      );
    });

    it('is not taken away by a step', async () => {
      const user = userEvent.setup();
      const { onTransition, live, take } = await beginTheDesign(user);
      expect(screen.queryByRole('button', { name: 'No time' })).toBeNull();
      fireEvent.change(live, { target: { value: '' } });
      await take();
      expect(live).toHaveAccessibleDescription(/Empty it on the record itself/);
      expect(onTransition).not.toHaveBeenCalled();
    });
  });

  it('offers a requester only what is for them, and tells the rest on request', async () => {
    const user = userEvent.setup();
    show(['requester']);
    expect(
      await screen.findByRole('button', { name: 'Withdraw' }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Resolve' })).toBeNull();
    await user.click(
      screen.getByRole('button', { name: 'What can others do?' }),
    );
    expect(
      screen.getByText(
        '"Resolve" is for the assignee, the owner group or an agent.',
      ),
    ).toBeVisible();
  });
});
