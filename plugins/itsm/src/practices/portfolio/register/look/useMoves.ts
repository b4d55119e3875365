import { useApi } from '@backstage/frontend-plugin-api';
import {
  portfolioServiceRoutes,
  serviceLifecycle,
} from '@callboard/plugin-itsm-common';
import type {
  PortfolioService,
  PortfolioServiceSummary,
  ServiceState,
} from '@callboard/plugin-itsm-common';
import {
  fieldsToAsk,
  itsmApiRef,
  useItsmMutation,
} from '@callboard/plugin-itsm-react';
import type { AskedField, TransitionOffer } from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import { SERVICE_RECORD_FIELDS } from '../fields';

/** A move that asks for something first. */
export interface AskingMove {
  service: PortfolioService;
  offer: TransitionOffer;
  asked: AskedField[];
}

/** A move that was made, and the way back if there is one. */
export interface MadeMove {
  number: string;
  id: string;
  from: ServiceState;
  to: ServiceState;
  back?: string;
}

/** The way back that asks for nothing, if the lifecycle has one. */
const backFrom = (to: ServiceState, from: ServiceState) =>
  serviceLifecycle.transitions.find(
    t => t.to === from && t.from.includes(to) && !t.required?.length,
  )?.name;

/** Moves services from state to state on the board: what the server refuses is said, and undone where it can be. */
export function useMoves(say: {
  noWay: (service: PortfolioServiceSummary, to: ServiceState) => string;
}) {
  const api = useApi(itsmApiRef);
  const transition = useItsmMutation(portfolioServiceRoutes.transition);
  const [asking, setAsking] = useState<AskingMove>();
  const [made, setMade] = useState<MadeMove>();
  const [error, setError] = useState<unknown>();
  /** Where a card stands until the server has answered. */
  const [onTheWay, setOnTheWay] = useState<ReadonlyMap<string, ServiceState>>(
    new Map(),
  );
  const place = (id: string, to: ServiceState | undefined) =>
    setOnTheWay(now => {
      const next = new Map(now);
      if (to) next.set(id, to);
      else next.delete(id);
      return next;
    });

  const take = async (
    service: Pick<PortfolioService, 'id' | 'number' | 'status' | 'version'>,
    name: string,
    values: object,
  ): Promise<boolean> => {
    const from = service.status as ServiceState;
    const to = serviceLifecycle.transitions.find(t => t.name === name)!.to;
    place(service.id, to);
    setError(undefined);
    try {
      const { number, id, status } = await transition.mutateAsync({
        params: { id: service.number },
        body: { transition: name, ...values } as never,
        ifMatch: service.version,
      });
      const back = backFrom(status as ServiceState, from);
      setMade({ number, id, from, to: status as ServiceState, back });
      setAsking(undefined);
      return true;
    } catch (e) {
      setError(e);
      return false;
    } finally {
      place(service.id, undefined);
    }
  };

  return {
    asking,
    made,
    error,
    isPending: transition.isPending,
    /** In which column a service stands now. */
    stateOf: (row: PortfolioServiceSummary) =>
      onTheWay.get(row.id) ?? (row.status as ServiceState),
    /** Moves a service, or asks for what that needs. */
    move: async (row: PortfolioServiceSummary, to: ServiceState) => {
      if (row.status === to) return;
      setError(undefined);
      setMade(undefined);
      place(row.id, to);
      try {
        const service = await api.call(portfolioServiceRoutes.get, {
          params: { id: row.number },
        });
        const ways = service.viewer.transitions.filter(t => t.to === to);
        const offer = ways.find(t => t.allowed) ?? ways[0];
        if (!offer?.allowed)
          throw new Error(offer?.reason ?? say.noWay(row, to));
        const asked = fieldsToAsk(offer, SERVICE_RECORD_FIELDS, service);
        // What is optional is asked for on the record's own page.
        if (asked.some(({ required }) => required))
          setAsking({ service, offer, asked });
        else await take(service, offer.name, {});
      } catch (e) {
        setError(e);
      } finally {
        place(row.id, undefined);
      }
    },
    submit: (values: object) =>
      take(asking!.service, asking!.offer.name, values),
    /** Takes the last move back. */
    undo: async () => {
      if (!made?.back) return;
      const { number, back } = made;
      const service = await api.call(portfolioServiceRoutes.get, {
        params: { id: number },
      });
      await take(service, back, {});
    },
    close: () => {
      setAsking(undefined);
      setError(undefined);
    },
  };
}

/** What {@link useMoves} gives. */
export type Moves = ReturnType<typeof useMoves>;
