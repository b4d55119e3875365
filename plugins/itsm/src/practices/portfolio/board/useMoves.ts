import { useApi } from '@backstage/frontend-plugin-api';
import type {
  BodyInputOf,
  ParamsOf,
  Viewer,
} from '@callboard/plugin-itsm-common';
import {
  fieldsToAsk,
  itsmApiRef,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type {
  AnyRoute,
  AskedField,
  TransitionOffer,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { wayBack } from './BoardSpec';
import type { BoardRow, BoardSpec } from './BoardSpec';

/** A record as the server has it. */
type Latest = BoardRow & { viewer: Viewer };

/** A move that asks for something first. */
interface AskingMove {
  record: Latest;
  offer: TransitionOffer;
  asked: AskedField[];
}

/** Where a card stands ahead of the list: until the server has refused, or the list has the version. */
interface Placed {
  to: string;
  version: number;
}

/** A move that was made, and the way back if there is one. */
interface MadeMove {
  number: string;
  to: string;
  back?: string;
}

/** Moves records from state to state on the board: what the server refuses is said, and undone where it can be. */
export function useMoves(
  spec: BoardSpec,
  say: { noWay: (row: BoardRow, to: string) => string },
) {
  const { lifecycle, fields, routes } = spec;
  const api = useApi(itsmApiRef);
  const transition = useItsmMutation(routes.transition);
  const [asking, setAsking] = useState<AskingMove>();
  const [made, setMade] = useState<MadeMove>();
  const [error, setError] = useState<unknown>();
  const [placed, setPlaced] = useState<ReadonlyMap<string, Placed>>(new Map());
  const place = (id: string, at: Placed | undefined) =>
    setPlaced(now => {
      const next = new Map(now);
      if (at) next.set(id, at);
      else next.delete(id);
      return next;
    });
  const latest = async (number: string) =>
    (await api.call(routes.get, {
      params: { id: number } as ParamsOf<AnyRoute>,
    })) as Latest;

  /** @returns whether it was taken */
  const take = async (
    record: Latest,
    name: string,
    values: object,
  ): Promise<boolean> => {
    const { id, number, status: from, version } = record;
    const meant = lifecycle.transitions.find(t => t.name === name)!.to;
    place(id, { to: meant, version: Infinity });
    setError(undefined);
    try {
      const after = (await transition.mutateAsync({
        params: { id: number } as ParamsOf<AnyRoute>,
        body: { transition: name, ...values } as BodyInputOf<AnyRoute>,
        ifMatch: version,
      })) as Latest;
      const { status: to } = after;
      place(id, { to, version: after.version });
      setMade({ number, to, back: wayBack(spec, to, from) });
      setAsking(undefined);
      return true;
    } catch (refused) {
      place(id, undefined);
      setError(refused);
      return false;
    }
  };

  return {
    asking,
    made,
    error,
    isPending: transition.isPending,
    /** In which column a record stands now. */
    stateOf({ id, status, version }: BoardRow) {
      const at = placed.get(id);
      return at && version < at.version ? at.to : status;
    },
    /** Moves a record, or asks for what that needs. */
    move: async (row: BoardRow, to: string) => {
      if (row.status === to) return;
      setError(undefined);
      setMade(undefined);
      place(row.id, { to, version: Infinity });
      try {
        const record = await latest(row.number);
        const ways = record.viewer.transitions.filter(t => t.to === to);
        const offer = ways.find(t => t.allowed) ?? ways[0];
        if (!offer?.allowed)
          throw new Error(offer?.reason ?? say.noWay(row, to));
        const asked = fieldsToAsk(
          offer,
          fields,
          record as unknown as Record<string, unknown>,
          lifecycle,
        );
        // What is optional is asked for on the record's own page.
        if (asked.some(({ required }) => required)) {
          place(row.id, undefined);
          setAsking({ record, offer, asked });
        } else await take(record, offer.name, {});
      } catch (refused) {
        place(row.id, undefined);
        setError(refused);
      }
    },
    submit: (values: object) =>
      take(asking!.record, asking!.offer.name, values),
    /** Takes the last move back. */
    undo: async () => {
      if (!made?.back) return;
      try {
        await take(await latest(made.number), made.back, {});
      } catch (refused) {
        setError(refused);
      }
    },
    close: () => {
      setAsking(undefined);
      setError(undefined);
    },
  };
}
