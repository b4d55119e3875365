import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import { About } from './About';
import { Contact } from './Contact';
import { Checklist, Continuity } from './Managed';
import { CostsSection } from './Money';
import { Offerings } from './Offerings';
import { Promises } from './Promises';
import { LEFT_OUT_EMPTY, Records } from './Records';
import styles from './Service.module.css';
import { Changed, HealthReasons, Neighbours, What } from './Told';
import { servicesTranslationRef } from './translation';

type Props = { page: ServicePage };

/** Main and side column; the side comes after the main one on a phone. */
export function Columns(props: {
  main: React.ReactNode;
  side: React.ReactNode;
  sideLabel: string;
}) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>{props.main}</div>
      <aside className={styles.column} aria-label={props.sideLabel}>
        {props.side}
      </aside>
    </div>
  );
}

/** For whom it is there: what it does, how to ask for it, what it promises, what it costs. */
export function BusinessView({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  return (
    <Columns
      sideLabel={t('about.title')}
      main={
        <>
          <What page={page} />
          <Offerings page={page} />
          <Promises page={page} />
          <HealthReasons page={page} />
          <Records page={page} section="upcoming" />
          <Records page={page} section="improvements" />
          <Records page={page} section="demand" />
          <Neighbours page={page} section="usedBy" />
        </>
      }
      side={
        <>
          <Contact page={page} />
          <CostsSection page={page} />
          <Records page={page} section="objectives" />
          <About page={page} />
          <Records page={page} section="contracts" />
        </>
      }
    />
  );
}

/** Who runs it: how it does, what is open, what changes, what it hangs together with. */
export function TechnicalView({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  return (
    <Columns
      sideLabel={t('about.title')}
      main={
        <>
          <HealthReasons page={page} />
          <Records page={page} section="open" />
          <Records page={page} section="upcoming" />
          <Changed page={page} />
          <Promises page={page} />
          <div className={styles.pair}>
            <Neighbours page={page} section="dependsOn" />
            <Neighbours page={page} section="usedBy" />
          </div>
          <Records page={page} section="improvements" />
          <Records page={page} section="demand" />
          <Records page={page} section="risks" />
        </>
      }
      side={
        <>
          <Contact page={page} />
          <Checklist page={page} />
          <CostsSection page={page} />
          <Continuity page={page} />
          <About page={page} technical />
          <Records page={page} section="objectives" />
          <Records page={page} section="contracts" />
        </>
      }
    />
  );
}

/** What is not on the page, and why: nothing looks as if there were none of it. */
export function Absent({ page }: Props) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const empty = LEFT_OUT_EMPTY.filter(
    section => page.sections[section]?.items.length === 0,
  ).map(section => t(`absent.section.${section}`));
  const nothing =
    empty.length > 0 ? [t('absent.none', { sections: empty.join(', ') })] : [];
  const why = (['not-allowed', 'failed'] as const).flatMap(because => {
    const sections = page.absent
      .filter(one => one.because === because)
      .map(({ section }) => t(`absent.section.${section}`));
    return sections.length > 0
      ? [t(`absent.${because}`, { sections: sections.join(', ') })]
      : [];
  });
  const said = [...nothing, ...why];
  if (said.length === 0) return null;
  return (
    <section
      id="absent"
      className={styles.absent}
      aria-label={t('absent.label')}
    >
      {said.map(words => (
        <p key={words}>{words}</p>
      ))}
    </section>
  );
}
