import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { Board } from './Board';
import { Bubbles } from './Bubbles';
import { Look } from './Look';
import { Roadmap } from './Roadmap';

interface PictureProps {
  question: QueryValues;
}

/** The services of the list as a board. */
export const BoardLook = ({ question }: PictureProps) => (
  <Look question={question}>
    {({ items, refs }) => <Board rows={items} refs={refs} />}
  </Look>
);

/** The services of the list by value and risk. */
export function BubblesLook({ question }: PictureProps) {
  const { data } = useItsmQuery(portfolioServiceRoutes.settings, {
    staleTime: Infinity,
  });
  return (
    <Look question={question}>
      {({ items }) => (
        <Bubbles rows={items} currency={data?.currency ?? 'EUR'} />
      )}
    </Look>
  );
}

/** The services of the list over time. */
export const RoadmapLook = ({ question }: PictureProps) => (
  <Look question={question}>
    {({ items, refs }) => <Roadmap rows={items} refs={refs} />}
  </Look>
);
