import {
  toastApiRef,
  useApi,
  useRouteRef,
  useRouteRefParams,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonLink,
  Menu,
  MenuItem,
  MenuTrigger,
} from '@backstage/ui';
import { designRoutes, serviceLifecycle } from '@callboard/plugin-itsm-common';
import type {
  DesignPackage,
  DesignSection,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import {
  PageBody,
  RecordPageFrame,
  RefusalAlert,
  StatusChip,
  useItsmMutation,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import { RiAlertLine, RiArrowDownSLine, RiTimeLine } from '@remixicon/react';
import { useRef } from 'react';
import {
  designRouteRef,
  portfolioRouteRef,
  portfolioServiceRouteRef,
  transitionRouteRef,
} from '../routes';
import styles from './Design.module.css';
import { GateCards } from './GateCards';
import { SectionStatePill } from './looks';
import { SectionView } from './SectionView';
import { designTranslationRef } from './translation';

/** Where the columns stand one above the other; the same as in the style. */
const STACKED = '(max-width: 900px)';

/** Whether nothing is left to do on a section. */
const stands = ({ state, changed }: DesignSection) =>
  state === 'not-needed' || (state === 'accepted' && changed.length === 0);

/** Begins the sections that are empty. */
function TemplateButton({ design }: { design: DesignPackage }) {
  const { number, templates, sections } = design;
  const { t } = useTranslationRef(designTranslationRef);
  const toast = useApi(toastApiRef);
  const { mutate, isPending, error } = useItsmMutation(
    designRoutes.applyTemplate,
  );
  if (templates.length === 0 || !sections.some(s => s.state === 'empty'))
    return null;
  return (
    <>
      <MenuTrigger>
        <Button
          variant="secondary"
          isPending={isPending}
          iconEnd={<RiArrowDownSLine aria-hidden />}
        >
          {t('design.template')}
        </Button>
        <Menu>
          {templates.map(({ key, name }) => (
            <MenuItem
              key={key}
              onAction={() =>
                mutate(
                  { params: { id: number }, body: { template: key } },
                  {
                    onSuccess: () =>
                      toast.post({
                        title: t('design.templateDone', { name }),
                        status: 'success',
                      }),
                  },
                )
              }
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
      <RefusalAlert error={error} />
    </>
  );
}

/** All sections with how far each is; the chosen one stands beside them. */
function SectionNav(props: {
  sections: readonly DesignSection[];
  chosen: DesignSection;
  onChoose: (section: DesignSection) => void;
}) {
  const { sections, chosen, onChoose } = props;
  const { t } = useTranslationRef(designTranslationRef);
  return (
    <nav aria-label={t('design.sections')}>
      <ol className={styles.nav}>
        {sections.map(section => (
          <li key={section.key}>
            <button
              type="button"
              className={styles.navItem}
              aria-current={section === chosen ? 'true' : undefined}
              onClick={() => onChoose(section)}
            >
              <span className={styles.navTitle}>{section.label}</span>
              <span className={styles.navMarks}>
                {section.changed.length > 0 && (
                  <RiAlertLine
                    size={16}
                    className={styles.fault}
                    role="img"
                    aria-label={t('design.changedMark')}
                  />
                )}
                {section.reviewDue && (
                  <RiTimeLine
                    size={16}
                    className={styles.fault}
                    role="img"
                    aria-label={t('design.reviewMark')}
                  />
                )}
                <SectionStatePill state={section.state} />
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Package({ design }: { design: DesignPackage }) {
  const { number, sections, gates, viewer, refs } = design;
  const { t } = useTranslationRef(designTranslationRef);
  const url = useUrlValues();
  const toService = useRouteRef(portfolioServiceRouteRef)?.({ number });
  const toPlan = useRouteRef(transitionRouteRef)?.({ number });
  const chosen =
    sections.find(({ key }) => key === url.get('section')) ?? sections[0];
  const shown = useRef<HTMLDivElement>(null);
  const choose = (section: string) => {
    url.set({ section }, { replace: true });
    // Below the list of sections, on a phone, it would be out of sight.
    if (window.matchMedia?.(STACKED).matches)
      shown.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <PageBody
      title={t('design.title', { title: design.title })}
      actions={
        <>
          {viewer.canEdit && <TemplateButton design={design} />}
          {toPlan && (
            <ButtonLink variant="secondary" href={toPlan}>
              {t('design.toPlan')}
            </ButtonLink>
          )}
          {toService && (
            <ButtonLink variant="secondary" href={toService}>
              {number}
            </ButtonLink>
          )}
        </>
      }
    >
      <div className={styles.standing}>
        <StatusChip
          status={design.status}
          category={design.statusCategory}
          lifecycle={serviceLifecycle as Lifecycle}
        />
        <span>
          {t('design.stands', {
            done: String(sections.filter(stands).length),
            total: String(sections.length),
          })}
        </span>
      </div>
      {viewer.reason && <Alert status="info" icon title={viewer.reason} />}
      <GateCards gates={gates} onSection={choose} />
      <div className={styles.columns}>
        <SectionNav
          sections={sections}
          chosen={chosen}
          onChoose={({ key }) => choose(key)}
        />
        <div ref={shown}>
          <SectionView
            key={chosen.key}
            number={number}
            section={chosen}
            refs={refs}
            canEdit={viewer.canEdit}
          />
        </div>
      </div>
    </PageBody>
  );
}

/** The design package of a service: what must stand before it is brought in and run. */
export function DesignPage() {
  const { number } = useRouteRefParams(designRouteRef);
  const { t } = useTranslationRef(designTranslationRef);
  const href = useRouteRef(designRouteRef)?.({ number });
  const all = useRouteRef(portfolioRouteRef)?.();
  const { data, error, refetch } = useItsmQuery(designRoutes.get, {
    params: { id: number },
    live: true,
  });
  return (
    <RecordPageFrame
      number={number}
      href={href}
      title={data && t('design.title', { title: data.title })}
      error={error}
      onRetry={() => refetch()}
      back={{ href: all, label: t('design.all') }}
    >
      {data && <Package design={data} />}
    </RecordPageFrame>
  );
}
