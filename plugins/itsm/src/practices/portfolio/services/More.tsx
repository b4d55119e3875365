import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import { useGo } from '@callboard/plugin-itsm-react';
import { RiMoreLine } from '@remixicon/react';
import {
  continuityRouteRef,
  newDemandRouteRef,
  newRiskRouteRef,
  newServiceRouteRef,
  portfolioServiceRouteRef,
  serviceCostsRouteRef,
} from '../routes';
import { fileChangeRouteRef } from './externalRoutes';
import { servicesTranslationRef } from './translation';
import { addressOf } from './useServicePage';

/** What is done with a service now and then; most of it only by those who work on it. */
export function More(props: {
  page: ServicePage;
  /** The page of its entity, where no button leads to it. */
  catalog?: string;
}) {
  const { page, catalog } = props;
  const { ref, record, viewer, sections } = page;
  const { t } = useTranslationRef(servicesTranslationRef);
  const go = useGo();
  const about = `service=${encodeURIComponent(ref)}`;
  const withQuery = (path: string | undefined, query: string) =>
    path && `${path}?${query}`;
  const need = useRouteRef(newDemandRouteRef)?.();
  const change = useRouteRef(fileChangeRouteRef)?.();
  const risk = useRouteRef(newRiskRouteRef)?.();
  const plan = useRouteRef(continuityRouteRef)?.();
  const costs = useRouteRef(serviceCostsRouteRef)?.(addressOf(ref));
  const recordOf = useRouteRef(portfolioServiceRouteRef);
  const takeIn = useRouteRef(newServiceRouteRef)?.();
  const ways: [label: string, href: string | undefined][] = [
    [t('more.need'), withQuery(need, about)],
  ];
  if (viewer.works) {
    ways.push(
      [t('more.change'), withQuery(change, about)],
      [t('more.risk'), sections.risks && withQuery(risk, about)],
      [t('more.continuity'), sections.continuity && withQuery(plan, about)],
      [t('more.costs'), sections.costs && costs],
      record
        ? [
            t('more.record', { number: record.number }),
            recordOf?.({ number: record.number }),
          ]
        : [
            t('more.takeIn'),
            withQuery(takeIn, `entity=${encodeURIComponent(ref)}`),
          ],
    );
  }
  ways.push([t('inCatalog'), catalog]);
  const there = ways.flatMap(([label, href]) =>
    href ? [{ label, href }] : [],
  );
  if (there.length === 0) return null;
  return (
    <MenuTrigger>
      <ButtonIcon
        size="small"
        variant="secondary"
        icon={<RiMoreLine />}
        aria-label={t('more.label')}
      />
      <Menu aria-label={t('more.label')}>
        {there.map(({ label, href }) => (
          <MenuItem key={label} onAction={() => go(href)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  );
}
